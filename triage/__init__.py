"""Triage: from a caller's words and answers to who should go, with reasons. Pure: the standard library alone.

The one rule: what could be dangerous is never talked away by anything that is merely likely.
"""


class BadInput(ValueError):
    """Words or answers that cannot be read; the message is one sentence for the person who sent them."""
