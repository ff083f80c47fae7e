"""How the API's schema and its page are drawn: part of the settings. Enums whose names would collide have one here."""

from typing import Any


def of(title: str) -> dict[str, Any]:
    """Return drf-spectacular's settings for an installation of this title."""
    return {
        # Ninety verbs opened at once take the page minutes to draw: each group opens on a click.
        "SWAGGER_UI_SETTINGS": {"docExpansion": "none", "defaultModelsExpandDepth": -1, "deepLinking": True},
        "TITLE": title,
        "DESCRIPTION": "Computer-aided dispatch for police and unarmed crisis teams on one record.",
        "VERSION": "1",
        "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
        "SWAGGER_UI_DIST": "SIDECAR",
        "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
        "COMPONENT_SPLIT_REQUEST": True,
        "SERVE_INCLUDE_SCHEMA": False,
        "ENUM_NAME_OVERRIDES": {
            "Source": "dispatch.lifecycles.SOURCES",
            "CallSource": "dispatch.lifecycles.CALL_SOURCES",
            "CallbackOutcome": "dispatch.lifecycles.CALLBACK_OUTCOMES",
            "Outcome": "dispatch.lifecycles.OUTCOMES",
            "RingingEnd": "dispatch.lifecycles.RINGING_ENDS",
            "EmergencyEnd": "dispatch.lifecycles.EMERGENCY_ENDS",
            "MessageKind": "dispatch.lifecycles.MESSAGES",
            "TransferKind": "dispatch.lifecycles.TRANSFER_KINDS",
            "RoleOnJob": "dispatch.lifecycles.ROLES_ON_JOB",
            "PersonRole": "dispatch.lifecycles.PERSON_ROLES",
            "ContactMade": "dispatch.outcome_lists.CONTACTS",
            "Need": "dispatch.outcome_lists.NEEDS",
            "Service": "dispatch.outcome_lists.SERVICES",
            "Transport": "dispatch.outcome_lists.TRANSPORTS",
            "HoldKind": "dispatch.outcome_lists.HOLDS",
            "PoliceThere": "dispatch.outcome_lists.POLICE_THERE",
            "FollowUp": "dispatch.outcome_lists.FOLLOW_UPS",
            "NoticeState": "dispatch.lifecycles.NOTICES",
            "ResponseKind": "responders.kinds.ALL",
            "FieldKind": "responders.kinds.FIELD",
        },
    }
