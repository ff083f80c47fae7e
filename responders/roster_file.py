"""Reading a roster out of a CSV or Excel file, row by row; every fault is named by its line.

Threat: a file made to exhaust memory or time (a zip bomb, entities in XML, a million rows, one huge cell), to run as
a formula on somebody's desk, or in another encoding, so that names are garbled in silence. Shape against it: the
size, and for Excel the number, declared size and ratio of what is packed, are checked before anything is
unpacked; rows are streamed and counted; a cell is short text and no formula; nothing is written before all is read.

One row is one thing; `record` says which, and which other columns count (`COLUMNS_OF`). A cell that an export marked
with an apostrophe, because a spreadsheet would take it for a formula, is read without it.
"""

import csv
import hashlib
import io
import lzma
import re
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, Final

COLUMNS_OF: Final[dict[str, tuple[str, ...]]] = {
    "station": ("name", "address", "area"),
    "vehicle": ("name", "what", "station", "out_of_service"),
    "unit": (
        "name",
        "kinds",
        "area",
        "station",
        "vehicle",
        "radio",
        "hours",
        "languages",
        "can_hold",
        "can_transport",
        "medical_level",
        "minor_trained",
        "armed",
        "members_count",
    ),
    "member": ("name", "given_name", "family_name", "unit", "languages"),
    "certification": ("name", "certificate", "language", "number", "expires_on"),
    "shift": ("name", "unit", "starts", "ends"),
}
RECORDS: Final = tuple(COLUMNS_OF)
MARK: Final = "export"  # the record of a row that says who exported the file: passed over
COLUMNS: Final = ("record", *dict.fromkeys(name for names in COLUMNS_OF.values() for name in names))
BYTES_MAX: Final = 8 * 1024 * 1024
UNPACKED_MAX: Final = 48 * 1024 * 1024
ENTRIES_MAX: Final = 60
RATIO_MAX: Final = 100
ROWS_MAX: Final = 60_000
CELL_MAX: Final = 300
LINE_MAX: Final = 4_000
FAULTS_MAX: Final = 50
SECONDS_MAX: Final = 60.0
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00")
NOT_TEXT: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
Row = dict[str, Any]
Progress = Callable[[int], None]


class BadRoster(Exception):
    """What is wrong with a file: `(line, sentence)` for each of the first fifty faults; line 0 is the whole file."""

    def __init__(self, faults: list[tuple[int, str]]) -> None:
        super().__init__("\n".join(f"Line {line}: {says}" if line else says for line, says in faults))
        self.faults = faults


def refuse(says: str, line: int = 0) -> BadRoster:
    return BadRoster([(line, says)])


def rows(content: bytes, progress: Progress = lambda done: None) -> list[Row]:
    """Return the rows of a file, each with its `line` and its columns as text. Raises `BadRoster`."""
    if len(content) > BYTES_MAX:
        raise refuse(f"The file is larger than {BYTES_MAX // 1024 // 1024} MB.")
    if not content.strip():
        raise refuse("The file is empty.")
    lines = _sheet(content) if content[:4] == b"PK\x03\x04" else _csv(content)
    return _read(lines, progress)


def digest(content: bytes) -> str:
    """Return the file's SHA-256."""
    return hashlib.sha256(content).hexdigest()


def _read(lines: Iterator[tuple[int, list[str]]], progress: Progress) -> list[Row]:
    began, faults, found = time.monotonic(), [], []
    names: list[str] = []
    for line, cells in lines:
        if time.monotonic() - began > SECONDS_MAX:
            raise refuse(f"Reading took longer than {SECONDS_MAX:.0f} s and stopped at line {line}.")
        if line > ROWS_MAX + 1:
            raise refuse(f"The file holds more than {ROWS_MAX:,} rows.")
        if not any(cells):
            continue
        if not names:
            names = _names(cells)
            continue
        if dict(zip(names, cells, strict=False)).get("record", "").strip().lower() == MARK:
            continue
        row, says = _row(names, cells)
        if says:
            faults.append((line, says))
            if len(faults) >= FAULTS_MAX:
                raise BadRoster([*faults, (0, "There may be more; reading stopped here.")])
        else:
            found.append({"line": line, **row})
        if line % 500 == 0:
            progress(line)
    if faults:
        raise BadRoster(faults)
    if not found:
        raise refuse("The file holds no row below its names of columns.")
    return found


def _names(cells: list[str]) -> list[str]:
    names = [cell.strip().lower() for cell in cells]
    while names and not names[-1]:
        names.pop()
    faults = [f"There is no column {name[:40]!r}." for name in names if name not in COLUMNS]
    faults += [f"The column {name} stands twice." for name in sorted(set(names)) if names.count(name) > 1]
    faults += [f"The column {name} is missing." for name in ("record", "name") if name not in names]
    if faults:
        raise BadRoster([*((1, says) for says in faults[:10]), (0, f"Known columns: {', '.join(COLUMNS)}.")])
    return names


def _row(names: list[str], cells: list[str]) -> tuple[Row, str]:
    """Return the columns that count for the row's record, or what is wrong with the row."""
    if any(cells[len(names) :]):
        return {}, f"has more than the {len(names)} columns that the first line names."
    said: Row = {}
    for name, cell in zip(names, cells, strict=False):
        text = cell.strip(" ")
        if len(text) > CELL_MAX:
            return {}, f"{name} is longer than {CELL_MAX} characters."
        if text.startswith(FORMULA):
            return {}, f"{name} begins with {text[0]!r}, as a formula does: put an apostrophe before it."
        if text.startswith("'"):
            text = text[1:]
        if hidden := NOT_TEXT.search(text):
            return {}, f"{name} holds the character U+{ord(hidden.group()):04X}."
        said[name] = text
    record = said.pop("record", "").lower()
    if record not in COLUMNS_OF:
        return {}, f"record is {record[:20]!r}; known are {', '.join(RECORDS)}."
    if strange := [name for name, text in said.items() if text and name not in COLUMNS_OF[record]]:
        return {}, f"a {record} has no {strange[0]}."
    if not said.get("name"):
        return {}, "name is empty."
    return {"record": record} | {name: said.get(name, "") for name in COLUMNS_OF[record]}, ""


def _csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise refuse("is not UTF-8: save the file as CSV UTF-8.", line) from None
    if "\x00" in text:
        raise refuse("The file holds NUL bytes: it is no text file.")
    if long := next((n for n, line in enumerate(text.splitlines(), 1) if len(line) > LINE_MAX), None):
        raise refuse(f"is longer than {LINE_MAX} characters.", long)
    csv.field_size_limit(LINE_MAX)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise refuse(f"is no CSV ({error}).", reader.line_num) from None


def _sheet(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of the first sheet of an Excel file (.xlsx), after looking at what is packed in it."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    _unpackable(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for line, cells in enumerate(sheet.iter_rows(max_col=len(COLUMNS) + 1), 1):
            yield line, [_cell(line, cell) for cell in cells]
    except BadRoster:
        raise
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError, TypeError, AttributeError,
            SyntaxError, EOFError, OverflowError) as error:  # fmt: skip
        raise refuse(f"The file is no Excel workbook that can be read ({type(error).__name__}).") from None


def _cell(line: int, cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        raise refuse("holds a formula: put its value there instead.", line)
    if cell.data_type == "e":
        raise refuse(f"holds the error {str(value)[:20]}.", line)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        midnight = not (value.hour or value.minute or value.second)
        return value.date().isoformat() if midnight else value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _unpackable(content: bytes) -> None:
    """Refuse a packed file by its table of contents, and XML that declares types or entities; no XML is parsed yet."""
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
        entries = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise refuse("The file is packed but broken.") from None
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        raise refuse("The file is packed but no Excel workbook (.xlsx).")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise refuse("The workbook holds macros: save it as .xlsx without them.")
    if len(entries) > ENTRIES_MAX or len(names) < len(entries):
        raise refuse(f"The workbook packs {len(entries)} parts, more than {ENTRIES_MAX}, or one of them twice.")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > UNPACKED_MAX:
        raise refuse(f"The workbook unpacks to more than {UNPACKED_MAX // 1024 // 1024} MB.")
    if any(entry.file_size > 1024 * 1024 and entry.file_size > RATIO_MAX * entry.compress_size for entry in entries):
        raise refuse(f"A part of the workbook is packed more than {RATIO_MAX} to 1.")
    for entry in entries:
        if entry.flag_bits & 1:
            raise refuse("The workbook is encrypted: save it without a password.")
        if entry.filename.endswith((".xml", ".rels")):
            _plain(packed, entry)


def _plain(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Refuse XML that is not UTF-8 or holds a document type: entities are declared in one."""
    tail, first = b"", True
    try:
        with packed.open(entry) as part:
            while block := part.read(256 * 1024):
                if first and (block[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in block[:64]):
                    raise refuse(f"{entry.filename} is not UTF-8.")
                first = False
                if b"<!DOCTYPE" in tail + block or b"<!ENTITY" in tail + block:
                    raise refuse(f"{entry.filename} declares a document type: such XML is not read.")
                tail = block[-16:]
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, NotImplementedError):
        raise refuse(f"{entry.filename} is broken.") from None
