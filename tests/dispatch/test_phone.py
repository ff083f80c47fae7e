"""What the phone keeps of us: files of the release and a page without anybody on it."""

import json
import re

import pytest
from django.test import Client

from dispatch import shell
from dispatch.scripts import STATIC
from responders.models import Member
from tests.world import World

pytestmark = pytest.mark.django_db


def test_the_service_worker_keeps_files_of_the_release_and_nothing_else(client: Client) -> None:
    text = client.get("/field/worker.js").content.decode()
    kept = json.loads(re.match(r"const SHELL = (\{.*?\});\n", text)[1])  # type: ignore[index]
    assert kept == shell.shell()
    for address in kept["files"]:
        assert address.startswith("/static/")
        assert (STATIC / address.removeprefix("/static/")).is_file()
    assert "/static/js/field/queue.js" in kept["files"]
    assert not [address for address in kept["files"] if "/api/" in address]


def test_the_page_without_a_network_holds_nobodys_name(world: World, client: Client) -> None:
    client.force_login(Member.objects.get(username=world.crisis_team.username))
    page = client.get("/field/offline/?language=es").content.decode()
    assert "Sin conexión" in page
    assert world.crisis_team.username not in page
    assert 'id="config"' not in page
    assert client.get("/field/offline/?language=<x>").status_code == 200


def test_the_page_is_in_the_language_its_person_chose_on_any_phone(world: World, client: Client) -> None:
    member = Member.objects.get(username=world.crisis_team.username)
    client.force_login(member)
    assert '<html lang="en"' in client.get("/field/").content.decode()
    world.do("save_preferences", world.crisis_team, preferences={"language": "es"})
    other = Client()
    other.force_login(member)
    page = other.get("/field/").content.decode()
    assert '<html lang="es"' in page
    assert "Mi llamada" in page
    assert '<html lang="en"' in other.get("/map/").content.decode()  # the other pages have no Spanish yet
