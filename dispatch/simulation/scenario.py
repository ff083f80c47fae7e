"""A scripted scenario for training, read from its file: what rings when, what is heard, what should be decided.

Everybody in it is invented. Expectations are checked against the log by the debrief, never shown to a trainee.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent / "scenarios"
STEPS: Final = {  # kind of step: the fields it must have
    "call": {"call", "at", "how", "area", "address", "callback", "narrative"},
    "say": {"call", "at", "says"},
    "text": {"call", "at", "says"},
    "radio": {"call", "at", "says"},
    "move": {"unit", "at", "area"},
    "duty": {"unit", "at", "status"},
}
HOW: Final = ("rings", "taken")
CREW: Final = {"acknowledge": 15.0, "en_route": 20.0, "travel": 240.0, "scene": 420.0}  # seconds, when not given


class BadScenario(Exception):
    """What is wrong with a scenario's file, one sentence."""


@dataclass(frozen=True)
class Step:
    """One thing that happens `at` seconds after the start."""

    at: float
    kind: str
    what: dict[str, Any]


@dataclass(frozen=True)
class Scenario:
    """`crew`: seconds that people in the field take; `expect`: one entry a call, as `start_scenario` takes it."""

    name: str
    title: str
    brief: str
    steps: list[Step]
    expect: list[dict[str, Any]]
    crew: dict[str, float] = field(default_factory=lambda: dict(CREW))


def names() -> list[str]:
    """Return the names of the scenarios that come with the product."""
    return sorted(path.stem for path in HERE.glob("*.toml"))


def load(name: str) -> Scenario:
    """Return a scenario by its name, or by the path of a centre's own file. `BadScenario` says what is wrong."""
    path = Path(name) if name.endswith(".toml") else HERE / f"{name}.toml"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        raise BadScenario(f"There is no scenario {name}. Known: {', '.join(names())}.") from None
    try:
        return read(path.stem, tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        raise BadScenario(f"{path.name} is not TOML: {fault}.") from None


def read(name: str, given: dict[str, Any]) -> Scenario:
    """Return the scenario that the parsed file describes, its steps in the order in which they happen."""
    if missing := [key for key in ("title", "brief", "call", "expect") if not given.get(key)]:
        raise BadScenario(f"{name} has no {missing[0]}.")
    steps = [Step(float(what.get("at", -1)), kind, what) for kind in STEPS for what in given.get(kind, [])]
    calls = {step.what.get("call") for step in steps if step.kind == "call"}
    for step in steps:
        _check(name, step, calls)
    for expected in given["expect"]:
        if expected.get("call") not in calls:
            raise BadScenario(f"{name} expects something of a call {expected.get('call')!r} that never comes.")
    if unknown := set(given.get("crew", {})) - set(CREW):
        raise BadScenario(f"{name}: crew knows no {min(unknown)}.")
    ordered = sorted(steps, key=lambda step: step.at)
    return Scenario(name, given["title"], given["brief"], ordered, given["expect"], CREW | given.get("crew", {}))


def _check(name: str, step: Step, calls: set[Any]) -> None:
    if missing := STEPS[step.kind] - set(step.what):
        raise BadScenario(f"{name}: a {step.kind} has no {min(missing)}.")
    if step.at < 0:
        raise BadScenario(f"{name}: a {step.kind} happens before the start.")
    if step.kind == "call" and step.what["how"] not in HOW:
        raise BadScenario(f"{name}: a call is {' or '.join(HOW)}, not {step.what['how']!r}.")
    if "call" in step.what and step.what["call"] not in calls:
        raise BadScenario(f"{name}: a {step.kind} belongs to a call {step.what['call']!r} that never comes.")
