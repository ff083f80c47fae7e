"""Asking for more or for others: backup, and handing over between police and unarmed teams, both ways.

A request changes no assignment. It stands on the incident until a unit of its kind is assigned or it is withdrawn.
"""

from dispatch import inputs, ladder, lifecycles, parts
from dispatch.commands import moves
from dispatch.commands.alerts import raise_alert
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.errors import Invalid, NotFound, Refused
from dispatch.log import Entry
from dispatch.models import HelpRequest


@command("backup_requested", inputs.RequestBackup)
def request_backup(*, act: Act, incident: str, reason: str, unit: str = "", kind: str = "") -> Entry:
    """Ask for another unit, of a kind or any. The floor is alerted."""
    scene, unit = _asking(act, incident, unit)
    asked = HelpRequest(what=lifecycles.BACKUP, kind=kind, unit=unit, why=reason)
    who = f"{unit} asks" if unit else "Asked"
    says = f"{who} for {moves.words(kind) if kind else 'backup'}: {reason}"
    return _stands(scene, asked, says)


@command("handed_over", inputs.HandOver)
def hand_over(*, act: Act, incident: str, to: str, stays: bool, reason: str, unit: str = "") -> Entry:
    """Ask for a team of another kind to take over. Whether the first unit stays is said; nobody is cleared by it."""
    scene, unit = _asking(act, incident, unit)
    unit = unit or _only_one_relieved(scene, to)
    asked = HelpRequest(what=lifecycles.HAND_OVER, kind=to, unit=unit, stays=stays, why=reason)
    first = unit or "Those who are there"
    says = f"Hand over to {moves.words(to)}: {reason}. {first} {'stays' if stays else 'leaves when they have come'}."
    return _stands(scene, asked, says)


@command("request_withdrawn", inputs.WithdrawRequest)
def withdraw_request(*, act: Act, incident: str, request: str, reason: str) -> Entry:
    """Take back a request for help that nobody has answered yet."""
    scene = Scene.of(act, incident)
    found = next((r for r in parts.of(scene.incident).requests if f"{incident}/H{r.n}" == request), None)
    if found is None:
        raise NotFound(f"There is no request {request}.")
    if not found.is_open:
        how = f"answered by {found.answered_by}" if found.answered_by else f"withdrawn by {found.withdrawn_by}"
        raise Refused("request_over", f"{request} is {how}.")
    found.withdrawn_by, found.withdrawn_at = act.by.username, act.at
    act.writes.change(found)
    return scene.entry({"request": request, "reason": reason})


def _asking(act: Act, number: str, unit: str) -> tuple[Scene, str]:
    """Lock the incident and say who asks: the unit named, else the sender's own. It has to be there."""
    scene = Scene.open(act, number)
    unit = unit or act.by.unit
    if unit:
        scene.job(unit)
    return scene, unit


def _only_one_relieved(scene: Scene, to: str) -> str:
    """Return who is to be relieved where nobody was named: the one unit there that is of another kind."""
    there = [a.unit.call_sign for a in scene.assignments if a.is_open and to not in a.unit.kinds]
    return there[0] if len(there) == 1 else ""


def _stands(scene: Scene, asked: HelpRequest, says: str) -> Entry:
    known = parts.of(scene.incident).requests
    for other in known:
        if other.is_open and (other.what, other.kind, other.unit) == (asked.what, asked.kind, asked.unit):
            raise Refused("already_asked", f"{scene.number}/H{other.n} asks for that already, since {other.at:%H:%M}.")
    if asked.what == lifecycles.HAND_OVER and asked.unit:
        job = scene.job(asked.unit)
        if set(job.unit.kinds) == {asked.kind}:
            raise Invalid(
                f"to: {asked.unit} is {moves.words(asked.kind)} itself.", fields={"to": ["Name another kind."]}
            )
    if asked.unit:
        asked.first = scene.job(asked.unit)
        asked.agency = asked.first.unit.agency.code
        asked.direction = ladder.direction(asked.first.unit.kinds, asked.kind)
    asked.incident, asked.n = scene.incident, parts.next_number(known)
    asked.by, asked.at = scene.act.by.username, scene.act.at
    known.append(asked)
    scene.incident.parts_count += 1
    alert = raise_alert(scene, lifecycles.HELP_ASKED, says, {"request": f"{scene.number}/H{asked.n}"})
    alert.units = []  # the floor has to see it; those at the scene asked for it
    scene.act.writes.add(asked)
    facts = {"request": f"{scene.number}/H{asked.n}", "kind": asked.kind, "unit": asked.unit, "reason": asked.why}
    facts |= {"direction": asked.direction} if asked.direction else {}
    return scene.entry(facts if asked.stays is None else {**facts, "stays": asked.stays})
