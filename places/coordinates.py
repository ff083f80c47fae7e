"""Coordinates as people read them out: decimal degrees, degrees and minutes, with letters or signs."""

import re
from dataclasses import dataclass

_NUMBER = r"(\d{1,3}(?:[.,]\d{1,10})?)"
_SIGNED = re.compile(
    rf"^\s*([+-]?){_NUMBER}\s*\u00b0?\s*([NS]?)\s*[,;/ ]\s*([+-]?){_NUMBER}\s*\u00b0?\s*([EWO]?)\s*$", re.I
)
_PART = (
    r"([NSEWO]?)\s*([+-]?\d{1,3})\s*(?:\u00b0|deg|d|\s)\s*(\d{1,2}(?:\.\d{1,8})?)\s*(?:['\u2032\u2019m]|min)?\s*"
    r"(?:(\d{1,2}(?:\.\d{1,6})?)\s*(?:[\"\u2033\u201d]|''|s|sec)?)?\s*([NSEWO]?)"
)
_MINUTES = re.compile(rf"^\s*{_PART}\s*[,;/ ]\s*{_PART}\s*$", re.I)


@dataclass(frozen=True)
class Coordinates:
    """A WGS 84 position. `assumed_west`: the sign was not said, and only west of Greenwich is near here."""

    lat: float
    lon: float
    assumed_west: bool = False


def read(text: str) -> Coordinates | None:
    """Return the position a text spells out and nothing else; None for anything that is no position."""
    if len(text) > 80 or not re.search(r"\d", text):
        return None
    return _decimal(text) or _minutes(text)


def _decimal(text: str) -> Coordinates | None:
    found = _SIGNED.match(text)
    if not found:
        return None
    lat_sign, lat, lat_letter, lon_sign, lon, lon_letter = found.groups()
    if not ("." in lat or "," in lat or "\u00b0" in text or lat_letter):
        return None  # `101 203` is no position
    return _position(
        _signed(float(lat.replace(",", ".")), lat_sign, lat_letter),
        _signed(float(lon.replace(",", ".")), lon_sign, lon_letter),
        said=bool(lon_sign or lon_letter),
    )


def _minutes(text: str) -> Coordinates | None:
    found = _MINUTES.match(text)
    if not found:
        return None
    parts = found.groups()
    (lat, lat_said), (lon, lon_said) = _part(parts[:5]), _part(parts[5:])
    if lat is None or lon is None or not (lat_said or lon_said or "\u00b0" in text or "'" in text or "deg" in text):
        return None
    return _position(lat, lon, said=lon_said)


def _part(groups: tuple[str | None, ...]) -> tuple[float | None, bool]:
    before, degrees, minutes, seconds, after = groups
    letter = (before or after or "").upper()
    sign = "-" if (degrees or "").startswith("-") else ""
    whole = abs(int(degrees or 0))
    minute, second = float(minutes or 0), float(seconds or 0)
    if minute >= 60 or second >= 60:
        return None, False
    return _signed(whole + minute / 60 + second / 3600, sign, letter), bool(letter or sign)


def _signed(value: float, sign: str | None, letter: str | None) -> float:
    negative = sign == "-" or (letter or "").upper() in ("S", "W", "O")
    return -value if negative else value


def _position(lat: float, lon: float, *, said: bool) -> Coordinates | None:
    assumed = not said and lon > 0 and lat > 0
    if assumed:
        lon = -lon
    if abs(lat) > 90 or abs(lon) > 180:
        return None
    return Coordinates(round(lat, 6), round(lon, 6), assumed)
