"""The first supervisor of an installation, made from the server's shell."""

import io

import pytest
from django.core.management import CommandError, call_command

from dispatch import principals
from responders.models import Member
from tests.world import World

PASSWORD = "a long password for tests"


def add(monkeypatch: pytest.MonkeyPatch, *arguments: str, password: str = PASSWORD) -> str:
    said = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    call_command("add_member", *arguments, stdout=said)
    return said.getvalue()


def test_the_first_supervisor_can_sign_in(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "may sign in as supervisor" in add(monkeypatch, "mira", "supervisor")
    assert Member.objects.get(username="mira").check_password(PASSWORD)
    assert principals.of_username("mira").role == "supervisor"


def test_a_field_member_rides_a_unit_of_an_agency(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    add(monkeypatch, "ines", "field", "--unit", "UM61")
    assert (principals.of_username("ines").agency, principals.of_username("ines").unit) == ("CRISIS", "UM61")


def test_machines_have_accounts_without_a_unit(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    add(monkeypatch, "provider", "feed")
    add(monkeypatch, "gateway", "tracker", "--agency", "LAPD")
    assert (principals.of_username("provider").agency, principals.of_username("gateway").agency) == ("", "LAPD")


@pytest.mark.parametrize(
    ("arguments", "password", "said"),
    [
        (("mira", "supervisor"), "short", "too short"),
        (("mira", "field"), PASSWORD, "--unit"),
        (("mira", "agency_admin"), PASSWORD, "--agency"),
        (("gateway", "tracker"), PASSWORD, "--agency"),
        (("mira", "agency_admin", "--agency", "NONE"), PASSWORD, "no agency NONE"),
        (("mira", "field", "--unit", "9Z9"), PASSWORD, "no unit 9Z9"),
        (("mira", "field", "--unit", "UM61", "--agency", "LAPD"), PASSWORD, "belongs to CRISIS"),
        (("a name with blanks", "supervisor"), PASSWORD, "Enter a valid username"),
        (("DISPATCHER", "supervisor"), PASSWORD, "already"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence_and_nobody_is_made(
    world: World, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], password: str, said: str
) -> None:
    before = [world.dispatcher.username, Member.objects.count()]
    with pytest.raises(CommandError, match=said):
        add(monkeypatch, *arguments, password=password)
    assert before == [world.dispatcher.username, Member.objects.count()]
