"""Transfers to desks that serve many at once, and interpreters: legs of one call, each with its times and outcome."""

from typing import Any
from uuid import UUID

from dispatch import cards, inputs, lifecycles, part_cards, parts, wire
from dispatch.centre import reading
from dispatch.commands import moves
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.errors import NotFound, Refused
from dispatch.log import Entry
from dispatch.models import Call, Interpreter, Transfer


@command("call_transferred", inputs.TransferCall)
def transfer_call(*, act: Act, incident: str, call: UUID, to: str, kind: str = "", reason: str = "") -> Entry:
    """Ask another desk to take a call over. The incident stays, and its record goes along (`…/handover/`).

    `to` is a code of the centre's list of desks (`transfer_targets`), which also says what kind of desk it is.
    """
    to, kind = _desk(to, kind)
    scene = Scene.open(act, incident)
    told = call_of(scene, call)
    legs = list(scene.incident.transfers.select_related("call"))
    for leg in legs:
        if leg.call_id == told.pk and leg.is_open:
            raise Refused("in_transfer", f"This call is {moves.words(leg.state)} by {leg.to}: end that first.")
    transfer = Transfer(
        incident=scene.incident, n=parts.next_number(legs), call=told, to=to, kind=kind, since=act.at, reason=reason
    )
    _step(act, transfer, "requested")
    scene.incident.transfers_count += 1
    act.writes.change(scene.incident)
    act.writes.add(transfer)
    return _entry(scene, transfer, {"call": str(call), "to": to, "kind": kind, "reason": reason})


def _desk(code: str, kind: str) -> tuple[str, str]:
    """Return the code as the centre's list has it, and the kind of that desk; refuse what is not on the list."""
    found = reading.transfer_target(code.lower())
    if found is None:
        known = ", ".join(reading.newest()["transfer_targets"].value)
        raise Refused("no_such_desk", f"{code} is not on this centre's list of desks: {known}.")
    if kind and kind != found["kind"]:
        raise Refused("other_kind", f"{code} is a desk of the kind {found['kind']}, not {kind}.")
    return code.lower(), found["kind"]


@command("transfer_ended", inputs.EndTransfer)
def end_transfer(*, act: Act, incident: str, transfer: str, state: str, outcome: str = "") -> Entry:
    """Say how a transfer goes on: accepted, completed, declined, abandoned; with what came of it."""
    scene = Scene.of(act, incident)
    legs = scene.incident.transfers.select_related("call")
    found = next((leg for leg in legs if f"{incident}/T{leg.n}" == transfer), None)
    if found is None:
        raise NotFound(f"There is no transfer {transfer}.")
    moves.check(lifecycles.TRANSFER, found.state, state, transfer)
    if outcome:
        found.outcome = outcome
    _step(act, found, state)
    act.writes.change(found)
    return _entry(scene, found, {"state": state, "to": found.to, "kind": found.kind, "outcome": outcome})


@command("interpreter_recorded", inputs.RecordInterpreter)
def record_interpreter(*, act: Act, incident: str, call: UUID, language: str, state: str) -> Entry:
    """Record when an interpreter was asked for, came on the line, left. Steps may be skipped; none is inferred."""
    scene = Scene.of(act, incident)
    told = call_of(scene, call)
    known = parts.of(scene.incident).interpreters
    found = next((i for i in known if i.call_id == told.pk and i.state != "ended"), None)
    if found and found.language != language:
        raise Refused("other_language", f"An interpreter for {found.language} is {found.state}: end that first.")
    if found is None:
        if state == "ended":
            raise Refused("no_interpreter", "No interpreter is on this call.")
        found = Interpreter(incident=scene.incident, call=told, language=language, by=act.by.username)
        known.append(found)
        scene.incident.parts_count += 1
        act.writes.change(scene.incident)
        act.writes.add(found)
    else:
        moves.check(lifecycles.INTERPRETER, found.state, state, f"The interpreter for {language}")
        act.writes.change(found)
    found.state = state
    setattr(found, f"{state}_at", act.at)
    return scene.entry({"call": str(call), "language": language, "state": state})


def call_of(scene: Scene, ref: UUID) -> Call:
    """Return one of the incident's calls; 404 for another's."""
    for call in scene.calls:
        if call.ref == ref:
            return call
    raise NotFound(f"There is no call {ref} on {scene.number}.")


def _step(act: Act, transfer: Transfer, state: str) -> None:
    transfer.state, transfer.since = state, act.at
    said = {"state": state, "at": wire.stamp(act.at), "recorded_at": wire.stamp(act.now)}
    transfer.steps = [*transfer.steps, {**said, "by": act.by.username, "source": act.source}]


def _entry(scene: Scene, transfer: Transfer, facts: dict[str, Any]) -> Entry:
    deck = cards.Deck()
    name = f"{scene.number}/T{transfer.n}"
    if scene.incident.status != lifecycles.CLOSED:
        scene.show(deck)
        deck.add("transfers", name, part_cards.transfer(transfer, scene.number))
    return scene.said("common", {"transfer": name, **facts}, deck)
