"""What the commands about a roster share: things of the sender's own agency, and how their events look.

The one rule: another agency's thing does not exist. Every look-up here is within the sender's agency.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from dispatch import cards, roster_cards, trips
from dispatch.commands import loading
from dispatch.commands.registry import Act
from dispatch.errors import Forbidden, Invalid, NotFound
from dispatch.log import Entry
from dispatch.models import Assignment
from responders import agencies
from responders.models import Agency, Area, Certification, Member, Shift, Station, Unit, Vehicle

OnJob = tuple[Unit, Assignment | None]
# An event goes to every board: one about more than so many things names how many, and pages read them anew.
SHOWN: Final = 200
# Roles whose people an agency's admin keeps; whoever sits at the floor is nobody's roster.
KEPT: Final = ("field", "agency_admin")


def agency(act: Act) -> Agency:
    found = Agency.objects.filter(code=act.by.agency).first()
    if found is None:
        raise Forbidden("You belong to no agency, so there is no roster of yours.")
    return found


def unit(act: Act, call_sign: str) -> OnJob:
    """Lock a unit of the sender's agency and read its open assignment."""
    found, job = loading.unit_and_job(trips.ask(*loading.unit(call_sign)))
    if found is None or found.agency.code != act.by.agency:
        raise NotFound(f"There is no unit {call_sign}.")
    return found, job


def idle_unit(act: Act, call_sign: str, field: str = "unit") -> Unit:
    """Return a unit of the sender's agency that is on the roster, without a lock: it is only named."""
    found = Unit.objects.on_roster().of(act.by.agency).filter(call_sign=call_sign).first()
    if found is None:
        says = f"There is no unit {call_sign}."
        raise NotFound(says, fields={field: [says]})
    return found


def member(act: Act, username: str) -> Member:
    """Lock a member of the sender's agency."""
    those = Member.objects.filter(agency__code=act.by.agency, role__in=KEPT)
    found = those.select_for_update(of=("self",)).filter(username=username).first()
    if found is None:
        raise NotFound(f"There is no member {username}.")
    return found


def working(act: Act, username: str, field: str) -> Member:
    """Lock an active member of the sender's agency who is named in a field."""
    those = Member.objects.filter(agency__code=act.by.agency, role__in=KEPT, is_active=True)
    found = those.select_for_update(of=("self",)).filter(username=username).first()
    if found is None:
        says = f"There is no member {username} who works."
        raise NotFound(says, fields={field: [says]})
    return found


def shift(act: Act, ref: UUID) -> Shift:
    """Lock a shift on a unit of the sender's agency."""
    found = Shift.objects.of(act.by.agency).select_for_update(of=("self",)).filter(ref=ref).first()
    if found is None:
        raise NotFound(f"There is no shift {ref}.")
    return found


def area(name: str) -> Area | None:
    """Return an area by its name; None for an empty one."""
    if not name:
        return None
    found = Area.objects.filter(name__iexact=name.strip()).first()
    if found is None:
        raise Invalid(f"area: there is no area {name}.", fields={"area": [f"There is no area {name}."]})
    return found


def station(act: Act, name: str) -> str:
    """Return the name of an open station of the agency; an empty one stays empty."""
    if name and not Station.objects.filter(agency__code=act.by.agency, name=name, closed_at=None).exists():
        says = f"There is no station {name}."
        raise Invalid(f"station: {says}", fields={"station": [says]})
    return name


def vehicle(agency_code: str, name: str) -> str:
    """Return the name of a vehicle of the agency that can be used; an empty one stays empty."""
    if not name:
        return name
    found = Vehicle.objects.filter(agency__code=agency_code, name=name, retired_at=None).first()
    says = ""
    if found is None:
        says = f"There is no vehicle {name}."
    elif found.out_of_service:
        says = f"{name} is out of service: {found.out_of_service}."
    if says:
        raise Invalid(f"vehicle: {says}", fields={"vehicle": [says]})
    return name


def member_card(found: Member) -> roster_cards.Card:
    return roster_cards.member(found, Certification.objects.filter(member=found, revoked_at=None).order_by("pk"))


def today(act: Act) -> date:
    """Return the local day on which certificates must count."""
    return timezone.localtime(act.now).date()


def zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def clock(moment: datetime) -> str:
    """Return a moment as people of the centre say it: `Mon 30 Nov 14:00`."""
    return f"{timezone.localtime(moment):%a %d %b %H:%M}"


def told(
    act: Act,
    facts: dict[str, Any],
    roster: dict[str, dict[str, Any]] | None = None,
    units: Iterable[OnJob] = (),
    gone: Iterable[str] = (),
    whose: str = "",
) -> Entry:
    """Return the entry: facts with the new looks of what changed on the roster, and the cards of units on the board."""
    deck = cards.Deck()
    for thing, job in units:
        thing.agency = agencies.of(thing.agency_id)
        deck.add("units", thing.call_sign, cards.unit(thing, job, job.incident.number if job else ""))
    for call_sign in gone:
        deck.drop("units", call_sign)
    shown = deck.bodies.get("common", {})
    many = sum(len(those) for those in (roster or {}).values())
    looks = {"roster": {}, "more": many} if many > SHOWN else {"roster": roster or {}}
    said = {"agency": whose or act.by.agency, **facts, **looks}
    return Entry([], {"common": {"facts": said, "cards": shown}}, roster=whose or act.by.agency)
