"""The kinds of response a city can give; the same words in triage, on the wire and on the board."""

from typing import Final

POLICE: Final = "police"
CO_RESPONSE: Final = "co_response"
MENTAL_HEALTH: Final = "mental_health"
HOMELESS_OUTREACH: Final = "homeless_outreach"
MEDICAL: Final = "medical"
LIFELINE_988: Final = "988_transfer"
MEDIATION: Final = "mediation"
NO_DISPATCH: Final = "no_dispatch"

FIELD: Final = (POLICE, CO_RESPONSE, MENTAL_HEALTH, HOMELESS_OUTREACH, MEDICAL, MEDIATION)
ALL: Final = (*FIELD, LIFELINE_988, NO_DISPATCH)
UNARMED_TEAMS: Final = (MENTAL_HEALTH, HOMELESS_OUTREACH, MEDIATION)
ARMED: Final = (POLICE, CO_RESPONSE)
