"""People and shifts of a small roster, for tests."""

from datetime import datetime, timedelta
from typing import Any

from dispatch.principals import Principal
from responders.models import Shift
from tests.world import World, later


def person(world: World, username: str, by: Principal | None = None, **more: Any) -> None:
    """Put a member on the crisis programme's roster."""
    family = username.rsplit(".", 1)[-1].title()
    world.do("add_member", by or world.crisis_admin, member=username, family_name=family, **more)


def at(hours: float) -> datetime:
    """Return a moment, a whole minute, so many hours from now."""
    return later(hours * 3600).replace(second=0, microsecond=0)


def day(world: World, member: str, unit: str, starts: float = 24, hours: float = 8, by: Principal | None = None) -> str:
    """Plan a shift that begins in so many hours; return its reference."""
    begins = at(starts)
    period = {"starts": begins.isoformat(), "ends": (begins + timedelta(hours=hours)).isoformat()}
    world.do("plan_shift", by or world.crisis_admin, member=member, unit=unit, **period)
    return str(Shift.objects.order_by("-pk")[0].ref)
