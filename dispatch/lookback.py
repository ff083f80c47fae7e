"""How long an earlier call still says something about a new one, in days, by the earlier call's type.

The days are the centre's (`lookback` and `lookback_types`); what is shipped is assumed, and says so there.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Lookback:
    """Days: in general, for any type when triage found a danger, and by type."""

    generally: int
    dangerous: int
    by_type: Mapping[str, int]

    @property
    def longest(self) -> int:
        return max(self.generally, self.dangerous, *self.by_type.values())

    def days(self, call_type: str, *, dangerous: bool) -> int:
        """Return for how many days a call of this type is worth showing."""
        known = self.by_type.get(call_type, self.generally)
        return max(known, self.dangerous) if dangerous else known
