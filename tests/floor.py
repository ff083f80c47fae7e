"""What the floor does while a test looks at somebody else's screen: commands through a signed-in page's own door."""

from typing import Any

from tests.desks import Desk

DO = "async ([verb, fields]) => (await import('/static/js/api.js')).command(verb, fields)"

GET = "async (address) => (await import('/static/js/api.js')).get(address)"


class Floor:
    """A dispatcher whose screen nobody looks at."""

    def __init__(self, desk: Desk) -> None:
        self.page = desk("dispatcher", "/print/cards/")

    def do(self, verb: str, **fields: Any) -> dict[str, Any]:
        """Do a verb and return its event."""
        return dict(self.page.evaluate(DO, [verb, fields]))

    def unit(self, call_sign: str) -> dict[str, Any]:
        """Return a unit's card as it is now."""
        return dict(self.page.evaluate(GET, "/api/board/")["cards"]["units"][call_sign])

    def incident(self, number: str) -> dict[str, Any]:
        """Return an incident's card as it is now."""
        return dict(self.page.evaluate(GET, f"/api/incidents/{number}/"))

    def timeline(self, number: str) -> list[dict[str, Any]]:
        """Return what happened to an incident, the oldest first."""
        return list(self.page.evaluate(GET, f"/api/incidents/{number}/timeline/")["results"])
