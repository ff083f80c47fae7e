"""A week of a roster for three agencies: invented people, what they are certified for, shifts, stations, vehicles.

Always the same people; the week is the one it is made in. Made once, in an installation without shifts.
"""

import random
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from responders import crews, recurrence
from responders.models import (
    Agency,
    Certification,
    Member,
    Shift,
    ShiftTemplate,
    StaffingMinimum,
    Station,
    Unit,
    Vehicle,
)

AHEAD: Final = 7  # days from today that are planned; the week begins on its Monday
FILL: Final = 3  # people for two seats of a unit that works by day, so that each is off a day in three
# Agency, kind of its units that get a week, local hours of each watch, certificates that go round.
WEEKS: Final = (
    ("LAHSA", "homeless_outreach", (("07:00", "18:00"),), ("first_aid", "peer_support", "minor_trained")),
    ("ALCOTT", "mental_health", (("07:00", "15:00"), ("15:00", "23:00"), ("23:00", "07:00")), ("clinician", "emt")),
    ("LAPD", "co_response", (("06:00", "18:00"), ("18:00", "06:00")), ("hold_5150", "clinician", "hold_5585")),
)
GIVEN: Final = (
    "Ana", "Ben", "Carla", "Dev", "Elena", "Farid", "Grace", "Hugo", "Ines", "Jamal", "Kim", "Luis", "Mina", "Noor",
    "Omar", "Paula", "Quinn", "Rosa", "Sam", "Tala", "Uma", "Victor", "Wen", "Yara", "Zoe",
)  # fmt: skip
FAMILY: Final = (
    "Abrams", "Bautista", "Castro", "Delgado", "Ekpo", "Flores", "Garcia", "Hovsepian", "Ito", "Jimenez", "Kang",
    "Lopez", "Mendoza", "Nguyen", "Ortiz", "Park", "Quiroz", "Reyes", "Santos", "Tran", "Ueda", "Vega", "Wong",
    "Ybarra", "Zamora",
)  # fmt: skip


@transaction.atomic
def make() -> int:
    """Make the week where no shift is planned yet; return how many shifts are new."""
    if Shift.objects.exists():
        return 0
    today = timezone.localdate()
    return sum(_agency(today, *week) for week in WEEKS)


def _agency(today: date, code: str, kind: str, watches: tuple[tuple[str, str], ...], held: tuple[str, ...]) -> int:
    agency = Agency.objects.filter(code=code).first()
    if agency is None:
        return 0
    units = list(Unit.objects.on_roster().filter(agency=agency, kinds__contains=[kind]).order_by("pk"))
    _places(agency, units)
    teams = _people(agency, units, FILL * len(watches), held, today)
    shifts = [shift for unit in units for shift in _shifts(unit, teams[unit.pk], watches, today)]
    Shift.objects.bulk_create(shifts, batch_size=2_000)
    hours = "24/7" if len(watches) > 1 else "-".join(watches[0])
    StaffingMinimum.objects.create(agency=agency, kind=kind, hours=hours, units=max(1, len(units) - 1))
    for unit in units[:3]:
        start, end = (time.fromisoformat(clock) for clock in watches[0])
        ShiftTemplate.objects.create(
            agency=agency,
            name=f"{unit.call_sign} days",
            unit=unit,
            crew=[member.username for member in teams[unit.pk][:2]],
            start=start,
            end=end,
            rule="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
            starts_on=today,
        )
    return len(shifts)


def _places(agency: Agency, units: list[Unit]) -> None:
    """Make the stations that the units name, and a vehicle for each and one to spare, which is in the workshop."""
    named = {unit.station: unit.area for unit in units if unit.station}
    made = [Station(agency=agency, name=name, area=area) for name, area in named.items()]
    Station.objects.bulk_create(made, ignore_conflicts=True)
    cars = [Vehicle(agency=agency, name=f"V-{unit.call_sign}", what="van", station=unit.station) for unit in units]
    spare = Vehicle(agency=agency, name="V-SPARE", what="van", out_of_service="in the workshop: brakes")
    Vehicle.objects.bulk_create([*cars, spare], ignore_conflicts=True)


def _people(
    agency: Agency, units: list[Unit], each: int, held: tuple[str, ...], today: date
) -> dict[int, list[Member]]:
    rolled, password = random.Random(f"week {agency.code}"), make_password(None)
    people, teams = [], {}
    for unit in units:
        teams[unit.pk] = [_person(agency, unit, i, rolled, password) for i in range(each)]
        people += teams[unit.pk]
    Member.objects.bulk_create(people, batch_size=2_000)
    Certification.objects.bulk_create([one for i, m in enumerate(people) for one in _held(i, m, held, today)])
    return teams


def _person(agency: Agency, unit: Unit, i: int, rolled: random.Random, password: str) -> Member:
    given, family = rolled.choice(GIVEN), rolled.choice(FAMILY)
    speaks = [code for code in unit.languages if code != "en"]
    return Member(
        username=f"{given[0]}.{family}.{unit.call_sign}-{i + 1}".lower(),
        first_name=given,
        last_name=family,
        agency=agency,
        unit=unit,
        role="field",
        password=password,
        languages=speaks if i % 2 == 0 else [],
    )


def _held(i: int, member: Member, kinds: tuple[str, ...], today: date) -> Iterator[Certification]:
    """Yield what somebody is certified for: of twenty one certificate has run out, of ten one does soon."""
    days = -12 if i % 20 == 7 else 25 if i % 10 == 3 else 200 + 30 * (i % 15)
    yield Certification(member=member, kind=kinds[i % len(kinds)], expires_on=today + timedelta(days=days))
    for code in member.languages:
        yield Certification(member=member, kind=crews.LANGUAGE, detail=code)


def _shifts(unit: Unit, team: list[Member], watches: Any, today: date) -> Iterator[Shift]:
    """Yield two of every three of a watch's people for each day, who is off going round."""
    zone = ZoneInfo(settings.TIME_ZONE)
    for w, (start, end) in enumerate(watches):
        people = team[w * FILL : (w + 1) * FILL]
        for offset in range(-today.weekday(), AHEAD + 1):
            day = today + timedelta(days=offset)
            off = (day.toordinal() + unit.pk) % FILL
            period = recurrence.period(day, time.fromisoformat(start), time.fromisoformat(end), zone)
            for i, member in enumerate(people):
                if i != off:
                    yield Shift(member=member, unit=unit, period=DateTimeTZRange(*period))
