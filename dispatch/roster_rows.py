"""One row of a roster file as values, or what is wrong with it in a sentence. The same rules as the verbs'."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from dateutil import tz
from rest_framework import serializers

from dispatch.inputs.fields import IDENTIFIER
from dispatch.inputs.rosters import is_hours, is_language
from responders import crews, kinds

USERNAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
YES: Final = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False, "": False}
LONGEST: Final = timedelta(hours=24)
Values = dict[str, Any]


class Fault(Exception):
    """What is wrong with a row, in a sentence."""


def read(row: Values, zone: ZoneInfo) -> Values:
    """Return a row's values by the names of the model's fields, with its `key`. Raises `Fault`."""
    return READERS[row["record"]](row, zone)


def _station(row: Values, zone: ZoneInfo) -> Values:
    return {"key": _short(row, "name", 80), "address": _short(row, "address", 200), "area": row["area"]}


def _vehicle(row: Values, zone: ZoneInfo) -> Values:
    said = {"what": _short(row, "what", 60), "station": _short(row, "station", 80)}
    return {"key": _sign(row, "name"), **said, "out_of_service": _short(row, "out_of_service", 200)}


def _unit(row: Values, zone: ZoneInfo) -> Values:
    given = [kind for kind in _list(row["kinds"]) if kind]
    if not given or (strange := [kind for kind in given if kind not in kinds.FIELD]):
        known = ", ".join(kinds.FIELD)
        raise Fault(
            f"kinds holds {strange[0]!r}; known are {known}." if given else f"kinds is empty; known are {known}."
        )
    hours = row["hours"] or "24/7"
    _by(is_hours, hours, "hours")
    if row["medical_level"] not in crews.LEVELS:
        raise Fault(
            f"medical_level is {row['medical_level'][:20]!r}; known are {', '.join(crews.LEVELS[1:])} or nothing."
        )
    return {
        "key": _sign(row, "name"),
        "kinds": given,
        "area": row["area"],
        "station": _short(row, "station", 80),
        "vehicle": _sign(row, "vehicle") if row["vehicle"] else "",
        "radio": _sign(row, "radio") if row["radio"] else "",
        "hours": hours,
        "languages": _languages(row) or ["en"],
        "medical_level": row["medical_level"],
        "members_count": _count(row["members_count"] or "2"),
        **{name: _yes(row, name) for name in ("can_hold", "can_transport", "minor_trained", "armed")},
    }


def _member(row: Values, zone: ZoneInfo) -> Values:
    return {
        "key": _username(row),
        "first_name": _short(row, "given_name", 150),
        "last_name": _short(row, "family_name", 150),
        "unit": _sign(row, "unit") if row["unit"] else "",
        "languages": _languages(row),
    }


def _certification(row: Values, zone: ZoneInfo) -> Values:
    kind, language = row["certificate"].lower(), row["language"].lower()
    if kind not in crews.CERTIFICATES:
        raise Fault(f"certificate is {kind[:20]!r}; known are {', '.join(crews.CERTIFICATES)}.")
    if (kind == crews.LANGUAGE) != bool(language):
        raise Fault("language goes with the certificate of a language, and only there.")
    if language:
        _by(is_language, language, "language")
    member = _username(row)
    values = {"number": _short(row, "number", 40), "expires_on": _day(row["expires_on"])}
    return {"key": f"{member} {kind} {language}".strip(), "member": member, "kind": kind, "detail": language, **values}


def _shift(row: Values, zone: ZoneInfo) -> Values:
    starts, ends = (_moment(row, name, zone) for name in ("starts", "ends"))
    if not timedelta() < ends - starts <= LONGEST:
        raise Fault("ends lies before the start, or more than 24 h after it.")
    member, unit = _username(row), _sign(row, "unit")
    return {"key": f"{member} {starts:%Y-%m-%dT%H:%MZ}", "member": member, "unit": unit, "starts": starts, "ends": ends}


READERS: Final[dict[str, Callable[[Values, ZoneInfo], Values]]] = {
    "station": _station,
    "vehicle": _vehicle,
    "unit": _unit,
    "member": _member,
    "certification": _certification,
    "shift": _shift,
}


def _short(row: Values, name: str, most: int) -> str:
    text: str = row[name]
    if len(text) > most:
        raise Fault(f"{name} is longer than {most} characters.")
    return text


def _sign(row: Values, name: str) -> str:
    text = row[name].strip().upper()
    if not IDENTIFIER.fullmatch(text) or len(text) > 16:
        raise Fault(f"{name} is {text[:20]!r}: up to 16 letters, digits, blanks, dots and hyphens.")
    return str(text)


def _username(row: Values) -> str:
    text = row["name"]
    if not USERNAME.fullmatch(text):
        raise Fault(f"name is {text[:30]!r}: up to 60 small letters, digits, dots, hyphens, underlines.")
    return str(text)


def _list(text: str) -> list[str]:
    return list(dict.fromkeys(part.strip().lower() for part in text.split(";") if part.strip()))


def _languages(row: Values) -> list[str]:
    found = _list(row["languages"])
    for code in found:
        _by(is_language, code, "languages")
    if len(found) > 12:
        raise Fault("languages are more than 12.")
    return found


def _by(check: Callable[[str], None], text: str, name: str) -> None:
    try:
        check(text)
    except serializers.ValidationError as error:
        raise Fault(
            f"{name} is {text[:20]!r}. It {str(error.detail[0])[0].lower()}{str(error.detail[0])[1:]}"
        ) from None


def _yes(row: Values, name: str) -> bool:
    if row[name].lower() not in YES:
        raise Fault(f"{name} is {row[name][:20]!r}: yes or no.")
    return YES[row[name].lower()]


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:4]) <= 12 or len(text) > 2:
        raise Fault(f"members_count is {text[:20]!r}: a whole number from 1 to 12.")
    return int(text)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Fault(f"expires_on is {text[:20]!r}: a day such as 2027-03-31.") from None


def _moment(row: Values, name: str, zone: ZoneInfo) -> datetime:
    """Return a moment: with its offset (`2026-11-01T01:30-07:00`), or as the local clock shows it."""
    try:
        found = datetime.fromisoformat(row[name].replace(" ", "T"))
    except ValueError:
        raise Fault(f"{name} is {row[name][:30]!r}: a time such as 2026-11-30T22:00.") from None
    if found.year < 2000 or found.year > 2100:
        raise Fault(f"{name} is {row[name][:30]!r}: not in this century.")
    return found if found.tzinfo else tz.resolve_imaginary(found.replace(tzinfo=zone))
