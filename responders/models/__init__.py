"""Fields and constraints of who can be sent; no verbs."""

from responders.models.agency import Agency
from responders.models.area import Area
from responders.models.member import Member
from responders.models.shift import Shift
from responders.models.unit import Unit

__all__ = ["Agency", "Area", "Member", "Shift", "Unit"]
