"""Moving a thing along its lifecycle: the table is asked, the step becomes a row."""

from datetime import timedelta

from dispatch import lifecycles
from dispatch.commands.registry import Act
from dispatch.errors import Invalid, Refused
from dispatch.models import Assignment, Incident, Move
from responders.models import Unit


def words(state: str) -> str:
    return state.replace("_", " ")


def ago(passed: timedelta) -> str:
    """Return how long ago in words: seconds under two minutes, then minutes, then hours and minutes."""
    seconds = max(0, int(passed.total_seconds()))
    if seconds < 120:
        return f"{seconds} s ago"
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours} h {minutes} min ago" if hours else f"{minutes} min ago"


def check(life: lifecycles.Lifecycle, old: str, new: str, what: str) -> None:
    """Refuse a move that the table does not hold."""
    if not life.allows(old, new):
        raise Refused("illegal_move", f"{what} is {words(old)}: it cannot be {words(new)}.")


def incident(act: Act, thing: Incident, state: str) -> None:
    """Move an incident."""
    check(lifecycles.INCIDENT, thing.status, state, thing.number)
    thing.status, thing.since = state, act.at
    act.writes.change(thing)
    row(act, incident=thing, state=state)


def assignment(act: Act, thing: Assignment, state: str) -> None:
    """Move an assignment; `moves_made` grows by the step."""
    sign, number = thing.unit.call_sign, thing.incident.number
    if not lifecycles.ASSIGNMENT.allows(thing.state, state):
        raise Refused("illegal_move", f"{sign} is {words(thing.state)} on {number}: it cannot be {words(state)}.")
    if thing.moves_made and act.at < thing.since:
        raise Invalid(f"at: {sign} was {words(thing.state)} later than that.")
    thing.state, thing.since = state, act.at
    act.writes.change(thing)
    thing.moves_made.append(row(act, assignment=thing, state=state))


def unit(act: Act, thing: Unit, state: str, reason: str = "") -> None:
    """Change a unit's duty."""
    check(lifecycles.UNIT, thing.duty, state, thing.call_sign)
    thing.duty, thing.duty_since, thing.duty_reason = state, act.at, reason
    act.writes.change(thing)
    row(act, unit=thing, state=state)


def row(act: Act, *, state: str, **of: Incident | Assignment | Unit) -> Move:
    """Add the row of one step."""
    move = Move(
        state=state,
        happened_at=act.at,
        recorded_at=act.now,
        source=act.source,
        by_id=act.by.id,
        **of,
    )
    act.writes.add(move)
    return move
