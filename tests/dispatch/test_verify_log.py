"""`verify_log` from the shell: whole, or one sentence per fault and a status that a script sees."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from tests.world import World

pytestmark = pytest.mark.commits


def test_a_whole_log_is_said_to_be_whole(world: World) -> None:
    world.call()
    said = StringIO()
    call_command("verify_log", stdout=said)
    assert "The log is whole: 1 events" in said.getvalue()
    assert "The log of reads is whole: 0 reads" in said.getvalue()


def test_a_changed_word_fails_with_the_number_of_its_event(world: World) -> None:
    world.call()
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE event_body DISABLE TRIGGER USER")
        cursor.execute("UPDATE event_body SET body = replace(body, 'bench', 'roof')")
    connections["owner"].close()
    with pytest.raises(CommandError, match="body of event 1 was changed"):
        call_command("verify_log")
