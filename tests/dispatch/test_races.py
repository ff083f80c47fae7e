"""Real threads on real PostgreSQL: what happens when several do it at once."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from dispatch import chain, commands, log, waits
from dispatch.errors import Problem, Refused
from dispatch.models import Assignment, Incident, Override
from tests.world import World

pytestmark = pytest.mark.commits


def at_once(*does: Callable[[], Any]) -> list[Any]:
    """Start all together; return each result or what it raised, in order."""
    barrier, results = threading.Barrier(len(does)), [None] * len(does)

    def one(i: int) -> None:
        barrier.wait()
        try:
            results[i] = does[i]()
        except Problem as problem:
            results[i] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(i,)) for i in range(len(does))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def assign(world: World, number: str, unit: str, **fields: Any) -> Callable[[], Any]:
    body = {"request_id": str(uuid4()), "incident": number, "unit": unit, "reason": "race", **fields}
    return lambda: commands.run("assign_unit", by=world.dispatcher, body=body)


def test_eight_dispatchers_at_each_of_200_units_double_assign_nothing(world: World) -> None:
    """F07: one wins each unit, seven are told who has it."""
    calls = [world.call() for _ in range(8)]
    signs = [world.unit(f"X{i}", world.crisis, ["mental_health"]).call_sign for i in range(200)]

    def dispatcher(number: str) -> Callable[[], list[Any]]:
        orders = [assign(world, number, sign, role="backup") for sign in signs]

        def work() -> list[Any]:
            answers = []
            for order in orders:
                try:
                    answers.append(order())
                except Problem as problem:
                    answers.append(problem)
            return answers

        return work

    answers = at_once(*(dispatcher(number) for number in calls))
    for sign, of_unit in zip(signs, zip(*answers, strict=True), strict=True):
        refusals = [a for a in of_unit if isinstance(a, Refused)]
        assert len(refusals) == 7, sign
        assert {r.code for r in refusals} == {"refused.unit_taken"}
        assert all(sign in r.detail for r in refusals)
    assert Assignment.objects.open().count() == 200
    assert_log_is_whole()


def test_without_the_lock_the_constraint_alone_still_refuses(world: World) -> None:
    number, other = world.call_with("UM61"), world.call()
    from django.db import IntegrityError

    job = Assignment.objects.get(incident__number=number)
    elsewhere = Incident.objects.get(number=other)
    with pytest.raises(IntegrityError, match="assignment_one_open_per_unit"), transaction.atomic():
        Assignment.objects.create(incident=elsewhere, unit=job.unit, role="primary", state="assigned", since=job.since)


def test_one_request_sent_twice_at_once_has_one_effect(world: World) -> None:
    number = world.call()
    body = {"request_id": str(uuid4()), "incident": number, "text": "double enter"}
    both = at_once(*[lambda: commands.run("add_note", by=world.dispatcher, body=body)] * 2)
    assert both[0].seq == both[1].seq
    assert Incident.objects.get(number=number).notes_count == 1


def test_numbers_stay_gapless_across_rollbacks(world: World) -> None:
    def mixed(i: int) -> Callable[[], Any]:
        return lambda: world.call() if i % 2 else world.do("add_note", incident="LA26-999999", text="no")

    world.call_taker, world.dispatcher  # noqa: B018  made before the threads start
    at_once(*(mixed(i) for i in range(8)))
    assert_log_is_whole()
    assert log.head().seq == 4


def test_a_row_locked_by_somebody_stuck_is_answered_in_words(world: World) -> None:
    """F06: the lock is waited for a second, then the dispatcher is told; other units are unaffected."""
    number, other = world.call(), world.call()
    locked, let_go = threading.Event(), threading.Event()

    def stuck() -> None:
        with transaction.atomic():
            Incident.objects.select_for_update().get(number=number)
            locked.set()
            let_go.wait(20)

    def dispatcher() -> str:
        locked.wait(20)
        try:
            world.do("add_note", incident=other, text="goes on")
            world.do("add_note", incident=number, text="waits")
        except Problem as problem:
            return problem.code
        finally:
            let_go.set()
        return "written"

    world.dispatcher  # noqa: B018
    assert at_once(stuck, dispatcher)[1] == "try_again"


def test_a_call_taker_and_a_note_at_once_lose_nothing(world: World) -> None:
    number = world.call()
    call = str(Incident.objects.get(number=number).calls.get().ref)
    world.dispatcher  # noqa: B018
    at_once(
        *[lambda: world.do("add_note", incident=number, text="n")] * 4,
        *[lambda: world.do("update_call", call=call, narrative="he has a knife")] * 2,
    )
    found = Incident.objects.get(number=number)
    assert (found.notes_count, found.assessment.result["level"]) == (4, 4)
    assert_log_is_whole()


def assert_log_is_whole() -> None:
    assert list(chain.verify()) == []
    lines, seq = [], 0
    while page := log.since(seq, 1000):
        lines += page
        seq = page[-1].seq
    assert [line.seq for line in lines] == list(range(1, log.head().seq + 1))


def test_four_sweeps_at_once_report_a_wait_once(world: World) -> None:
    number = world.call()
    past = timezone.now() - timedelta(minutes=31)
    Incident.objects.filter(number=number).update(eligible_at=past, team_due_at=past)
    at_once(*[lambda: waits.report_all(timezone.now())] * 4)
    assert Incident.objects.get(number=number).alerts_count == 1


def test_two_overrides_at_once_leave_one_in_force(world: World) -> None:
    number = world.call()

    def override(kind: str) -> Callable[[], Any]:
        said = {"incident": number, "response": [kind], "reason_code": "other", "words": "because"}
        body = {"request_id": str(uuid4()), **said}
        return lambda: commands.run("override_triage", by=world.dispatcher, body=body)

    at_once(override("police"), override("medical"))
    assert sorted(Override.objects.values_list("state", flat=True)) == ["in_force", "replaced"]


def test_a_caution_added_while_calls_come_in_is_on_every_one_of_them(world: World) -> None:
    """Whoever sets a place and whoever adds a caution see each other: nobody is sent there unwarned."""
    here = {"address": "1358 N Wilcox Ave", "lat": 34.0958, "lon": -118.3309}
    warn = {"request_id": str(uuid4()), **here, "severity": "danger", "text": "Dog loose", "told_by": "Patrol"}
    supervisor, taker = world.supervisor, world.call_taker

    def take() -> Any:
        body = {"request_id": str(uuid4()), **here, "narrative": "man down"}
        return commands.run("take_call", by=taker, body=body)

    answers = at_once(*[take] * 4, lambda: commands.run("add_caution", by=supervisor, body=warn), *[take] * 4)
    assert not [a for a in answers if isinstance(a, Problem)]
    shown = Incident.objects.open().values_list("cautions", flat=True)
    assert [len(cautions.get("common", [])) for cautions in shown] == [1] * 8
