"""How long 10,000 members take from a file onto the roster: `python -m bench.roster`. A database of its own."""

import os
import time
from uuid import uuid4

MEMBERS, UNITS = 10_000, 400


def content() -> bytes:
    """Return a roster as CSV: units, members, and a certificate for each."""
    lines = ["record,name,kinds,given_name,family_name,unit,languages,certificate,expires_on"]
    lines += [f"unit,B{i},mental_health,,,,en;es,," for i in range(UNITS)]
    lines += [f"member,b.{i},,Given{i},Family{i},B{i % UNITS},es,," for i in range(MEMBERS)]
    lines += [f"certification,b.{i},,,,,,emt,2030-01-31" for i in range(MEMBERS)]
    return ("\n".join(lines) + "\n").encode()


def measure() -> None:
    """Import the file, then the same people with other names; print what each step took."""
    from dispatch import commands, principals, roster_out, rosters
    from responders import roster_file, roster_sheet
    from responders.models import Agency, Member

    agency = Agency.objects.create(code="BENCH", name="Bench", reads="care")
    member = Member.objects.create(username="bench_admin", role="agency_admin", agency=agency)
    by = principals.of_member(member)
    for says, given in (("new", content()), ("every name changed", content().replace(b"Given", b"Other"))):
        began = time.perf_counter()
        rows = roster_file.rows(given)
        read = time.perf_counter()
        rosters.preview(by, rows, retire_missing=False)
        compared = time.perf_counter()
        body = {"request_id": str(uuid4()), "rows": rows, "sha256": roster_file.digest(given)}
        commands.run("import_roster", by=by, body=body | {"retire_missing": False})
        done = time.perf_counter()
        print(
            f"{MEMBERS:,} members, {says}: read {read - began:.1f} s, dry run {compared - read:.1f} s, "
            f"import {done - compared:.1f} s",
            flush=True,
        )
    began = time.perf_counter()
    sheet = roster_sheet.xlsx_bytes(roster_out.rows(agency))
    written = time.perf_counter()
    rows = roster_file.rows(sheet)
    read = time.perf_counter() - written
    print(f"as Excel: {len(sheet):,} bytes written in {written - began:.1f} s, read in {read:.1f} s")


def main() -> None:
    from bench import ground
    from dispatch.embedded import testcluster

    with testcluster.cluster(durable=True) as cluster:
        ground.environment(cluster)
        ground.lay(cluster)
        with ground.fresh(cluster):
            measure()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dispatch.settings")
    main()
