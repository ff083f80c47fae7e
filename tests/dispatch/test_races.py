"""Real threads on real PostgreSQL: what happens when several do it at once."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from dispatch import chain, commands, falling_due, ingesting, log, waits
from dispatch.errors import Problem, Refused
from dispatch.models import Assignment, Callback, Incident, Override, Ringing, Text
from dispatch.principals import Principal
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


def test_two_preempts_of_one_unit_leave_it_on_one_job(world: World) -> None:
    """The second is told, or takes it from where the first put it; the unit is never on two."""
    first, others = world.call_with("UM61"), [world.call() for _ in range(4)]

    def preempt(number: str) -> Callable[[], Any]:
        return lambda: world.do("preempt_unit", incident=number, unit="UM61", reason="race")

    world.dispatcher  # noqa: B018
    answers = at_once(*(preempt(number) for number in others))
    jobs = Assignment.objects.open().filter(unit__call_sign="UM61")
    assert jobs.count() == 1
    assert jobs[0].incident.number in others
    won = [a for a in answers if not isinstance(a, Problem)]
    assert won
    assert {a.code for a in answers if isinstance(a, Problem)} <= {"refused.not_assigned", "try_again"}
    assert not Assignment.objects.open().filter(incident__number=first).exists()
    assert_log_is_whole()


def test_two_exchanges_crossing_each_other_do_not_deadlock(world: World) -> None:
    one, two = world.call_with("UM61"), world.call_with("UM62")
    world.dispatcher  # noqa: B018
    at_once(
        lambda: world.do("exchange_units", incident=one, unit="UM61", other="UM62"),
        lambda: world.do("exchange_units", incident=two, unit="UM62", other="UM61"),
    )
    held = dict(Assignment.objects.open().values_list("incident__number", "unit__call_sign"))
    assert set(held) == {one, two}
    assert set(held.values()) == {"UM61", "UM62"}
    assert_log_is_whole()


def test_two_sweeps_at_once_start_a_queued_unit_once(world: World) -> None:
    busy, number = world.call_with("UM61"), world.call()
    world.do("queue_unit", incident=number, unit="UM61")
    world.do("clear_unit", incident=busy, unit="UM61", disposition="resolved")
    assert sum(at_once(*[falling_due.start_queued] * 4)) >= 1
    assert [line.kind for line in log.since(0)].count("queued_started") == 1
    assert_log_is_whole()


def test_eight_takers_answer_one_ringing_call_and_one_of_them_has_it(world: World) -> None:
    """U24: seven are told who was faster; nobody's caller is asked twice."""
    ref = world.ring()
    takers = [world.person(f"taker{n}", "call_taker") for n in range(8)]

    def claim(by: Principal) -> Callable[[], Any]:
        return lambda: world.do("claim_call", by, ringing=ref)

    answers = at_once(*(claim(by) for by in takers))
    refused = [a for a in answers if isinstance(a, Refused)]
    assert len(refused) == 7
    winner = next(by for by, a in zip(takers, answers, strict=True) if not isinstance(a, Problem))
    assert all(str(a.detail).startswith(f"Answered by {winner.name} ") for a in refused)


def test_a_provider_that_sends_everything_eight_times_at_once_rings_once(world: World) -> None:
    by, call = world.feed, {"ref": "1", "medium": "text", "number": "213-555-0147"}
    rang = at_once(*[lambda: ingesting.ring(by, call)[0]] * 8)
    texted = at_once(*[lambda: ingesting.receive(by, "1", {"ref": "m1", "words": "help"})[0]] * 8)
    ended = at_once(*[lambda: ingesting.end(by, "1", {"how": "abandoned"})[0]] * 8)
    assert all(answer == rang[0] for answer in rang)
    assert texted == [{"n": 1}] * 8
    assert all(answer["ended"] == "abandoned" for answer in ended)
    assert (Ringing.objects.count(), Text.objects.count(), Callback.objects.count()) == (1, 1, 1)


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
