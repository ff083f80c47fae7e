"""How long an earlier call still says something about a new one, in days, by the earlier call's type.

Assumption, to be replaced by the city's policy: a month in general; half a year where somebody was in crisis,
because a second crisis is more likely; a year for violence at home, weapons and other dangers, as for premise
cautions. What is older is on the record and is searched for, but not shown to somebody who is typing.
"""

from typing import Final

GENERALLY: Final = 30
DANGEROUS: Final = 365  # any type, when triage found a danger
DAYS: Final = {
    "620D": 365,
    "415F": 365,
    "242": 365,
    "918V": 365,
    "5150": 182,
    "SUI": 182,
    "SUI-P": 182,
    "SUI-A": 182,
    "907OD": 182,
}
LONGEST: Final = max(GENERALLY, DANGEROUS, *DAYS.values())


def days(call_type: str, *, dangerous: bool) -> int:
    """Return for how many days a call of this type is worth showing."""
    known = DAYS.get(call_type, GENERALLY)
    return max(known, DANGEROUS) if dangerous else known
