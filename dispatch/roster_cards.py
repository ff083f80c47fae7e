"""How the things of a roster look from outside, in events and in the reads alike."""

from collections.abc import Iterable
from typing import Any

from dispatch import wire
from dispatch.models import Token
from responders.models import (
    Agency,
    Certification,
    Member,
    RosterImport,
    Shift,
    ShiftTemplate,
    StaffingMinimum,
    Station,
    Tracker,
    Vehicle,
)
from responders.models.area import name_of

Card = dict[str, Any]


def member(thing: Member, certificates: Iterable[Certification] = ()) -> Card:
    """Return a member's card. The number of a licence is on none: it is read by the agency's admin alone."""
    return {
        "username": thing.username,
        "name": thing.get_full_name() or thing.username,
        "given_name": thing.first_name,
        "family_name": thing.last_name,
        "role": thing.role,
        "unit": thing.unit.call_sign if thing.unit else None,
        "languages": thing.languages,
        "is_active": thing.is_active,
        "certifications": [certification(one) for one in certificates],
    }


def certification(thing: Certification) -> Card:
    return {
        "certification": str(thing.ref),
        "kind": thing.kind,
        "language": thing.detail,
        "expires_on": thing.expires_on.isoformat() if thing.expires_on else None,
    }


def shift(thing: Shift) -> Card:
    return {
        "shift": str(thing.ref),
        "member": thing.member.username,
        "name": thing.member.get_full_name() or thing.member.username,
        "unit": thing.unit.call_sign,
        "starts": wire.stamp(thing.period.lower),
        "ends": wire.stamp(thing.period.upper),
        "state": thing.state,
        "reason": thing.reason,
        "template": thing.template.name if thing.template else None,
        "replaces": str(thing.replaces.ref) if thing.replaces else None,
    }


def station(thing: Station) -> Card:
    return {
        "station": thing.name,
        "address": thing.address,
        "area": name_of(thing.area_id),
        "closed": thing.closed_at is not None,
    }


def vehicle(thing: Vehicle) -> Card:
    return {
        "vehicle": thing.name,
        "what": thing.what,
        "station": thing.station,
        "out_of_service": thing.out_of_service,
        "retired": thing.retired_at is not None,
    }


def template(thing: ShiftTemplate) -> Card:
    return {
        "template": thing.name,
        "unit": thing.unit.call_sign,
        "crew": thing.crew,
        "start": f"{thing.start:%H:%M}",
        "end": f"{thing.end:%H:%M}",
        "rule": thing.rule,
        "starts_on": thing.starts_on.isoformat(),
        "retired": thing.retired_at is not None,
    }


def minimum(thing: StaffingMinimum) -> Card:
    return {
        "kind": thing.kind,
        "area": name_of(thing.area_id),
        "hours": thing.hours,
        "days": thing.days,
        "units": thing.units,
    }


def scope(thing: Agency, serves: Iterable[str]) -> Card:
    return {
        "call_types": list(thing.call_types),
        "hours": thing.hours,
        "serves": list(serves),
        "contract_from": thing.contract_from.isoformat() if thing.contract_from else None,
        "contract_until": thing.contract_until.isoformat() if thing.contract_until else None,
    }


def imported(thing: RosterImport) -> Card:
    return {
        "import": str(thing.ref),
        "at": wire.stamp(thing.at),
        "by": thing.by,
        "sha256": thing.sha256,
        "counts": thing.counts,
    }


def tracker(thing: Tracker) -> Card:
    """Return a device's card. `heard_at`: when a position of it was last taken, exact to 15 s."""
    return {
        "device": thing.device,
        "unit": thing.unit.call_sign,
        "carried": thing.carried,
        "consent": thing.consent,
        "since": wire.stamp(thing.since),
        "heard_at": wire.stamp(thing.heard_at),
        "ended": thing.ended_at is not None,
    }


def gateway(thing: Member, token: Token | None) -> Card:
    """Return a gateway's card with how its token begins and when that ends; None for both when it has none in force."""
    return {
        "gateway": thing.username,
        "prefix": token.prefix if token else None,
        "expires_at": wire.stamp(token.expires_at if token else None),
        "ended": not thing.is_active,
    }
