"""A small world of named people and units, made anew for every test."""

from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.utils import timezone

from dispatch import commands, log, principals
from dispatch.principals import Principal
from responders import duty
from responders.models import Agency, Area, Member, Unit

CALM = "Woman on a bench talks to nobody, crying, no weapons, family asks for somebody to talk to her"
KNIFE = "Man in the kitchen holds a knife and says he will stab his brother"


class World:
    """LAPD with 6A15 and 6A20, a crisis programme with UM61, outreach with HT3; people to ask as."""

    def __init__(self) -> None:
        self.hollywood = Area.objects.create(
            number=6, name="Hollywood", bureau="West", station_address="", lat=34.0958, lon=-118.3309
        )
        self.pacific = Area.objects.create(
            number=14, name="Pacific", bureau="West", station_address="", lat=33.9917, lon=-118.4199
        )
        self.lapd = Agency.objects.create(code="LAPD", name="Los Angeles Police Department", reads="law")
        self.crisis = Agency.objects.create(code="CRISIS", name="Crisis programme", reads="care")
        self.lahsa = Agency.objects.create(code="LAHSA", name="Outreach", reads="care")
        self.unit("6A15", self.lapd, ["police"], armed=True)
        self.unit("6A20", self.lapd, ["police"], armed=True)
        self.unit("UM61", self.crisis, ["mental_health"])
        self.unit("UM62", self.crisis, ["mental_health"])
        self.unit("HT3", self.lahsa, ["homeless_outreach"])

    def unit(self, call_sign: str, agency: Agency, kinds: list[str], **more: Any) -> Unit:
        fields = {
            "duty": duty.AVAILABLE,
            "area": self.hollywood,
            "lat": 34.09,
            "lon": -118.33,
            "languages": ["en"],
        }
        return Unit.objects.create(call_sign=call_sign, agency=agency, kinds=kinds, **(fields | more))

    def person(self, username: str, role: str, agency: Agency | None = None, unit: str = "") -> Principal:
        member = Member.objects.create(
            username=username,
            role=role,
            agency=agency,
            unit=Unit.objects.get(call_sign=unit) if unit else None,
        )
        return principals.of_member(member)

    @cached_property
    def call_taker(self) -> Principal:
        return self.person("calltaker", "call_taker")

    @cached_property
    def other_taker(self) -> Principal:
        return self.person("j.ruiz", "call_taker")

    @cached_property
    def feed(self) -> Principal:
        return self.person("feed", "feed")

    @cached_property
    def dispatcher(self) -> Principal:
        return self.person("dispatcher", "dispatcher")

    @cached_property
    def supervisor(self) -> Principal:
        return self.person("supervisor", "supervisor")

    @cached_property
    def auditor(self) -> Principal:
        return self.person("auditor", "auditor")

    @cached_property
    def centre_admin(self) -> Principal:
        return self.person("centre_admin", "centre_admin")

    @cached_property
    def patrol(self) -> Principal:
        return self.person("patrol", "field", self.lapd, "6A15")

    @cached_property
    def other_patrol(self) -> Principal:
        return self.person("other_patrol", "field", self.lapd, "6A20")

    @cached_property
    def crisis_team(self) -> Principal:
        return self.person("crisis_team", "field", self.crisis, "UM61")

    @cached_property
    def lapd_admin(self) -> Principal:
        return self.person("lapd_admin", "agency_admin", self.lapd)

    @cached_property
    def crisis_admin(self) -> Principal:
        return self.person("crisis_admin", "agency_admin", self.crisis)

    def everybody(self) -> list[Principal]:
        return [
            self.call_taker,
            self.dispatcher,
            self.auditor,
            self.centre_admin,
            self.patrol,
            self.other_patrol,
            self.crisis_team,
            self.lapd_admin,
            self.crisis_admin,
            self.feed,
        ]

    def do(self, verb: str, by: Principal | None = None, **fields: Any) -> log.Line:
        """Run a verb as somebody (the dispatcher) with a new request id."""
        body = {"request_id": str(uuid4()), **fields}
        return commands.run(verb, by=by or self.dispatcher, body=body)

    def call(self, narrative: str = CALM, **fields: Any) -> str:
        """Take a call and return the incident's number."""
        said = {"address": "1358 N Wilcox Ave", "lat": 34.0958, "lon": -118.3309, "narrative": narrative}
        return self.do("take_call", self.call_taker, **(said | fields)).incidents[0]

    def ring(self, ref: str = "call-1", **fields: Any) -> str:
        """Let the feed ring a call; return what the board knows it by."""
        from dispatch.models import Ringing

        said = {"number": "213-555-0147", "lat": 34.0958, "lon": -118.3309, "uncertainty_m": 35.0}
        self.do("ring_call", self.feed, ref=ref, **(said | {"class_of_service": "WPH2"} | fields))
        return str(Ringing.objects.get(provider_ref=ref).ref)

    def call_with(self, unit: str, *, narrative: str = CALM) -> str:
        """Take a call and send a unit to it."""
        number = self.call(narrative)
        self.do("assign_unit", incident=number, unit=unit, reason="as asked")
        return number


def later(seconds: float = 0) -> datetime:
    return timezone.now() + timedelta(seconds=seconds)
