"""Positions of units: neither commands nor events. The newest counts; boards are told, nothing is logged.

A batch is taken as a whole or not at all. Two statements: where units were is added to the tracks, and where they are
is set, the second last, so that a command on the same unit waits for a millisecond and not for a batch.
The notification says only that something moved: each hub reads what, at most once a second (`Moved`).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import OperationalError, connection, transaction
from django.utils import timezone
from psycopg import errors as pg

from dispatch import errors, fixes, roles, tracks, wire
from dispatch.audience import Audience
from dispatch.fixes import Fix
from dispatch.principals import Principal
from responders import duty
from responders.models import Tracker, Unit

CHANNEL: Final = "daybreak_positions"
EVERY: Final = 1.0  # seconds between two messages of positions to one board, at least
# How far back a hub looks again: longer than a batch can wait for a unit's lock (lock_timeout, 1 s) and commit.
OVERLAP: Final = timedelta(seconds=2)
SINCE: Final = """
    SELECT u.call_sign, a.code, u.lat, u.lon, u.position_at, u.position_accuracy, u.position_heard_at
    FROM responders_unit u JOIN responders_agency a ON a.id = u.agency_id
    WHERE u.position_heard_at > %s"""
# When a device was heard is for its agency's page: written four times a minute at most, and never waited for.
HEARD: Final = """
    UPDATE responders_tracker t SET heard_at = %s
    FROM (SELECT id FROM responders_tracker
          WHERE id = ANY(%s) AND (heard_at IS NULL OR heard_at < %s) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED) due
    WHERE t.id = due.id"""
HEARD_EVERY: Final = timedelta(seconds=15)
# Locked by ascending id, like every command that takes several units. An older fix never replaces a newer one.
SET: Final = """
    UPDATE responders_unit u
    SET lat = g.lat, lon = g.lon, position_at = g.at, position_accuracy = g.accuracy,
        position_heard_at = clock_timestamp()
    FROM unnest(%s::bigint[], %s::float8[], %s::float8[], %s::timestamptz[], %s::float8[])
             AS g (id, lat, lon, at, accuracy)
         JOIN (SELECT id FROM responders_unit WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE) locked USING (id)
    WHERE u.id = g.id AND (u.position_at IS NULL OR u.position_at < g.at)"""


@dataclass(frozen=True)
class Carrier:
    """A unit as a batch needs it; `shared`: its position is a person's, told while on shift only.

    `tracker` is the enrolled device's row, 0 where the batch named the unit itself.
    """

    pk: int
    call_sign: str
    agency: str
    on_shift: bool
    shared: bool = False
    tracker: int = 0


def take(by: Principal, given: Any) -> dict[str, int]:
    """Take a batch of positions (WGS 84): `{taken, moved, off_shift}`.

    `taken` were kept in the tracks, `moved` units have a newer position than before, `off_shift` came from a phone of
    a unit that is not on duty and were thrown away. 400 and 404 name every bad item; then nothing was taken.
    """
    if by.role not in roles.POSTS_POSITIONS:
        raise errors.Forbidden(f"A {roles.ROLES[by.role].title.lower()} reports no positions.")
    heard = timezone.now()
    read = fixes.read(given, heard)
    carriers = _carriers(by, read)
    told = [
        (carrier, fix) for carrier, fix in zip(carriers, read, strict=True) if carrier.on_shift or not carrier.shared
    ]
    try:
        moved = _keep(told, heard)
    except OperationalError as error:
        if isinstance(error.__cause__, pg.LockNotAvailable | pg.DeadlockDetected):
            raise errors.TryAgain("A unit is being changed right now. Nothing was taken: send it again.") from None
        raise
    return {"taken": len(told), "moved": moved, "off_shift": len(read) - len(told)}


def _keep(told: list[tuple[Carrier, Fix]], heard: datetime) -> int:
    newest: dict[int, tuple[datetime, Fix]] = {}
    for carrier, fix in told:
        at = fix.at or heard
        if carrier.pk not in newest or newest[carrier.pk][0] <= at:
            newest[carrier.pk] = (at, fix)
    with transaction.atomic(), connection.cursor() as cursor:
        # What a crash may take are positions that the next batch brings again.
        cursor.execute("SET LOCAL synchronous_commit = off")
        tracks.add(cursor, [(carrier.pk, fix) for carrier, fix in told], heard)
        if devices := sorted({carrier.tracker for carrier, _ in told if carrier.tracker}):
            cursor.execute(HEARD, [heard, devices, heard - HEARD_EVERY])
        ids = list(newest)
        values = [newest[pk] for pk in ids]
        lats, lons = [f.lat for _, f in values], [f.lon for _, f in values]
        times, doubts = [at for at, _ in values], [f.accuracy for _, f in values]
        cursor.execute(SET, [ids, lats, lons, times, doubts, ids])
        moved = cursor.rowcount
        if moved:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    return moved


def _carriers(by: Principal, read: list[Fix]) -> list[Carrier]:
    """Return whose each fix is. 404, by number, for what is not on the roster or not the sender's."""
    units = _units(by, {f.unit for f in read if f.unit})
    devices = _devices(by, {f.device for f in read if f.device})
    phones = {s: by.role == "field" if not s else s == fixes.PHONE for s in ("", *fixes.SOURCES)}
    found, faults = [], {}
    for n, fix in enumerate(read, 1):
        one = units.get(fix.unit) if fix.unit else devices.get(fix.device)
        if one is None:
            faults[n] = f"There is no {f'unit {fix.unit}' if fix.unit else f'tracker {fix.device}'}."
        elif phones[fix.source] and not one.shared:
            one = replace(one, shared=True)
        if one is not None:
            found.append(one)
    if faults:
        raise fixes.refused(errors.NotFound, dict(list(faults.items())[: fixes.TOLD]))
    return found


def _units(by: Principal, call_signs: set[str]) -> dict[str, Carrier]:
    rows = Unit.objects.on_roster().filter(call_sign__in=call_signs) if call_signs else Unit.objects.none()
    found = rows.values_list("pk", "call_sign", "agency__code", "duty")
    return {
        name: Carrier(pk, name, code, state != duty.OFF_DUTY) for pk, name, code, state in found if _his(by, name, code)
    }


def _devices(by: Principal, names: set[str]) -> dict[str, Carrier]:
    """Return the carriers of devices that the sender's agency enrolled."""
    if not names:
        return {}
    rows = Tracker.objects.in_use().filter(device__in=names, agency__code=by.agency, unit__retired_at=None)
    found = rows.values_list("device", "unit_id", "unit__call_sign", "unit__duty", "carried", "pk")
    return {
        device: Carrier(pk, name, by.agency, state != duty.OFF_DUTY, carried == Tracker.PHONE, tracker)
        for device, pk, name, state, carried, tracker in found
        if _his(by, name, by.agency)
    }


def _his(by: Principal, call_sign: str, agency: str) -> bool:
    """Return whether the sender may report a unit's position: a gateway all of its agency's, others what they see."""
    return agency == by.agency if by.role == "tracker" else by.audience.sees_unit(call_sign, agency)


class Moved:
    """What has moved since a hub last looked: read from where it stands, so that of many fixes the newest is told."""

    def __init__(self, since: datetime) -> None:
        self.since = since
        self._told: dict[str, datetime] = {}

    def take(self, rows: Iterable[tuple[Any, ...]]) -> list[dict[str, Any]]:
        """Return what is new of the rows of `SINCE`, as boards are told it."""
        new, newest = [], self.since
        for unit, agency, lat, lon, at, accuracy, heard in rows:
            newest = max(newest, heard)
            if self._told.get(unit) != heard:
                self._told[unit] = heard
                one = {"unit": unit, "agency": agency, "lat": lat, "lon": lon, "at": wire.stamp(at)}
                new.append(one | {"accuracy": accuracy})
        self.since = newest
        return new


class Sorted:
    """Positions by who may see them, so that each of a thousand phones costs one look and not all of them."""

    def __init__(self, moved: list[dict[str, Any]]) -> None:
        self.all = moved
        self._agency: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._unit: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for one in moved:
            self._agency[one["agency"]].append(one)
            self._unit[one["unit"]].append(one)

    def seen_by(self, audience: Audience) -> list[dict[str, Any]]:
        if audience.scope == roles.FLOOR:
            return self.all
        if audience.scope == roles.AGENCY:
            return self._agency.get(audience.agency, [])
        return self._unit.get(audience.unit, [])
