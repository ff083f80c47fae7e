"""Members of a roster and what they are certified for. An account made here has no password: it cannot sign in yet."""

from typing import Any, Final
from uuid import UUID

from django.contrib.auth.hashers import make_password

from dispatch import crewing, inputs, roster_cards, trips
from dispatch.commands import loading, moves, rostering
from dispatch.commands.registry import Act, command
from dispatch.commands.rostering import OnJob
from dispatch.errors import Invalid, NotFound, Refused
from dispatch.log import Entry
from responders import duty
from responders.models import Certification, Member, Shift, Unit
from responders.models.shift import CANCELLED

# What the card of a unit shows of the people on it.
ON_A_UNIT: Final = {"languages", "given_name", "family_name"}


@command("member_added", inputs.AddMember)
def add_member(*, act: Act, member: str, **said: Any) -> Entry:
    """Put a new person on the sender's roster, as a field responder without a password."""
    agency = rostering.agency(act)
    if Member.objects.filter(username=member).exists():
        raise Refused("taken", f"{member} is taken: choose another name to sign in with.")
    made = Member(username=member, agency=agency, role="field", password=make_password(None))
    _set(act, made, said)
    act.writes.add(made)
    return rostering.told(act, {"member": member}, {"members": {member: roster_cards.member(made)}})


@command("member_updated", inputs.UpdateMember)
def update_member(*, act: Act, member: str, **said: Any) -> Entry:
    """Change a member's name, languages or unit, or take back one who had left."""
    if not said:
        raise Invalid("Name at least one field to change.")
    rides = _aboard(act, member)
    found = rostering.member(act, member)
    was = {name: _shown(found, name) for name in said}
    _set(act, found, said)
    act.writes.change(found)
    facts = {"member": member, "was": was, "now": said}
    units = [rides] if rides and ON_A_UNIT & set(said) else []
    if units:
        _recount(act, units[0][0], found)
    return rostering.told(act, facts, _cards(found), units)


@command("member_deactivated", inputs.DeactivateMember)
def deactivate_member(*, act: Act, member: str, reason: str) -> Entry:
    """End a member's work here: no more signing in, off their unit, what is planned for them is cancelled."""
    rides = _aboard(act, member)
    found = rostering.member(act, member)
    if found.pk == act.by.id:
        raise Refused("yourself", "Nobody ends their own work here: ask another admin.")
    if not found.is_active:
        raise Refused("not_active", f"{member} does not work here any more.")
    found.is_active, found.unit = False, None
    act.writes.change(found)
    planned = Shift.objects.planned().filter(member=found, period__endswith__gt=act.now).select_for_update(of=("self",))
    shifts = list(planned.select_related("unit", "member", "template", "replaces").order_by("pk"))
    for shift in shifts:
        shift.state, shift.reason = CANCELLED, f"{member} does not work here any more"
        act.writes.change(shift)
    units = [leave(act, rides, member)] if rides else []
    roster = _cards(found) | {"shifts": {str(shift.ref): roster_cards.shift(shift) for shift in shifts}}
    return rostering.told(act, {"member": member, "reason": reason}, roster, units)


@command("member_certified", inputs.CertifyMember)
def certify_member(*, act: Act, member: str, kind: str, language: str = "", **said: Any) -> Entry:
    """Certify a member, or renew it: a unit they are on now can do at once what it gives."""
    rides = _aboard(act, member)
    found = rostering.member(act, member)
    held = Certification.objects.select_for_update().filter(member=found, kind=kind, detail=language, revoked_at=None)
    known = held.first()
    one = known or Certification(member=found, kind=kind, detail=language)
    was = one.expires_on.isoformat() if one.expires_on else None
    one.number = said.get("number", one.number)
    one.expires_on = said.get("expires_on", one.expires_on)
    # Saved here and not with the event: what the unit can do is read from these rows.
    one.save()
    facts = {"member": member, "kind": kind, "language": language, "renewed": known is not None}
    facts |= {"expires_on": one.expires_on.isoformat() if one.expires_on else None, "was": was}
    if rides:
        _recount(act, rides[0])
    return rostering.told(act, facts, _cards(found), [rides] if rides else [])


@command("certification_revoked", inputs.RevokeCertification)
def revoke_certification(*, act: Act, certification: UUID, reason: str) -> Entry:
    """Take a certificate away; the row stays. A unit they are on now can no longer do what it gave."""
    those = Certification.objects.filter(member__agency__code=act.by.agency, member__role__in=rostering.KEPT)
    named = those.filter(ref=certification).select_related("member").first()
    if named is None:
        raise NotFound(f"There is no certificate {certification}.")
    rides = _aboard(act, named.member.username)
    one = Certification.objects.select_for_update().get(pk=named.pk)
    if one.revoked_at:
        raise Refused("revoked", "This certificate was revoked before.")
    one.revoked_at, one.revoked_why = act.at, reason
    one.save()
    if rides:
        _recount(act, rides[0])
    facts = {"member": named.member.username, "kind": one.kind, "language": one.detail, "reason": reason}
    return rostering.told(act, facts, _cards(named.member), [rides] if rides else [])


@command("crew_recounted", inputs.RecountCrew)
def recount_crew(*, act: Act, unit: str) -> Entry:
    """Work out anew what a unit can do: a certificate of its crew ran out. Done by the product itself."""
    found = Unit.objects.on_roster().filter(call_sign=unit).select_related("agency").first()
    if found is None:
        raise NotFound(f"There is no unit {unit}.")
    rides = _locked(found)
    if not rides or not crewing.recount(rides[0], rostering.today(act)):
        raise Refused("nothing_changed", f"Nothing changed in what {unit} can do.")
    act.writes.change(rides[0])
    return rostering.told(act, {"unit": unit}, units=[rides], whose=found.agency.code)


def leave(act: Act, rides: OnJob, username: str, why: str = "nobody is on it") -> OnJob:
    """Take a member off the unit they are on; one that is left without a crew is unavailable unless on a job."""
    unit, job = rides
    crewing.take_off(unit, rostering.today(act), username)
    if not unit.crew and not job and unit.duty == duty.AVAILABLE:
        moves.unit(act, unit, duty.UNAVAILABLE, why)
    act.writes.change(unit)
    return unit, job


def _aboard(act: Act, username: str) -> OnJob | None:
    """Lock the unit whose crew a member is in, before the member: units come first in the order of locks."""
    on = Unit.objects.on_roster().of(act.by.agency).filter(crew__contains=[username]).first()
    return _locked(on)


def _locked(unit: Unit | None) -> OnJob | None:
    if unit is None:
        return None
    found, job = loading.unit_and_job(trips.ask(*loading.unit(unit.call_sign)))
    return (found, job) if found else None


def _recount(act: Act, unit: Unit, changed: Member | None = None) -> None:
    if changed is not None:
        changed.save(update_fields=["languages", "first_name", "last_name"])
    crewing.recount(unit, rostering.today(act))
    act.writes.change(unit)


def _set(act: Act, member: Member, said: dict[str, Any]) -> None:
    member.first_name = said.get("given_name", member.first_name)
    member.last_name = said.get("family_name", member.last_name)
    member.languages = said.get("languages", member.languages)
    member.is_active = said.get("active", member.is_active)
    if "unit" in said:
        member.unit = rostering.idle_unit(act, said["unit"]) if said["unit"] else None


def _shown(member: Member, name: str) -> Any:
    names = {"given_name": "first_name", "family_name": "last_name", "active": "is_active"}
    value = getattr(member, names.get(name, name))
    return value.call_sign if isinstance(value, Unit) else value


def _cards(member: Member) -> dict[str, dict[str, Any]]:
    return {"members": {member.username: rostering.member_card(member)}}
