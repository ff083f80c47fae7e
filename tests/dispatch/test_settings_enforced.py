"""A setting shown is a setting enforced: every key has a reader, and a test that saves it and sees it count."""

import re
from pathlib import Path

import pytest

from dispatch import alarming, board, ledger, lifecycles
from dispatch.centre import defaults, reading
from dispatch.centre.enforced import ENFORCED
from dispatch.errors import Refused
from dispatch.models import Alarm
from tests.dispatch.alarms import in_state_for, minutes, shown, sweep, waited
from tests.dispatch.test_settings import change
from tests.follow import follows
from tests.world import CALM, KNIFE, World

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


def keys() -> set[str]:
    """Every key of the settings as shipped; of tables with many entries, the fields of an entry."""
    found = set()
    for name, value in defaults.all_of_them().items():
        if name in ("timers", "desk"):
            found |= {f"{name}.{key}" for key in value}
        elif name in ("alarms", "tones", "dispositions"):
            found |= {f"{name}.{field}" for entry in value.values() for field in entry}
        else:
            found.add(name)
    return found


def test_a_setting_shown_is_a_setting_enforced() -> None:
    assert set(ENFORCED) == keys(), "a setting without a reader, or a reader without a setting"
    tests = "".join(p.read_text() for p in (ROOT / "tests").rglob("*") if p.suffix in (".py", ".js"))
    proven = set(re.findall(r"enforces ([a-z_.]+)", tests))
    for key, where in ENFORCED.items():
        text = (ROOT / where).read_text()
        assert re.search(rf"\b{key.split('.')[-1]}\b", text), f"{where} does not name {key}"
        assert key in proven, f"no test enforces {key}"


def test_a_calls_limit_is_the_centres_and_outreach_has_its_own(world: World) -> None:
    """Enforces both: enforces timers.waiting enforces timers.outreach"""
    calm, outreach = world.call(CALM), world.call("homeless man sleeping in a tent blocking the sidewalk")
    for number in (calm, outreach):
        waited(number, 20)
    for scale, number in (("waiting", calm), ("outreach", outreach)):
        for priority in lifecycles.PRIORITIES:
            change(world, f"timers.{scale}.{priority}", 86_000)
            change(world, f"timers.{'outreach' if scale == 'waiting' else 'waiting'}.{priority}", 60)
        sweep()
        assert number not in [a["incident"] for a in shown(world)]
        assert len(shown(world)) == 1


def test_the_ledger_enforces_timers_team(world: World) -> None:  # enforces timers.team
    change(world, "timers.team.P2", 900)
    assert ledger.limit("P2") == minutes(15)


@pytest.mark.parametrize(
    ("path", "verbs"),
    [
        ("timers.unit.assigned", []),  # enforces timers.unit
        ("timers.unit.acknowledged", ["acknowledge"]),
        ("timers.check_in", ["mark_on_scene"]),  # enforces timers.check_in
    ],
)
def test_a_limit_of_a_job_is_enforced(world: World, path: str, verbs: list[str]) -> None:
    number = world.call_with("UM61")
    for verb in verbs:
        world.do(verb, incident=number, unit="UM61")
    keys_of = ("armed", "unarmed") if path.endswith("check_in") else lifecycles.PRIORITIES
    for key in keys_of:
        change(world, f"{path}.{key}", 86_000)
    in_state_for("UM61", 300)
    assert sweep()["raised"] == 0
    for key in keys_of:
        change(world, f"{path}.{key}", 30)
    assert sweep()["raised"] == 1


def test_silence_enforces_timers_trouble(world: World) -> None:  # enforces timers.trouble
    from django.utils import timezone

    from dispatch.models import Heartbeat

    Heartbeat.objects.create(name="worker", at=timezone.now() - minutes(1))
    change(world, "timers.trouble.worker", 600)
    assert alarming.of_silence(timezone.now()) == []
    change(world, "timers.trouble.worker", 20)
    assert len(alarming.of_silence(timezone.now())) == 1


def test_the_registry_is_enforced_on_what_is_raised_next(world: World) -> None:
    """Enforces alarms.on and the others: enforces alarms.on enforces alarms.priority enforces alarms.action
    enforces alarms.time_allowed enforces alarms.tone enforces alarms.escalates_to enforces phone_tree
    enforces priorities
    """
    change(world, "priorities.P1", "At once")
    for field, to in {
        "priority": "medium",
        "action": "Ring the bell twice",
        "time_allowed": 300,
        "tone": "trouble",
        "escalates_to": "technical",
    }.items():
        change(world, f"alarms.p1_without_unit.{field}", to)
    change(world, "phone_tree.technical.number", "213-555-0188")
    waited(world.call(KNIFE), 2)
    change(world, "alarms.p1_without_unit.on", False)
    assert sweep()["raised"] == 0
    change(world, "alarms.p1_without_unit.on", True)
    sweep()
    (alarm,) = shown(world)
    assert (alarm["priority"], alarm["tone"]) == ("medium", "trouble")
    assert alarm["action"] == "Ring the bell twice"
    assert "P1, At once" in alarm["says"]
    row = Alarm.objects.get()
    assert (row.due_at - row.raised_at).total_seconds() == 300
    alarming.escalate(row.due_at)
    Alarm.objects.update(due_at=row.raised_at)
    alarming.escalate(row.due_at)
    assert shown(world)[0]["escalated_to"]["number"] == "213-555-0188"


def test_a_disposition_that_is_off_is_neither_offered_nor_taken(world: World) -> None:  # enforces dispositions.on
    change(world, "dispositions.arrest.on", False)
    assert "arrest" not in board.snapshot(world.dispatcher)["dispositions"]
    assert set(board.snapshot(world.dispatcher)["dispositions"]) < set(lifecycles.DISPOSITIONS)
    number = world.call_with("6A15", narrative=KNIFE)
    with pytest.raises(Refused, match="does not use"), follows(world.dispatcher):
        world.do("clear_unit", incident=number, unit="6A15", disposition="arrest")
    world.do("clear_unit", incident=number, unit="6A15", disposition="resolved")
    with pytest.raises(Refused, match="does not use"), follows(world.dispatcher):
        world.do("close_incident", incident=number, disposition="arrest")


def test_the_style_sheet_of_every_page_enforces_colours(world: World) -> None:  # enforces colours
    change(world, "colours.good.dark", "#8fe6a0")
    assert "--good: #8fe6a0;" in reading.colours_css()
    assert 'href="/centre/colours.css"' in (ROOT / "templates/base.html").read_text()


def test_a_transfer_target_is_found_by_its_code(world: World) -> None:
    change(world, "transfer_targets.988.number", "1-800-273-8255")
    target = reading.transfer_target("988")
    assert target
    assert target["number"] == "1-800-273-8255"
    assert reading.transfer_target("no_such") is None
