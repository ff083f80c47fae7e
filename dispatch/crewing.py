"""Who is on a unit, and what it can do because of them: read from members, certificates and shifts."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

from responders import crews
from responders.models import Certification, Member, Shift, Unit

# A crew may sign on this long before its shift begins: assumption.
EARLY: Final = timedelta(minutes=30)


def held_by(members: Iterable[Member]) -> dict[int, list[crews.Held]]:
    """Return member id -> certificates that were not revoked, expired ones too."""
    found: dict[int, list[crews.Held]] = {member.pk: [] for member in members}
    for row in Certification.objects.filter(member__in=list(found), revoked_at=None):
        found[row.member_id].append(crews.Held(row.kind, row.detail, row.expires_on))
    return found


def capabilities(members: Iterable[Member], day: date) -> dict[str, Any]:
    """Return what a crew of these members can do on a local day."""
    people = list(members)
    held = held_by(people)
    return crews.capabilities([(member.languages, held[member.pk]) for member in people], day)


def scheduled(unit: Unit, at: datetime) -> list[Shift]:
    """Return the shifts planned on a unit at a moment, or beginning within `EARLY` of it."""
    shifts = Shift.objects.planned().filter(unit=unit, period__overlap=(at, at + EARLY))
    return list(shifts.select_related("member").order_by("pk"))


def rides(unit: Unit, member_id: int, at: datetime, now: datetime) -> bool:
    """Return whether a member has a shift on a unit at a moment, or within `EARLY` of it, that is not over by now."""
    mine = Shift.objects.planned().filter(unit=unit, member_id=member_id, period__endswith__gt=now)
    return mine.filter(period__overlap=(at, at + EARLY)).exists()


def put_on(unit: Unit, members: list[Member], day: date) -> None:
    """Make these members the unit's crew: what it can do follows from them. None: its standard counts again."""
    if not unit.standard:
        unit.standard = {name: getattr(unit, name) for name in crews.FOLLOWING}
    unit.crew, unit.crew_names = [member.username for member in members], [str(member) for member in members]
    can = capabilities(members, day) if members else unit.standard
    for name in crews.FOLLOWING:
        setattr(unit, name, can[name])
    if not members:
        unit.standard = {}


def take_off(unit: Unit, day: date, username: str) -> None:
    """Take one member off the unit; the others stay its crew."""
    left = [name for name in unit.crew if name != username]
    people = {member.username: member for member in Member.objects.filter(username__in=left)}
    put_on(unit, [people[name] for name in left if name in people], day)


def recount(unit: Unit, day: date) -> bool:
    """Work out anew what a unit with a crew can do, and what its people are called; return whether that changed."""
    if not unit.crew:
        return False
    before = {name: getattr(unit, name) for name in (*crews.FOLLOWING, "crew", "crew_names")}
    people = {member.username: member for member in Member.objects.filter(username__in=unit.crew)}
    put_on(unit, [people[name] for name in unit.crew if name in people], day)
    return before != {name: getattr(unit, name) for name in before}
