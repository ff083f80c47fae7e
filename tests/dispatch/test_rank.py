"""The ranking: what triage asks for first, then near, then fitting; never what cannot do the job."""

from dispatch.rank import Candidate, Need, metres, rank

HERE = {"lat": 34.0958, "lon": -118.3309}
NEED = Need(kinds=("mental_health", "homeless_outreach"), area="Hollywood", **HERE)


def team(call_sign: str, **more: object) -> Candidate:
    fields: dict = {"agency": "X", "kinds": ("mental_health",), "area": "Hollywood", **HERE}
    return Candidate(call_sign, **(fields | more))


def order(need: Need, *teams: Candidate) -> list[str]:
    return [r.unit for r in rank(need, teams) if r.fits]


def test_the_nearer_of_two_equal_teams_comes_first() -> None:
    assert order(NEED, team("FAR", lat=34.2), team("NEAR")) == ["NEAR", "FAR"]


def test_what_triage_asks_for_first_beats_what_it_asks_for_as_well() -> None:
    assert order(NEED, team("OUT", kinds=("homeless_outreach",)), team("MH", lat=34.12)) == ["MH", "OUT"]


def test_a_team_outside_its_fence_is_not_offered_and_told_why() -> None:
    fenced = team("FENCED", serves=frozenset({"Pacific"}))
    judged = rank(NEED, [fenced])[0]
    assert not judged.fits
    assert judged.why_not == ["its programme does not serve Hollywood"]


def test_a_team_on_a_job_is_told_with_its_job() -> None:
    judged = rank(NEED, [team("BUSY", busy="on scene on LA26-000007")])[0]
    assert judged.why_not == ["on scene on LA26-000007"]


def test_a_team_that_speaks_the_language_comes_before_a_nearer_one() -> None:
    need = Need(kinds=("mental_health",), area="Hollywood", language="es", **HERE)
    assert order(need, team("EN"), team("ES", languages=frozenset({"es"}), lat=34.10)) == ["ES", "EN"]


def test_a_kind_that_was_not_asked_for_never_fits_however_near() -> None:
    assert order(NEED, team("POLICE", kinds=("police",))) == []


def test_without_a_position_nothing_is_invented() -> None:
    judged = rank(Need(kinds=("mental_health",), lat=None, lon=None), [team("T")])[0]
    assert (judged.distance_m, judged.eta_s) == (None, None)


def test_the_same_question_gets_the_same_answer() -> None:
    teams = [team(f"T{i}") for i in range(9)]
    assert rank(NEED, teams) == rank(NEED, reversed(teams))


def test_a_degree_of_latitude_is_about_111_kilometres() -> None:
    assert abs(metres(34, -118, 35, -118) - 111_195) < 100
