"""The embedded default: a bare machine's Python becomes a running product.

The one rule: whatever starts here is a child that dies with its parent, and all it keeps lies in DATA_DIR.
"""


class CannotStart(Exception):
    """Why the start stops, in one sentence for the person at the terminal."""
