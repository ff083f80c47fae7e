"""Fields and constraints of who can be sent and of where places are; no verbs."""

from responders.models.agency import (
    Agency,
)
from responders.models.area import (
    Area,
)
from responders.models.certification import (
    Certification,
)
from responders.models.fleet import (
    Station,
    Vehicle,
)
from responders.models.member import (
    Member,
)
from responders.models.place import (
    Gazetteer,
    Place,
)
from responders.models.shift import (
    Shift,
)
from responders.models.staffing import (
    RosterImport,
    ShiftTemplate,
    StaffingMinimum,
)
from responders.models.tracker import (
    Tracker,
)
from responders.models.unit import (
    Unit,
)

__all__ = [
    "Agency",
    "Area",
    "Certification",
    "Gazetteer",
    "Member",
    "Place",
    "RosterImport",
    "Shift",
    "ShiftTemplate",
    "StaffingMinimum",
    "Station",
    "Tracker",
    "Unit",
    "Vehicle",
]
