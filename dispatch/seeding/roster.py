"""Areas, agencies, units and the demonstration accounts, made once; a second run changes nothing."""

import os
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from dispatch import drill, roles
from responders import duty
from responders.los_angeles import city
from responders.models import Agency, Area, Member, Unit

# Account name: role, agency, unit. They exist in the embedded default only.
ACCOUNTS = {
    "calltaker": ("call_taker", "", ""),
    "dispatcher": ("dispatcher", "", ""),
    "supervisor": ("supervisor", "", ""),
    "supervisor2": ("supervisor", "", ""),  # nobody reviews alone
    "lapd_admin": ("agency_admin", "LAPD", ""),
    "lahsa_admin": ("agency_admin", "LAHSA", ""),
    "crisis_team": ("field", "ALCOTT", "AL1"),
    "patrol": ("field", "LAPD", "6A15"),
    "auditor": ("auditor", "", ""),
    "feed": ("feed", "", ""),  # the simulated provider; see docs/ingest.md
    "centre_admin": ("centre_admin", "", ""),
}


@transaction.atomic
def make() -> dict[str, int]:
    """Make what is missing of areas, agencies and units; return how many of each are new."""
    before = {model.__name__: model.objects.count() for model in (Area, Agency, Unit)}
    Area.objects.bulk_create([Area(**area) for area in city.areas()], ignore_conflicts=True)
    areas = {area.name: area for area in Area.objects.all()}
    for given in city.agencies():
        fields = {k: v for k, v in given.items() if k not in ("code", "serves")}
        agency, made = Agency.objects.get_or_create(code=given["code"], defaults=fields)
        if made:
            agency.serves.set([areas[name] for name in given.get("serves", [])])
    _units(areas)
    return {name: model.objects.count() - before[name] for name, model in _models().items()}


def _models() -> dict[str, type]:
    return {"Area": Area, "Agency": Agency, "Unit": Unit}


def _units(areas: dict[str, Area]) -> None:
    agencies = {agency.code: agency for agency in Agency.objects.all()}
    local = timezone.now().astimezone(ZoneInfo(settings.TIME_ZONE))
    units = []
    for given in city.units():
        works = city.works_at(given["hours"], local)
        fields = given | {"agency": agencies[given["agency"]], "area": areas[given["area"]]}
        units.append(Unit(**fields, duty=duty.AVAILABLE if works else duty.OFF_DUTY))
    Unit.objects.bulk_create(units, ignore_conflicts=True)


def accounts() -> int:
    """Make the demonstration accounts with the password of DEMO_PASSWORD; return how many are new."""
    password = os.environ.get("DEMO_PASSWORD", "")
    if not password:
        return 0
    agencies, units = Agency.objects.in_bulk(field_name="code"), Unit.objects.in_bulk(field_name="call_sign")
    known = set(Member.objects.values_list("username", flat=True))
    hashed = make_password(password)
    missing = [
        Member(username=name, password=hashed, role=role, agency=agencies.get(agency), unit=units.get(unit))
        for name, (role, agency, unit) in ACCOUNTS.items()
        if name not in known
    ]
    for member in missing:
        member.save()
    for member in Member.objects.filter(username__in=ACCOUNTS):
        if not member.check_password(password):
            member.set_password(password)
            member.save()
    return len(missing) + _script()


def _script() -> int:
    """Make the account in whose name a scenario acts, in a drill only. Nobody can sign in as it."""
    if not settings.DRILL:
        return 0
    people = {drill.ACCOUNT: "dispatcher"} | ({drill.FEED: "feed"} if "feed" in roles.ROLES else {})
    made = {"is_active": False, "password": make_password(None)}
    given = people.items()
    return sum(Member.objects.get_or_create(username=n, defaults={**made, "role": r})[1] for n, r in given)
