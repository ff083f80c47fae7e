"""Fields and constraints of who can be sent and of where places are; no verbs."""

from responders.models.agency import Agency
from responders.models.area import Area
from responders.models.member import Member
from responders.models.place import Gazetteer, Place
from responders.models.shift import Shift
from responders.models.tracker import Tracker
from responders.models.unit import Unit

__all__ = ["Agency", "Area", "Gazetteer", "Member", "Place", "Shift", "Tracker", "Unit"]
