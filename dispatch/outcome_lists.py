"""What a team did with whom it met: the lists of the outcome form. `models/contact.py` says where they come from."""

from typing import Final

CONTACTS: Final = ("made", "refused", "not_found", "gone")
NEEDS: Final = ("mental_health", "substance_use", "housing", "medical", "conflict", "basic_needs", "welfare_check")
SERVICES: Final = (
    "de_escalation",
    "counselling",
    "crisis_bed",
    "shelter",
    "sobering_centre",
    "medical_care",
    "food_water_clothing",
    "harm_reduction",
    "case_management",
    "mediation",
    "information",
)
TRANSPORTS: Final = (
    "none",
    "refused",
    "home",
    "shelter",
    "crisis_centre",
    "sobering_centre",
    "urgent_care",
    "emergency_department",
    "other",
)
HOLDS: Final = ("none", "voluntary", "5150", "5585")
POLICE_THERE: Final = ("none", "already_there", "asked_for")
FOLLOW_UPS: Final = ("none", "wanted", "refused")
