"""`manage.py areas import FILE.geojson`: real boundaries instead of the nearest station."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from responders import boundaries


class Command(BaseCommand):
    help = "Import the areas' boundaries (GeoJSON, WGS 84). All or nothing; a second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        importing = verbs.add_parser("import")
        importing.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            found = boundaries.read(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{file} cannot be read: {error}.") from None
        except boundaries.BadBoundaries as bad:
            raise CommandError("Nothing was imported.\n" + "\n".join(bad.faults)) from None
        rough = boundaries.save(found)
        self.stdout.write(f"{len(found)} boundaries imported.")
        if rough:
            self.stdout.write(f"Still approximate (nearest station): {', '.join(rough)}.")
