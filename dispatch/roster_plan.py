"""What a roster file would change, before anything is: each row added, changed or unchanged, and what would be retired.

Reads a roster as it is in a few questions, whatever the number of rows. The dry run shows this plan; the command
makes it anew under its own transaction and carries it out.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from dispatch import roster_rows
from dispatch.how_far import Tell
from dispatch.roster_rows import Fault, Values
from responders import crews, duty, kinds, roster_file
from responders.models import Agency, Area, Certification, Member, Shift, Station, Unit, Vehicle

ADDED, CHANGED, UNCHANGED, RETIRED = "added", "changed", "unchanged", "retired"
WHATS: Final = (ADDED, CHANGED, UNCHANGED, RETIRED)
KEPT: Final = ("field", "agency_admin")
STEP: Final = 200  # rows after which is told how far it is
# A shift is added or there; it is moved, swapped and cancelled on the page, where somebody sees what it does.
NEVER_RETIRED: Final = ("shift",)
FIELDS: Final = {
    "station": ("address", "area"),
    "vehicle": ("what", "station", "out_of_service"),
    "unit": (*(n for n in roster_file.COLUMNS_OF["unit"] if n != "name"),),
    "member": ("first_name", "last_name", "unit", "languages"),
    "certification": ("number", "expires_on"),
    "shift": (),
}
WORDS: Final = {"first_name": "given_name", "last_name": "family_name"}


@dataclass(slots=True)
class Change:
    """One thing of the file or the roster: what becomes of it, and which fields. `thing`: its row, if there is one."""

    line: int
    record: str
    key: str
    what: str
    now: Values
    thing: Any = None
    differs: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        differs = [WORDS.get(name, name) for name in self.differs]
        return {"line": self.line, "record": self.record, "key": self.key, "what": self.what, "differs": differs}


@dataclass
class Plan:
    changes: list[Change]
    faults: list[tuple[int, str]]

    def counts(self) -> dict[str, dict[str, int]]:
        """Return record -> how many are added, changed, unchanged, retired."""
        found = {record: dict.fromkeys(WHATS, 0) for record in roster_file.RECORDS}
        for change in self.changes:
            found[change.record][change.what] += 1
        return {record: those for record, those in found.items() if any(those.values())}

    def doing(self, record: str, what: str) -> list[Change]:
        return [one for one in self.changes if one.record == record and one.what == what]


@dataclass
class Known:
    """The roster as it is, by record and key, and what else rows may name."""

    agency: Agency
    now: datetime
    things: dict[str, dict[str, Any]]
    areas: dict[str, Area]
    taken: set[str]
    planned: dict[str, list[tuple[datetime, datetime, str]]]


def made(
    agency: Agency,
    rows: list[Values],
    *,
    retire_missing: bool,
    now: datetime,
    zone: ZoneInfo,
    me: int,
    tell: Tell = lambda phase, done, total: None,
) -> Plan:
    """Return what the rows would change in an agency's roster; with faults, nothing of it is to be done.

    `tell` hears how many rows are `checked` each for itself, then how many are `compared` with the roster.
    """
    known = _known(agency, rows, now)
    changes: list[Change] = []
    faults: list[tuple[int, str]] = []
    seen: dict[tuple[str, str], int] = {}
    named = {r: {key for key, thing in those.items() if _in_use(thing)} for r, those in known.things.items()}
    read: list[tuple[int, str, Values]] = []
    for i, row in enumerate(rows, 1):
        try:
            values = roster_rows.read(row, zone)
            key = values.pop("key")
            if before := seen.get((row["record"], key)):
                raise Fault(f"the same {row['record']} {key} stands in line {before}.")
            seen[row["record"], key] = row["line"]
            named[row["record"]].add(key)
            read.append((row["line"], key, values | {"record": row["record"]}))
        except Fault as fault:
            faults.append((row["line"], f"{row['record']}: {fault}"))
        if i % STEP == 0:
            tell("checked", i, len(rows))
    for i, (line, key, values) in enumerate(read, 1):
        record = values.pop("record")
        try:
            changes.append(_change(known, named, line, record, key, values))
        except Fault as fault:
            faults.append((line, f"{record} {key}: {fault}"))
        if i % STEP == 0:
            tell("compared", i, len(read))
    if retire_missing:
        faults += _retire(known, seen, changes, me)
    return Plan(changes, sorted(faults)[: roster_file.FAULTS_MAX])


def _known(agency: Agency, rows: list[Values], now: datetime) -> Known:
    units = {u.call_sign: u for u in Unit.objects.filter(agency=agency).select_related("area")}
    members = {m.username: m for m in Member.objects.filter(agency=agency, role__in=KEPT).select_related("unit")}
    certificates = Certification.objects.filter(member__agency=agency, member__role__in=KEPT, revoked_at=None)
    by_id = {m.pk: m.username for m in members.values()}
    things: dict[str, dict[str, Any]] = {
        "station": {s.name: s for s in Station.objects.filter(agency=agency).select_related("area")},
        "vehicle": {v.name: v for v in Vehicle.objects.filter(agency=agency)},
        "unit": units,
        "member": members,
        "certification": {f"{by_id[c.member_id]} {c.kind} {c.detail}".strip(): c for c in certificates},
        "shift": {},
    }
    planned: dict[str, list[tuple[datetime, datetime, str]]] = defaultdict(list)
    if any(row["record"] == "shift" for row in rows):
        signs = {u.pk: u.call_sign for u in units.values()}
        shifts = Shift.objects.planned().filter(member__agency=agency, period__endswith__gt=now)
        for who, unit, period in shifts.values_list("member_id", "unit_id", "period"):
            planned[by_id.get(who, "")].append((period.lower, period.upper, signs.get(unit, "")))
    given = {record: {row["name"] for row in rows if row["record"] == record} for record in ("unit", "member")}
    taken = set(Unit.objects.exclude(agency=agency).filter(call_sign__in=[n.upper() for n in given["unit"]])
                .values_list("call_sign", flat=True))  # fmt: skip
    others = Member.objects.exclude(agency=agency, role__in=KEPT).filter(username__in=given["member"])
    taken |= set(others.values_list("username", flat=True))
    return Known(agency, now, things, {a.name.lower(): a for a in Area.objects.all()}, taken, planned)


def _change(known: Known, named: dict[str, set[str]], line: int, record: str, key: str, values: Values) -> Change:
    if record in ("unit", "member") and key in known.taken:
        raise Fault("is taken: choose another name.")
    if "area" in values:
        area = known.areas.get(values["area"].lower())
        if values["area"] and area is None:
            raise Fault(f"there is no area {values['area'][:40]!r}.")
        values["area"] = area
    if record == "shift":
        return _shift(known, named, line, key, values)
    for name in ("station", "vehicle", "unit"):
        if values.get(name) and values[name] not in named[name]:
            raise Fault(f"there is no {name} {values[name]!r}, neither on the roster nor in the file.")
    if (
        record == "unit"
        and known.agency.reads != "law"
        and (values["armed"] or set(values["kinds"]) & set(kinds.ARMED))
    ):
        raise Fault("only an agency of the police has armed units.")
    if record == "certification" and values["member"] not in named["member"]:
        raise Fault(f"there is no member {values['member']!r}, neither on the roster nor in the file.")
    thing = known.things[record].get(key)
    if thing is None:
        return Change(line, record, key, ADDED, values)
    differs = [name for name in FIELDS[record] if current(thing, name) != _comparable(values[name])]
    if not _in_use(thing):
        differs.append("back")
    return Change(line, record, key, CHANGED if differs else UNCHANGED, values, thing, differs)


def _shift(known: Known, named: dict[str, set[str]], line: int, key: str, values: Values) -> Change:
    for name in ("member", "unit"):
        if values[name] not in named[name]:
            raise Fault(f"there is no {name} {values[name]!r}, neither on the roster nor in the file.")
    starts, ends = values["starts"].astimezone(UTC), values["ends"].astimezone(UTC)
    mine = known.planned[values["member"]]
    if (starts, ends, values["unit"]) in mine:
        return Change(line, "shift", key, UNCHANGED, values)
    if ends <= known.now:
        raise Fault("is over already.")
    if clash := next((one for one in mine if one[0] < ends and starts < one[1]), None):
        raise Fault(f"{values['member']} is on {clash[2]} from {clash[0]:%Y-%m-%d %H:%M} to {clash[1]:%H:%M} UTC.")
    mine.append((starts, ends, values["unit"]))
    return Change(line, "shift", key, ADDED, values | {"starts": starts, "ends": ends})


def current(thing: Any, name: str) -> Any:
    """Return what a row holds now: of a unit with a crew, what counts without it."""
    if isinstance(thing, Unit) and thing.standard and name in crews.FOLLOWING:
        return thing.standard[name]
    return _comparable(getattr(thing, name))


def _comparable(value: Any) -> Any:
    if isinstance(value, Unit):
        return value.call_sign
    return value.name if isinstance(value, Area) else "" if value is None else value


def _in_use(thing: Any) -> bool:
    if isinstance(thing, Member):
        return thing.is_active
    ended = thing.closed_at if isinstance(thing, Station) else getattr(thing, "retired_at", None)
    return ended is None


def _retire(known: Known, seen: dict[tuple[str, str], int], changes: list[Change], me: int) -> list[tuple[int, str]]:
    """Add what the roster holds and the file does not, of every record in the file; return what cannot be retired."""
    faults = []
    for record in {record for record, _ in seen} - set(NEVER_RETIRED):
        for key, thing in known.things[record].items():
            if (record, key) in seen or not _in_use(thing):
                continue
            if isinstance(thing, Unit) and thing.duty != duty.OFF_DUTY:
                faults.append((0, f"unit {key} is on duty and not in the file: sign it off before it is retired."))
            elif isinstance(thing, Member) and thing.pk == me:
                faults.append((0, f"member {key} is you and not in the file: nobody ends their own work here."))
            else:
                changes.append(Change(0, record, key, RETIRED, {}, thing))
    return faults
