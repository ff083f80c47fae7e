"""What differs from centre to centre, as data: what may be set, whether a value is sound, what counts now.

The one rule: a setting shown is a setting enforced. `enforced.py` names, for each, who reads it.
"""
