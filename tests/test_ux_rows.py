"""Every row of the UX table whose check is a behaviour (P) or a time (T) is named by a test, or admitted to be missing.

A test names a row in its own name (`test_u07_…`, `"U37: …"`) or in the docstring of its file (`U14-U16` names three).
Times are figures of the benchmark, so a row that is only a time may be named by `bench/`.
"""

import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parent.parent

CHECKS: Final = {
    "U01": "T", "U02": "T", "U03": "T", "U04": "T", "U05": "T", "U06": "T",
    "U07": "P", "U08": "P", "U09": "PT", "U10": "P", "U11": "PT", "U12": "P", "U13": "P", "U14": "P", "U15": "P",
    "U16": "P", "U17": "PS", "U18": "SP", "U19": "P", "U20": "P", "U21": "P", "U22": "P", "U23": "P", "U24": "P",
    "U25": "PA", "U26": "P", "U27": "SH", "U28": "A", "U29": "PS", "U30": "AP", "U31": "PA", "U32": "PH", "U33": "P",
    "U34": "P", "U35": "P", "U36": "P", "U37": "PH", "U38": "PS", "U39": "P", "U40": "SH", "U41": "PS", "U42": "P",
    "U43": "PS", "U44": "P", "U45": "TP", "U46": "HP", "U47": "S", "U48": "SP", "U49": "HP", "U50": "PS",
}  # fmt: skip
"""P: a test of behaviour; T: a time; A: axe-core; S: a screenshot that is looked at; H: a person."""

NOT_YET: Final = {}
"""Row -> what is missing. Whoever builds it takes it out: a row that a test names may not stand here."""

ROW: Final = re.compile(r"\bU(\d\d)(?:\s*-\s*U(\d\d))?\b|\btest_u(\d\d)_")
SEARCHED: Final = ("tests/**/*.py", "tests/js/*.test.js", "bench/*.py")


def named() -> dict[str, set[str]]:
    """Return row -> files that name it, this one aside."""
    found: dict[str, set[str]] = {}
    for path in (path for pattern in SEARCHED for path in ROOT.glob(pattern) if path != Path(__file__).resolve()):
        for first, last, own in ROW.findall(path.read_text()):
            start = int(first or own)
            for row in range(start, int(last or start) + 1):
                found.setdefault(f"U{row:02}", set()).add(path.relative_to(ROOT).as_posix())
    return found


NAMED: Final = named()
WALKED: Final = [row for row, checks in CHECKS.items() if set(checks) & {"P", "T"}]


def test_the_table_has_fifty_rows() -> None:
    assert list(CHECKS) == [f"U{row:02}" for row in range(1, 51)]


@pytest.mark.parametrize("row", WALKED)
def test_a_row_that_can_be_tested_is_named_by_a_test_or_admitted_to_be_missing(row: str) -> None:
    places = NAMED.get(row, set())
    if "P" in CHECKS[row]:  # a time alone is not behaviour
        places = {place for place in places if place.startswith("tests/")}
    assert bool(places) != (row in NOT_YET), (row, sorted(places), NOT_YET.get(row))
