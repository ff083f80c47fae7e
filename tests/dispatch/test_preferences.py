"""What a person chose for their desk is theirs, is on any desk, and is nobody else's business."""

import json

import pytest

from dispatch import board, log
from dispatch.errors import Forbidden, Invalid
from dispatch.models import Preferences
from tests.follow import follows
from tests.world import World

pytestmark = pytest.mark.django_db

CHOSEN = {"keys": {"freeze": "P", "help": ""}, "single_keys": True, "density": "dense", "grouping": "agency"}


def test_they_are_kept_and_replaced_as_a_whole(world: World) -> None:
    with follows(*world.everybody()):
        world.do("save_preferences", preferences=CHOSEN)
        world.do("save_preferences", preferences={"density": "roomy"})
    assert Preferences.objects.of(world.dispatcher.id) == {"density": "roomy"}
    assert Preferences.objects.of(world.supervisor.id) == {}


def test_nobody_is_sent_what_somebody_chose(world: World) -> None:
    line = world.do("save_preferences", preferences=CHOSEN)
    for viewer in world.everybody():
        assert line.view(viewer.audience) == {"seq": line.seq}
        assert "dense" not in json.dumps(board.snapshot(viewer)["cards"])
    assert log.since(line.seq - 1)[0].kind == "preferences_saved"


@pytest.mark.parametrize(
    ("chosen", "about"),
    [
        ({"density": "tiny"}, "density"),
        ({"keys": {"freeze": "x" * 21}}, "freeze"),
        ({"keys": {f"a{i}": "x" for i in range(201)}}, "200"),
        ({"keys": {"a" * 61: "x"}}, "no action"),
        ({"caller": "Jane"}, "no such field"),
    ],
)
def test_what_is_no_preference_is_refused(world: World, chosen: dict[str, object], about: str) -> None:
    with pytest.raises(Invalid, match=about), follows(world.dispatcher):
        world.do("save_preferences", preferences=chosen)


def test_an_auditor_changes_nothing_not_even_a_key(world: World) -> None:
    with pytest.raises(Forbidden), follows(world.dispatcher):
        world.do("save_preferences", world.auditor, preferences=CHOSEN)
