"""`manage.py roster import FILE --agency CODE | export FILE --agency CODE`: an agency's roster as a file."""

import time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dispatch import commands, exports, principals, rosters
from dispatch.errors import Problem
from dispatch.export_cards import READY
from dispatch.principals import Principal
from responders import roster_file
from responders.models import Member
from responders.roster_file import BadRoster


class Command(BaseCommand):
    help = (
        "Import a roster (CSV in UTF-8, or .xlsx), all of it or nothing, or export one that imports back to the same. "
        "Columns: docs/rosters.md. It is done in the name of an admin of the agency."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        importing = verbs.add_parser("import", help="bring a file onto the roster")
        exporting = verbs.add_parser("export", help="write the roster to a file (.csv or .xlsx)")
        for one in (importing, exporting):
            one.add_argument("file", type=Path)
            one.add_argument("--agency", required=True, help="the agency's code")
            one.add_argument("--by", default="", help="in whose name (the agency's first admin)")
        exporting.add_argument("--reason", default="from the server's shell", help="why: it stands in log and file")
        exporting.add_argument("--second", default="", help="who approves more than 1,000 rows: another admin")
        importing.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
        importing.add_argument("--retire-missing", action="store_true", help="retire what the file does not hold")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        by = self._admin(options["agency"], options["by"])
        try:
            {"import": self._import, "export": self._export}[verb](by, options)
        except BadRoster as bad:
            raise CommandError(f"Nothing was {verb}ed.\n{bad}") from None
        except Problem as problem:
            says = (problem.fields or {}).get("rows", [problem.detail])
            raise CommandError(f"Nothing was {verb}ed.\n" + "\n".join(says)) from None
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}.") from None

    def _admin(self, agency: str, username: str) -> Principal:
        those = Member.objects.filter(role="agency_admin", agency__code=agency, is_active=True).order_by("pk")
        found = those.filter(username=username).first() if username else those.first()
        if found is None:
            who = f"{username} is no admin" if username else "There is no admin"
            raise CommandError(f"{who} of {agency}: make one with `manage.py add_member NAME agency_admin`.")
        return principals.of_member(found)

    def _import(self, by: Principal, options: dict[str, Any]) -> None:
        began, content = time.monotonic(), options["file"].read_bytes()
        rows = roster_file.rows(content, self._progress("read"))
        self.stderr.write(f"  {len(rows):,} rows read, comparing …")
        retire = options["retire_missing"]
        shown = rosters.preview(by, rows, retire_missing=retire, tell=self._tell)
        if shown["faults"]:
            says = [f"Line {one['line']}: {one['says']}" if one["line"] else one["says"] for one in shown["faults"]]
            raise CommandError("Nothing was imported.\n" + "\n".join(says))
        for record, counts in shown["counts"].items():
            self.stdout.write(f"{record}: " + ", ".join(f"{n} {what}" for what, n in counts.items()))
        if options["dry_run"]:
            self.stdout.write("Nothing was changed (dry run).")
            return
        self.stderr.write("  writing …")
        body = {"request_id": str(uuid4()), "rows": rows, "sha256": roster_file.digest(content)}
        line = commands.run(rosters.IMPORTING, by=by, body=body | {"retire_missing": retire})
        self.stdout.write(f"Imported as event {line.seq} in {time.monotonic() - began:.1f} s.")

    def _tell(self, phase: str, done: int, total: int | None) -> None:
        if done % 1_000 == 0:
            self.stderr.write(f"  {done:,} of {total or 0:,} rows {phase} …")

    def _progress(self, word: str) -> Any:
        return lambda done: self.stderr.write(f"  {done:,} rows {word} …")

    def _export(self, by: Principal, options: dict[str, Any]) -> None:
        kind = "xlsx" if options["file"].suffix.lower() == ".xlsx" else "csv"
        asked = {"what": "roster", "file_format": kind, "reason": options["reason"]}
        line = commands.run("ask_export", by=by, body={"request_id": str(uuid4()), **asked})
        facts = line.bodies["common"]["facts"]
        if facts["state"] != READY:
            self._approve(facts, options)
        made = exports.file(by, UUID(facts["export"]))
        with options["file"].open("wb") as out:
            out.writelines(part if isinstance(part, bytes) else part.encode() for part in made.content)
        self.stdout.write(f"{facts['rows']} rows written to {options['file']} (event {line.seq}).")

    def _approve(self, facts: dict[str, Any], options: dict[str, Any]) -> None:
        if not options["second"]:
            says = f"{facts['rows']:,} rows: name a second admin of the agency, who approves it (--second NAME)."
            raise CommandError(f"Nothing was exported. {says}")
        second = self._admin(options["agency"], options["second"])
        commands.run("approve_export", by=second, body={"request_id": str(uuid4()), "export": facts["export"]})
