"""`manage.py add_member`: an account from the server's shell, such as a new installation's first supervisor."""

import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from dispatch import roles
from responders.models import Agency, Member, Unit

SCOPED = {roles.AGENCY: "agency", roles.UNIT: "unit"}  # what a role's sight is bounded by
MACHINES = {"feed": "", "tracker": "agency"}  # no crew rides with these: what they need instead


class Command(BaseCommand):
    help = "Make one account. The password is asked for, or read from the first line of standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="what the person signs in with")
        parser.add_argument("role", choices=[role for role in roles.ROLES if role not in ("none", "system")])
        parser.add_argument(
            "--agency", default="", help="an agency's code; agency admins, field teams and trackers need one"
        )
        parser.add_argument("--unit", default="", help="a call sign; field teams need one")

    def handle(self, *args: Any, **options: Any) -> None:
        name, role = options["name"], options["role"]
        if Member.objects.filter(username__iexact=name).exists():
            raise CommandError(f"There is a member named {name} already. Nothing was changed.")
        agency, unit = self._place(role, options["agency"], options["unit"])
        member = Member(username=name, role=role, agency=agency, unit=unit)
        password = self._password()
        try:
            member.clean_fields(exclude=["password"])
            validate_password(password, member)
        except ValidationError as why:
            raise CommandError(" ".join(why.messages)) from None
        member.set_password(password)
        member.save()
        self.stdout.write(f"{name} may sign in as {roles.ROLES[role].title.lower()}.")

    def _place(self, role: str, code: str, call_sign: str) -> tuple[Agency | None, Unit | None]:
        unit = Unit.objects.filter(call_sign=call_sign).select_related("agency").first()
        if call_sign and unit is None:
            raise CommandError(f"There is no unit {call_sign}.")
        agency = Agency.objects.filter(code=code).first() or (unit.agency if unit else None)
        if code and (agency is None or agency.code != code):
            raise CommandError(f"There is no agency {code}.")
        if unit and unit.agency != agency:
            raise CommandError(f"{call_sign} belongs to {unit.agency.code}, not to {code}.")
        needs = MACHINES.get(role, SCOPED.get(roles.ROLES[role].scope, ""))
        if needs and not {"agency": agency, "unit": unit}[needs]:
            raise CommandError(f"This role sees only its own {needs}: name it with --{needs}.")
        return agency, unit

    def _password(self) -> str:
        if not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\n")
        first = getpass.getpass("Password: ")
        if first != getpass.getpass("Once more: "):
            raise CommandError("The two passwords differ. Nothing was changed.")
        return first
