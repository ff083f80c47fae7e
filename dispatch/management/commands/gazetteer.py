"""`manage.py gazetteer import FILE.csv | seed | list | remove NAME`: what the address field knows."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from responders import gazetteer
from responders.gazetteer_file import BadGazetteer
from responders.models import Gazetteer


class Command(BaseCommand):
    help = (
        "Import address points, blocks, intersections and places (CSV, UTF-8). All or nothing; an import replaces "
        "the dataset of its name and leaves the others. Columns: kind, municipality, lat, lon; by kind also number, "
        "street, cross, name; optional aliases (a;b), address, uncertainty_m, source."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        importing = verbs.add_parser("import", help="replace a dataset by a file")
        importing.add_argument("file", type=Path)
        importing.add_argument("--name", default="city", help="the dataset's name (city)")
        importing.add_argument("--source", default="", help="where the positions are from, for rows that do not say")
        importing.add_argument("--dry-run", action="store_true", help="check everything, change nothing")
        verbs.add_parser("seed", help="put the packaged, approximate Los Angeles there")
        verbs.add_parser("list", help="name the datasets")
        removing = verbs.add_parser("remove", help="take a dataset away")
        removing.add_argument("name")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        {"import": self._import, "seed": self._seed, "list": self._list, "remove": self._remove}[verb](options)

    def _import(self, options: dict[str, Any]) -> None:
        name = options["name"]
        if not name.strip() or len(name) > 40:
            raise CommandError("--name must be 1 to 40 characters.")
        dry_run, source = options["dry_run"], options["source"][:120]
        try:
            count = gazetteer.load(name, options["file"], dry_run=dry_run, source=source, progress=self._progress)
        except BadGazetteer as bad:
            raise CommandError("Nothing was imported.\n" + "\n".join(bad.faults)) from None
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error}.") from None
        said = "are in order; nothing was changed (dry run)" if dry_run else f"imported as {name!r}"
        self.stdout.write(f"{count} rows {said}.")

    def _progress(self, line: int) -> None:
        self.stderr.write(f"  line {line:,} …")

    def _seed(self, options: dict[str, Any]) -> None:
        count = gazetteer.seed()
        self.stdout.write(f"{count} rows of the packaged Los Angeles are new." if count else "It is there already.")

    def _list(self, options: dict[str, Any]) -> None:
        for known in Gazetteer.objects.order_by("dataset"):
            self.stdout.write(f"{known.dataset}: {known.rows} rows, {known.imported_at:%Y-%m-%d %H:%M} UTC")

    def _remove(self, options: dict[str, Any]) -> None:
        count = gazetteer.remove(options["name"])
        if not count:
            raise CommandError(f"There is no dataset {options['name']!r}.")
        self.stdout.write(f"{count} rows removed.")
