"""What a draft answers otherwise than before: one call compared, many counted. Pure, so that it can be fast."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

ARMED: Final = frozenset({"police", "co_response"})
TOWARD: Final = "toward"
AWAY: Final = "away"
NEITHER: Final = "neither"
DIRECTIONS: Final = (TOWARD, AWAY, NEITHER)
NOWHERE: Final = "No area"


@dataclass(frozen=True)
class Answer:
    """What of an assessment decides who comes: the determination and the kinds, the primary first."""

    determination: str
    kinds: tuple[str, ...]

    @property
    def armed(self) -> bool:
        return bool(ARMED.intersection(self.kinds))

    def as_dict(self) -> dict[str, Any]:
        return {"determination": self.determination, "response": list(self.kinds)}


def answer(result: Mapping[str, Any]) -> Answer:
    """Return the answer of an assessment; a kind that stands by does not come."""
    going = tuple(r["kind"] for r in result["response"] if r["role"] != "stand_by")
    return Answer(result["determination"], going)


def flips(before: Answer, after: Answer) -> bool:
    """Return whether a person would notice: another determination, primary, or police or not."""
    return (
        before.determination != after.determination
        or before.kinds[:1] != after.kinds[:1]
        or before.armed != after.armed
    )


def direction(before: Answer, after: Answer) -> str:
    """Return whether the change brings police (or a co-response) in, leaves them out, or neither."""
    if before.armed == after.armed:
        return NEITHER
    return TOWARD if after.armed else AWAY


def pair(before: Answer, after: Answer) -> str:
    return f"{_brief(before)} -> {_brief(after)}"


def _brief(one: Answer) -> str:
    return f"{one.determination}: {', '.join(one.kinds) or 'nobody'}"


@dataclass
class Flip:
    """One call that flips; `key` finds its row again, `subject` is what people call it."""

    key: int
    subject: str
    area: str
    before: Answer
    after: Answer
    backup: bool = False
    overridden: bool = False

    @property
    def direction(self) -> str:
        return direction(self.before, self.after)


@dataclass
class Tally:
    """The numbers of some calls; tallies of parts add up to that of the whole."""

    calls: int = 0
    other_version: int = 0
    flips: int = 0
    backup: int = 0
    overridden: int = 0
    unanswerable: dict[str, int] = field(default_factory=dict)
    directions: dict[str, int] = field(default_factory=dict)
    areas: dict[str, dict[str, int]] = field(default_factory=dict)
    pairs: dict[str, int] = field(default_factory=dict)

    def seen(self, area: str) -> None:
        self.calls += 1
        _count(self.areas.setdefault(area or NOWHERE, {}), "calls")

    def cannot(self, why: str) -> None:
        """Count a call whose stored answers the draft no longer understands."""
        _count(self.unanswerable, why)

    def flipped(self, flip: Flip) -> None:
        """Count a flip, once it is known what became of the call."""
        self.flips += 1
        self.backup += flip.backup
        self.overridden += flip.overridden
        _count(self.directions, flip.direction)
        _count(self.pairs, pair(flip.before, flip.after))
        area = self.areas.setdefault(flip.area or NOWHERE, {})
        for name in ("flips", flip.direction, *(["backup"] if flip.backup else [])):
            _count(area, name)

    def as_dict(self) -> dict[str, Any]:
        return dict(self.__dict__)


def _count(numbers: dict[str, int], name: str, by: int = 1) -> None:
    numbers[name] = numbers.get(name, 0) + by


def summed(parts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the tally of the whole out of its parts' tallies (as `as_dict` gives them)."""
    whole = Tally().as_dict()
    for part in parts:
        _add(whole, part)
    return whole


def _add(whole: dict[str, Any], part: Mapping[str, Any]) -> None:
    for name, value in part.items():
        if isinstance(value, Mapping):
            _add(whole.setdefault(name, {}), value)
        else:
            whole[name] = whole.get(name, 0) + value
