"""`manage.py protocol`: check, list, diff, publish and replay triage protocols from the server's shell."""

import argparse
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dispatch import amendments, commands, comparing, flips, labelled, policy, policy_text, principals, replaying
from dispatch.errors import Problem
from dispatch.flips import Flip, Tally
from responders.models import Member
from triage import protocol


class Command(BaseCommand):
    help = "Check, list, compare, publish and rehearse triage protocols."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list", help="every release, the one in force first; and the open drafts")
        checking = verbs.add_parser("check", help="every fault of a file, with its line")
        checking.add_argument("file", type=Path)
        comparing = verbs.add_parser("diff", help="what B changes in A: files, versions or in-force")
        comparing.add_argument("a")
        comparing.add_argument("b")
        self._publishing(verbs.add_parser("publish", help="release a file; the shell vouches for both people"))
        self._rehearsing(verbs.add_parser("replay", help="what a file would change in the calls on record"))

    def _publishing(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, help="the supervisor who proposes it")
        parser.add_argument("--confirmed-by", required=True, help="the second supervisor, who publishes it")
        parser.add_argument("--note", required=True, help="why")

    def _rehearsing(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--over-file", type=Path, help="labelled narratives (JSON lines) instead of the record")
        parser.add_argument("--csv", type=Path, help="where to write the calls that flip")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"_{verb}")(options)
        except Problem as problem:
            raise CommandError(problem.detail) from None
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be read or written: {error.strerror}.") from None

    def _check(self, options: dict[str, Any]) -> None:
        found = protocol.loads(_whole(options["file"]))
        self.stdout.write(
            f"{found.name}: {len(found.questions)} questions, {len(found.call_types)} call types, no fault."
        )
        self.stdout.write(f"Version {found.version}")

    def _list(self, options: dict[str, Any]) -> None:
        for one in policy.releases():
            people = f"{one['proposed_by']} and {one['published_by']}" if one["published_by"] else "packaged"
            mark = "in force" if one["in_force"] else "        "
            self.stdout.write(
                f"{one['version'][:12]}  {mark}  {one['released_at'][:16]}  {one['name']} ({people}) {one['note']}"
            )
        for one in policy.drafts():
            if one["state"] in ("draft", "proposed"):
                self.stdout.write(f"{one['version'][:12]}  {one['state']:8}  {one['at'][:16]}  {one['name']}")

    def _diff(self, options: dict[str, Any]) -> None:
        found = amendments.between(_text(options["a"]), _text(options["b"]))
        for one in found:
            self.stdout.write(one.says())
        if not found:
            self.stdout.write("Nothing that triage reads is different.")

    def _publish(self, options: dict[str, Any]) -> None:
        text = _whole(options["file"])
        first, second = _person(options["by"]), _person(options["confirmed_by"])
        if first.id == second.id:
            raise CommandError("Two people release a protocol: --by and --confirmed-by name the same one.")
        draft = str(uuid4())
        named = {"name": options["file"].name[:80], "text": text, "note": options["note"][:500]}
        _run("save_protocol_draft", first, draft=draft, **named)
        _run("propose_protocol", first, draft=draft)
        line = _run("publish_protocol", second, draft=draft)
        self.stdout.write(f"Released as {policy_text.version(text)[:12]}, event {line.seq}. It is in force.")

    def _replay(self, options: dict[str, Any]) -> None:
        draft = protocol.loads(_whole(options["file"]))
        base = protocol.loads(policy.release(policy.releases()[0]["version"])["text"])
        began = time.monotonic()
        if options["over_file"]:
            items = _items(options["over_file"])
            found, tally = comparing.compared_labelled(draft, base, items)
            parts, scores = [tally], comparing.scores(draft, base, items)
        else:
            found, parts = self._over_record(draft, base.version)
            scores = None
        self._say(flips.summed(part.as_dict() for part in parts), time.monotonic() - began)
        for name in scores["before"] if scores else ():
            self.stdout.write(f"  {name:24} {scores['before'][name]:>8} -> {scores['after'][name]}")
        if options["csv"]:
            _write(options["csv"], found)
            self.stdout.write(f"Written to {options['csv']}.")

    def _over_record(self, draft: protocol.Protocol, base: str) -> tuple[list[Flip], list[Tally]]:
        found: list[Flip] = []
        parts: list[Tally] = []
        for at, flipped, tally in comparing.over_record(draft, base):
            found += flipped
            parts.append(tally)
            left = at.seconds / max(at.done, 1) * (at.total - at.done)
            self.stderr.write(f"\r{at.done:,} of {at.total:,} calls, {left:.0f} s left ", ending="")
        self.stderr.write("")
        return found, parts

    def _say(self, whole: dict[str, Any], seconds: float) -> None:
        ways = whole["directions"]
        self.stdout.write(
            f"{whole['calls']:,} calls in {seconds:.1f} s: {whole['flips']:,} flip, "
            f"{ways.get('toward', 0):,} toward police, {ways.get('away', 0):,} away from police. Of those that flip, "
            f"{whole['backup']:,} later called police as backup, {whole['overridden']:,} were overridden."
        )
        for why, count in sorted(whole["unanswerable"].items()):
            self.stdout.write(f"  {count:,} cannot be answered: {why}")
        for area, n in sorted(whole["areas"].items(), key=lambda item: -item[1].get("flips", 0)):
            if n.get("flips"):
                toward, away = n.get("toward", 0), n.get("away", 0)
                self.stdout.write(f"  {area:24} {n['flips']:>6} of {n['calls']}: {toward} toward, {away} away")
        for pair, count in sorted(whole["pairs"].items(), key=lambda item: -item[1])[:20]:
            self.stdout.write(f"  {count:>6}  {pair}")


def _whole(file: Path) -> str:
    """Return the text of a file that is a protocol; stop with every fault of one that is not."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise CommandError(f"{file} is not UTF-8 text.") from None
    if faults := policy_text.faults(text):
        raise CommandError("\n".join(f"{file}:{fault.line or ''}: {fault.says}" for fault in faults))
    return text


def _text(named: str) -> str:
    if named == "in-force":
        named = policy.releases()[0]["version"]
    if Path(named).is_file():
        return _whole(Path(named))
    return str(policy.release(named)["text"])


def _items(file: Path) -> list[dict[str, Any]]:
    try:
        return labelled.items(file.read_text(encoding="utf-8"))
    except (labelled.BadLabels, UnicodeDecodeError) as bad:
        raise CommandError(f"{file}: {bad}") from None


def _person(username: str) -> principals.Principal:
    try:
        return principals.of_username(username)
    except Member.DoesNotExist:
        raise CommandError(f"There is no member {username}.") from None


def _run(verb: str, by: principals.Principal, **fields: Any) -> Any:
    return commands.run(verb, by=by, body={"request_id": str(uuid4()), **fields})


def _write(file: Path, found: Iterable[Flip]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        out.write(policy.csv_line(policy.COLUMNS))
        for flip in found:
            out.write(policy.csv_line(policy.cells(replaying.row(0, flip))))
