"""Settings of the centre: data with one writer, versions that stay, and sound by field."""

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from dispatch import board, log, roles
from dispatch.centre import checking, contrast, defaults, history, reading
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from dispatch.models import Setting
from tests.follow import follows
from tests.world import World

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


def value_of(name: str) -> Any:
    return copy.deepcopy(reading.newest()[name].value)


def save(world: World, name: str, value: Any, **more: Any) -> log.Line:
    return world.do("save_setting", world.centre_admin, name=name, value=value, **({"seen": 1} | more))


def change(world: World, path: str, to: Any) -> log.Line:
    """Save a setting with one field changed: `timers.waiting.P1`."""
    name, *steps, last = path.split(".")
    value = value_of(name)
    inner = value
    for step in steps:
        inner = inner[step]
    inner[last] = to
    return save(world, name, value, seen=reading.newest()[name].version)


# --- one writer, versions, sight -----------------------------------------------------------------------


def test_a_saved_setting_is_on_every_board_and_its_versions_stay(world: World) -> None:
    with follows(*world.everybody()):
        line = change(world, "timers.waiting.P3", 600)
    assert line.kind == "setting_saved"
    assert line.view(world.dispatcher.audience)["facts"]["changes"] == [
        {"field": "waiting.P3", "before": 900, "after": 600}
    ]
    assert board.snapshot(world.dispatcher)["settings"]["timers"]["waiting"]["P3"] == 600
    newest, first = history.of("timers")["results"]
    assert (newest["by"], newest["version"], newest["changes"][0]["before"]) == ("centre_admin", 2, 900)
    assert (first["by"], first["changes"]) == ("system", [])


def test_a_setting_that_nobody_has_saved_has_no_history_yet(world: World) -> None:
    assert history.of("not_saved_yet") == {"results": [], "next": None}


def test_who_saw_an_earlier_version_is_refused_and_nothing_is_changed(world: World) -> None:
    change(world, "priorities.P1", "At once")
    value = value_of("priorities") | {"P1": "Now"}
    with pytest.raises(Refused, match="version 2"), follows(world.dispatcher):
        save(world, "priorities", value, seen=1)
    with pytest.raises(Refused, match="nothing to save"), follows(world.dispatcher):
        save(world, "priorities", value_of("priorities"), seen=2)
    assert value_of("priorities")["P1"] == "At once"


def test_only_the_admin_of_the_centre_saves_and_sees_no_call(world: World) -> None:
    for by in (world.supervisor, world.dispatcher, world.lapd_admin, world.patrol):
        with pytest.raises(Forbidden), follows(world.dispatcher):
            world.do("save_setting", by, name="priorities", value=value_of("priorities"), seen=1)
    number = world.call(caller_name="CANARY")
    seen = board.snapshot(world.centre_admin)
    assert (seen["cards"]["incidents"], seen["cards"]["units"], seen["cards"]["calls"]) == ({}, {}, {})
    with pytest.raises(NotFound):
        board.incident(world.centre_admin, number)


def test_telephone_numbers_are_the_floors_and_what_a_field_page_needs_is_everybodys(world: World) -> None:
    assert set(board.snapshot(world.patrol)["settings"]) == set(roles.SETTINGS_FOR_ALL)
    assert set(board.snapshot(world.dispatcher)["settings"]) == set(defaults.names())
    start = log.head().seq
    change(world, "phone_tree.supervisor.number", "213-555-0119")
    assert "0119" in json.dumps([line.view(world.dispatcher.audience) for line in log.since(start)])
    assert "0119" not in json.dumps([line.view(world.patrol.audience) for line in log.since(start)])


def test_a_version_is_never_changed_and_never_taken_out(world: World) -> None:
    for wrong in (lambda: Setting.objects.update(by="x"), lambda: Setting.objects.all().delete()):
        with pytest.raises(DatabaseError, match="only added"), transaction.atomic():
            wrong()


def test_what_an_upgrade_brings_counts_as_shipped_until_somebody_saves_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = defaults.all_of_them() | {"brand_new": {"a": 1}}
    monkeypatch.setattr(defaults, "all_of_them", lambda: shipped)
    reading.forget()
    assert reading.newest()["brand_new"] == reading.Newest(0, {"a": 1})


def test_a_field_that_an_upgrade_brings_counts_as_shipped_and_one_it_dropped_counts_no_more(world: World) -> None:
    old = value_of("timers") | {"gone": 5}
    del old["unit"]
    Setting.objects.create(name="timers", version=2, value=old, by="earlier", at="2026-01-01T00:00:00Z")
    reading.forget()
    now = reading.newest()["timers"]
    assert now.version == 2
    assert (now.value["unit"]["assigned"]["P1"], "gone" in now.value) == (60, False)


# --- sound, by field -----------------------------------------------------------------------------------


def test_what_is_shipped_is_sound() -> None:
    shipped = defaults.all_of_them()
    assert list(checking.SHAPES) == list(shipped)
    for name, value in shipped.items():
        assert checking.faults(name, value, shipped) == {}, name


TYPE = {"on": True, "label": "", "local": "", "alias": "", "order": 0}
WRONG = [
    ("timers.waiting.P1", 0, "whole number"),
    ("timers.waiting.P1", True, "whole number"),
    ("timers.waiting", {"P1": 60}, "missing"),
    ("timers.new", {}, "no such field"),
    ("alarms.emergency.on", False, "cannot be switched off"),
    ("alarms.emergency.priority", "low", "Emergency is the priority"),
    ("alarms.call_waiting.tone", "emergency", "emergency button alone"),
    ("alarms.call_waiting.action", " ", "at least a word"),
    ("alarms.call_waiting.escalates_to", "nobody", "in the phone tree"),
    ("colours.good.dark", "green", "a colour like"),
    ("colours.good.dark", "#224433", "Cannot be read"),
    ("colours.good.light", "#63d6a0", "Cannot be read"),
    ("colours.good.dark", "#ff7b7b", "Red is for immediate danger"),
    ("colours.danger.dark", "#63d6a0", "Red is for immediate danger"),
    ("colours.calm.dark", "#6cb6ff", "same as"),
    ("tones.emergency.volume", 0.1, "0.5 to 1"),
    ("tones.emergency.every", 0, "1 to 10 seconds"),
    ("tones.trouble.notes", [[1400, 180], [900, 180], [1400, 180], [900, 180]], "Sounds the same"),
    ("tones.low.notes", [[0, 100]], "silence"),
    ("tones.low.notes", [[20, 100]], "A note is a pitch"),
    ("priorities.P1", "x" * 30, "at most 24"),
    ("priorities.P1", "urgent\u202e", "cannot be seen"),
    ("dispositions.duplicate.on", False, "by the product itself"),
    ("call_types", {"5150": TYPE | {"label": "Crisis"}, "SUI": TYPE | {"label": "crisis "}}, "same as that of 5150"),
    ("call_types", {"5150": TYPE | {"local": "sui"}, "SUI": TYPE}, "same as that of SUI"),
    ("call_types", {"5150": TYPE | {"local": "390"}}, "The code of another type"),
    ("call_types", {"NO-SUCH": TYPE}, "no such call type"),
    ("call_types", {"5150": TYPE | {"order": -1}}, "whole number"),
    ("call_types", {"5150": TYPE | {"label": "x" * 61}}, "at most 60"),
    ("call_types", {"5 1": TYPE}, "letters, digits"),
    ("transfer_targets.new", {"name": "x", "kind": "fire", "number": "call us"}, "number to dial"),
    ("transfer_targets.Bad Code", {"name": "x", "kind": "fire", "number": "311"}, "small letters"),
    ("phone_tree.watch_commander.then", "supervisor", "back to itself"),
    ("phone_tree.watch_commander.then", "nobody", "another entry"),
    ("phone_tree", {"other": {"name": "x", "number": "911", "then": ""}}, "cannot be taken out"),
]


@pytest.mark.parametrize(("path", "to", "says"), WRONG, ids=lambda x: str(x)[:30])
def test_a_wrong_value_is_said_beside_its_field_and_changes_nothing(
    world: World, path: str, to: Any, says: str
) -> None:
    does = change if "." in path else save
    with pytest.raises(Invalid) as problem, follows(world.dispatcher):
        does(world, path, to)
    assert any(re.search(says, said[0]) for said in problem.value.fields.values())


def test_every_wrong_field_is_said_at_once(world: World) -> None:
    value = value_of("timers")
    value["waiting"]["P1"], value["team"]["P2"] = -1, "soon"
    with pytest.raises(Invalid) as problem, follows(world.dispatcher):
        save(world, "timers", value)
    assert set(problem.value.fields) == {"waiting.P1", "team.P2"}


@pytest.mark.parametrize("value", [None, [], "x", 3, {"a": []}])
def test_a_value_of_another_shape_is_refused(world: World, value: Any) -> None:
    for name in defaults.names():
        with pytest.raises(Invalid), follows(world.dispatcher):
            save(world, name, value)
    with pytest.raises(NotFound), follows(world.dispatcher):
        save(world, "no_such", value if value is not None else 1)


def test_the_grounds_that_colours_are_checked_on_are_those_of_the_style_sheet() -> None:
    css = (ROOT / "static/css/tokens.css").read_text()
    dark, light = css.split(':root[data-theme="light"]')
    for theme, text in (("dark", dark), ("light", light)):
        for name, value in contrast.GROUNDS[theme].items():
            assert f"--{name}: {value};" in text, f"{name} in {theme}"
    for name, colour in defaults.all_of_them()["colours"].items():
        assert f"--{name}: {colour['dark']};" in dark
        assert f"--{name}: {colour['light']};" in light
    assert len(defaults.all_of_them()["colours"]) <= 7
