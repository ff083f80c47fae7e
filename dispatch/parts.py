"""What was added to an incident: links, requests for help, persons, vehicles, interpreters. Mostly there is none.

`parts_count` of the incident says whether anybody ever added something, so that the commands of every second
(assigning, progress) read nothing for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from dispatch.models import ContactOutcome, HelpRequest, Incident, Interpreter, Link, Person, Vehicle


@dataclass
class Parts:
    """The rows of one incident, each kind in its order."""

    links: list[Link] = field(default_factory=list)
    requests: list[HelpRequest] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)
    vehicles: list[Vehicle] = field(default_factory=list)
    interpreters: list[Interpreter] = field(default_factory=list)
    contacts: list[ContactOutcome] = field(default_factory=list)


def of(incident: Incident) -> Parts:
    """Return an incident's parts; read once, so what a command adds to the lists is on the card it makes."""
    if "parts_read" not in incident.__dict__:
        load([incident])
    found: Parts = incident.__dict__["parts_read"]
    return found


def load(incidents: Iterable[Incident]) -> None:
    """Read the parts of many incidents at once."""
    known = {incident.pk: incident for incident in incidents}
    for incident in known.values():
        incident.__dict__["parts_read"] = Parts()
    some = [pk for pk, incident in known.items() if incident.parts_count]
    if not some:
        return
    for name, rows in _rows(some).items():
        for row in rows:
            getattr(of(known[row.incident_id]), name).append(row)


def _rows(of_incidents: list[int]) -> dict[str, Any]:
    def there(model: Any) -> Any:
        return model.objects.filter(incident__in=of_incidents).order_by("pk")

    return {
        "links": there(Link).filter(ended_at=None).select_related("other"),
        "requests": there(HelpRequest).order_by("n"),
        "persons": there(Person).order_by("n"),
        "vehicles": there(Vehicle).order_by("n"),
        "interpreters": there(Interpreter),
        "contacts": there(ContactOutcome).order_by("n"),
    }


def next_number(rows: Iterable[Any]) -> int:
    """Return the number after the highest: numbers are never used again, also when rows moved away."""
    return max((row.n for row in rows), default=0) + 1


def asked_for(incident: Incident) -> list[str]:
    """Return the kinds that open requests for help ask for; empty text stands for any unit."""
    return [r.kind for r in of(incident).requests if r.is_open] if incident.parts_count else []
