"""Writing a roster as a CSV or Excel file that imports back to the same.

A cell that a spreadsheet would take for a formula gets an apostrophe before it, which the reader takes away again.
"""

import csv
import io
from collections.abc import Iterable, Mapping

from responders.roster_file import COLUMNS, FORMULA


def safe(text: str) -> str:
    """Return a cell that no spreadsheet runs."""
    return f"'{text}" if text.startswith((*FORMULA, "'")) else text


def csv_bytes(rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return rows as CSV, UTF-8 with a mark that Excel knows it by."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([safe(row.get(name, "")) for name in COLUMNS] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return rows as an Excel workbook; every cell is text."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("roster")
    sheet.append(list(COLUMNS))
    for row in rows:
        sheet.append([safe(row.get(name, "")) or None for name in COLUMNS])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
