"""The demonstration city: believable, idempotent, and never put beside real incidents."""

from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from dispatch import board, commands, log, principals
from dispatch.models import Incident
from responders.models import Agency, Member, Shift, Unit
from tests.world import World

pytestmark = pytest.mark.django_db
ACCOUNTS = {
    "calltaker",
    "dispatcher",
    "supervisor",
    "supervisor2",
    "lapd_admin",
    "lahsa_admin",
    "crisis_team",
    "patrol",
    "auditor",
    "feed",
    "centre_admin",
}


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", "a long password for tests")


def seed() -> str:
    said = StringIO()
    call_command("seed", stdout=said)
    return said.getvalue()


def test_the_city_has_its_agencies_units_and_a_live_board() -> None:
    seed()
    accounts = Member.objects.exclude(role="system").exclude(password__startswith="!")
    assert set(accounts.values_list("username", flat=True)) == ACCOUNTS
    assert Agency.objects.count() == 10
    assert 280 <= Unit.objects.count() <= 350
    kinds = {kind for unit in Unit.objects.all() for kind in unit.kinds}
    assert kinds >= {"police", "co_response", "mental_health", "homeless_outreach", "medical", "mediation"}
    cards = board.snapshot(principals.of_username("dispatcher"))["cards"]
    assert len(cards["incidents"]) == 12
    assert any(card["assignments"] for card in cards["incidents"].values())


def test_a_week_of_shifts_is_planned_for_people_who_cannot_sign_in() -> None:
    seed()
    assert set(Shift.objects.planned().values_list("unit__agency__code", flat=True)) == {"LAHSA", "ALCOTT", "LAPD"}
    assert not any(member.has_usable_password() for member in Member.objects.filter(shifts__isnull=False).distinct())


def test_seeding_again_changes_nothing() -> None:
    seed()
    head, units = log.head().seq, Unit.objects.count()
    assert "0 areas, 0 agencies, 0 units, 0 places, 0 accounts, 0 shifts, 0 incidents are new." in seed()
    assert (log.head().seq, Unit.objects.count()) == (head, units)


def test_a_database_with_real_incidents_is_left_alone(world: World) -> None:
    body = {"request_id": str(uuid4()), "address": "1358 N Wilcox Ave", "narrative": "man asleep in doorway"}
    number = commands.run("take_call", by=world.person("m.reyes", "call_taker"), body=body).incidents[0]
    units = Unit.objects.count()
    with pytest.raises(CommandError, match="holds real incidents"):
        seed()
    assert list(Incident.objects.values_list("number", flat=True)) == [number]
    assert Unit.objects.count() == units
