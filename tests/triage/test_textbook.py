"""Calls that nobody may get wrong: a few plain words each, in English and Spanish."""

import pytest

from triage import engine, protocol

P = protocol.load_default()
POLICE = {"police", "co_response"}

DANGEROUS = """
shots fired
shots heard, man is bleeding
someone is shooting a gun outside
gunshots next door
man with a gun
he has a gun
she has a knife in her hand
armed man in the store
man stabbed outside the bar
my brother got stabbed
she is stabbing him
they are fighting with knives
my husband is hitting me
he is beating her up
he punched her in the face
he is choking her
he strangled me
a burglar is in my garage now
hay un ladron en mi casa
shots fired from a car
husband is beating her up right now
fist fight, two men punching each other
robbery in progress
i was robbed at gunpoint
someone is breaking into my house
there is an intruder in my house
he kidnapped the girl
he wont let me leave
he says he will kill me
he threatened to kill his wife
bomb threat at the school
a man keeps coming into her tent and touching her
mi ex entro por la ventana y esta en la sala
the kids were left home alone since last night
he is in the car with a hose from the tailpipe, engine on
he set the apartment on fire on purpose
she is on the ledge and wants to jump
man on the train tracks wants to die
man walking on the freeway in traffic, confused
caller only answers yes or no
hombre con pistola
balazos en la calle
mi esposo me esta golpeando
se metieron a mi casa, estan adentro
dice que me va a matar
tiene un cuchillo y amenaza a todos
""".strip().splitlines()

PLAIN = {
    "not breathing": "medical",
    "chest pain": "medical",
    "no respira": "medical",
    "my father is unconscious": "medical",
    "overdose, blue lips": "medical",
    "house on fire": "medical",
    "smell of gas in the building": "medical",
    "son off his meds, hears voices, crying in his room": "mental_health",
    "woman talking to herself and crying, no weapons": "mental_health",
    "mi hijo oye voces y no toma su medicina": "mental_health",
    "homeless man sleeping in the doorway": "homeless_outreach",
    "tents blocking the sidewalk": "homeless_outreach",
    "panhandler outside the store": "homeless_outreach",
    "loud music next door": "mediation",
    "vecinos con musica fuerte": "mediation",
    "neighbors arguing about parking, nobody hit": "mediation",
    "landlord and tenant arguing about rent": "mediation",
    "barking dog": "no_dispatch",
    "wrong number, sorry": "no_dispatch",
    "power outage on our street": "no_dispatch",
    "car blocking my driveway": "no_dispatch",
    "somebody broke into my house last night and stole the tv": "police",
    "missing 5 year old child": "police",
}


@pytest.mark.parametrize("said", DANGEROUS)
def test_a_plain_danger_is_an_immediate_threat(said: str) -> None:
    found = engine.assess(P, said, {})
    assert POLICE & {r["kind"] for r in found["response"] if r["required"]}
    assert (found["level"], found["priority"], found["unarmed_alone_is_safe"]) == (4, "P1", False)
    assert any(r["weight"] == "hard" for r in found["reasons"])


@pytest.mark.parametrize("said", PLAIN)
def test_a_plain_need_gets_who_it_needs_first(said: str) -> None:
    assert engine.assess(P, said, {})["response"][0]["kind"] == PLAIN[said]
