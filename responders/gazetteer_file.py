"""Reading a gazetteer out of a CSV file, line by line; every fault is named by its line.

Threat: a file that is huge, binary, in another encoding, or made to look like addresses, and a half-finished
import of it on a live board. Shape against it: size and columns are checked first, every row is checked before
anything is written, and writing is one transaction.

Columns: kind, municipality, lat, lon (required); number, street, cross, name, aliases (separated by `;`), address,
uncertainty_m, source. An `address` is a point with a house number, a `block` a house number's rough place along
its street, an `intersection` has street and cross, everything else has a name.
"""

import csv
import hashlib
import io
import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from places import known

REQUIRED = ("kind", "municipality", "lat", "lon")
COLUMNS = (*REQUIRED, "number", "street", "cross", "name", "aliases", "address", "uncertainty_m", "source")
NEEDS = {
    known.ADDRESS: ("number", "street"),
    known.BLOCK: ("number", "street"),
    known.INTERSECTION: ("street", "cross"),
}
LONGEST = {"municipality": 60, "street": 80, "cross": 80, "name": 120, "address": 120, "source": 120}
BYTES_MAX = 512 * 1024 * 1024
ROWS_MAX = 3_000_000
LINE_MAX = 4_000  # characters
FAULTS_MAX = 20
ALIASES_MAX = 12
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
Row = dict[str, Any]


class BadGazetteer(Exception):
    """What is wrong with the file, one sentence per fault; `faults` are at most the first twenty."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def rows(path: Path, progress: Callable[[int], None] = lambda done: None) -> Iterator[Row]:
    """Yield every row, checked. Raises `BadGazetteer` at the end when any was faulty, or at once for a hostile file."""
    if not path.is_file():
        raise BadGazetteer([f"{path} is no file."])
    if path.stat().st_size > BYTES_MAX:
        raise BadGazetteer([f"The file is larger than {BYTES_MAX // 1024 // 1024} MB."])
    faults: list[str] = []
    with path.open("rb") as file:
        for line, given in _lines(file):
            found = given if isinstance(given, str) else _read(given)
            if isinstance(found, str):
                faults.append(f"Line {line}: {found}.")
                if len(faults) >= FAULTS_MAX:
                    raise BadGazetteer([*faults, "There may be more; reading stopped here."])
            else:
                yield found
            if line % 10_000 == 0:
                progress(line)
    if faults:
        raise BadGazetteer(faults)


def digest(path: Path) -> str:
    """Return the file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _lines(file: BinaryIO) -> Iterator[tuple[int, dict[str, str] | str]]:
    """Yield (line number, columns or what is wrong with the line)."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    csv.field_size_limit(LINE_MAX)
    reader = csv.reader(_bounded(text), strict=True)
    try:
        names = _names(next(reader, None))
        count = 0
        for values in reader:
            if not values:
                continue
            count += 1
            if count > ROWS_MAX:
                raise BadGazetteer([f"The file holds more than {ROWS_MAX:,} rows."])
            if len(values) != len(names):
                yield reader.line_num, f"has {len(values)} columns, the first line has {len(names)}"
            else:
                yield reader.line_num, dict(zip(names, values, strict=True))
        if not count:
            raise BadGazetteer(["The file holds no row."])
    except UnicodeDecodeError:
        raise BadGazetteer([f"Line {reader.line_num + 1} or near it is not UTF-8: save the file as UTF-8."]) from None
    except csv.Error as error:
        raise BadGazetteer([f"Line {reader.line_num}: is no CSV ({error})."]) from None


def _bounded(text: io.TextIOWrapper) -> Iterator[str]:
    """Yield lines, refusing one without an end before it fills the memory."""
    number = 0
    while line := text.readline(LINE_MAX + 1):
        number += 1
        if len(line) > LINE_MAX:
            raise BadGazetteer([f"Line {number} is longer than {LINE_MAX} characters."])
        if "\x00" in line:
            raise BadGazetteer([f"Line {number} holds a NUL byte: this is no text file."])
        yield line


def _names(header: list[str] | None) -> list[str]:
    names = [name.strip().lower() for name in header or []]
    faults = [f"The column {name} is missing." for name in REQUIRED if name not in names]
    faults += [f"There is no column {name[:40]!r}." for name in names if name not in COLUMNS]
    faults += [f"The column {name} stands twice." for name in sorted(set(names)) if names.count(name) > 1]
    if faults:
        raise BadGazetteer([*faults[:FAULTS_MAX], f"The first line names the columns: {', '.join(COLUMNS)}."])
    return names


def _read(given: dict[str, str]) -> Row | str:
    """Return the row as values, or what is wrong with it."""
    said = {name: given.get(name, "").strip() for name in COLUMNS}
    for name, text in said.items():
        if found := NOT_TEXT.search(text):
            return f"{name} holds the character U+{ord(found.group()):04X}"
        if len(text) > LONGEST.get(name, 400):
            return f"{name} is longer than {LONGEST.get(name, 400)} characters"
    kind = said["kind"].lower()
    if kind not in known.KINDS:
        return f"kind is {kind[:30]!r}; known are {', '.join(known.KINDS)}"
    if missing := _missing(kind, said):
        return f"a row of kind {kind} needs {missing}"
    lat, lon = _number(said["lat"], 90), _number(said["lon"], 180)
    if lat is None or lon is None:
        return "lat and lon must be decimal degrees (WGS 84)"
    number = said["number"] or "0"
    if not number.isascii() or not number.isdigit() or len(number) > 6:
        return "number must be a house number of digits"
    doubt = said["uncertainty_m"] or str(known.UNCERTAINTY.get(kind, known.UNCERTAINTY_NAMED))
    if not doubt.isascii() or not doubt.isdigit() or len(doubt) > 5:
        return "uncertainty_m must be whole metres"
    aliases = [alias.strip() for alias in said["aliases"].split(";") if alias.strip()]
    if len(aliases) > ALIASES_MAX or any(len(alias) > 120 for alias in aliases):
        return f"aliases: at most {ALIASES_MAX}, each at most 120 characters"
    words = {name: said[name] for name in ("street", "cross", "name", "address", "municipality", "source")}
    return {
        **words,
        "kind": kind,
        "aliases": aliases,
        "lat": lat,
        "lon": lon,
        "number": int(number),
        "uncertainty_m": int(doubt),
    }


def _missing(kind: str, said: dict[str, str]) -> str:
    if not said["municipality"]:
        return "a municipality"
    needs = NEEDS.get(kind, ("name",))
    return " and ".join(name for name in needs if not said[name])


def _number(text: str, most: float) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= most else None
