"""The ranking: what triage asks for first, then near, then fitting; never what cannot do the job."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from dispatch.explaining import decides, passed_over, rank, relax
from dispatch.rank import KIND, Candidate, Need
from dispatch.rank import order as judged
from dispatch.travel.estimate import Leg, metres

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


def test_a_unit_that_leaves_before_it_could_be_there_is_not_offered() -> None:
    leaving = rank(NEED, [team("LATE", lat=34.2, leaves_in_s=300)])[0]
    assert leaving.why_not == ["leaves in 5 min, the way alone needs 31 min"]


def test_a_unit_whose_shift_ends_during_the_job_is_offered_after_one_that_can_finish_it() -> None:
    tired = team("A", leaves_in_s=22 * 60)
    assert order(NEED, tired, team("B", leaves_in_s=7200)) == ["B", "A"]
    assert "leaves in 22 min, the job needs 45 min" in rank(NEED, [tired])[0].cautions


def test_an_old_position_is_told_and_ranks_after_a_fresh_one() -> None:
    stale = team("A", position_age_s=25 * 60)
    assert order(NEED, stale, team("B", position_age_s=10)) == ["B", "A"]
    assert "position 25 min old" in rank(NEED, [stale])[0].reasons
    assert rank(NEED, [stale])[0].uncertain_m == 7500


def test_a_position_that_may_be_far_off_is_told_with_its_doubt_and_ranks_after_an_exact_one() -> None:
    vague = team("A", position_age_s=10, accuracy_m=800.0)
    assert order(NEED, vague, team("B", position_age_s=10, accuracy_m=30.0)) == ["B", "A"]
    said = rank(NEED, [vague])[0]
    assert "position within ±800 m: the way may be 2 min longer" in said.reasons
    assert said.reasons[-1:] == said.cautions
    assert said.uncertain_m == 850


def test_a_doubt_of_a_street_or_two_changes_nothing_but_what_is_known_of_it() -> None:
    near, exact = rank(NEED, [team("A", position_age_s=0, accuracy_m=500.0), team("B", position_age_s=0)])
    assert (near.unit, near.score, near.cautions, near.uncertain_m) == ("A", exact.score, [], 500)


def test_a_doubt_costs_as_much_as_a_quarter_of_an_hour_without_a_word() -> None:
    vague, stale = judged(NEED, [team("A", accuracy_m=5000.0), team("B", position_age_s=15 * 60)])
    assert abs(vague.minus_score - stale.minus_score) < 1e-9
    assert decides(NEED, *judged(NEED, [team("A", accuracy_m=5000.0), team("B")])) == [
        "the position of A is only known within ±5000 m"
    ]


def test_a_unit_that_does_not_speak_the_language_says_so() -> None:
    need = Need(kinds=("mental_health",), area="Hollywood", language="es", **HERE)
    assert "does not speak Spanish" in rank(need, [team("EN")])[0].cautions


def test_a_programme_outside_its_contract_or_hours_is_not_offered() -> None:
    over = team("OVER", contract="its contract ended on 2026-06-30")
    shut = team("SHUT", programme_hours="its programme works 07:00-18:00")
    assert [r.why_not for r in rank(NEED, [over, shut])] == [
        ["its contract ended on 2026-06-30"],
        ["its programme works 07:00-18:00"],
    ]


def test_a_busy_unit_says_when_it_is_expected_free() -> None:
    busy = team("BUSY", busy="on scene on LA26-000007", free_in_s=720)
    assert rank(NEED, [busy])[0].why_not == ["on scene on LA26-000007, free in about 12 min"]


def test_what_decides_between_the_first_two_is_said_the_heaviest_first() -> None:
    need = Need(kinds=("mental_health",), area="Hollywood", language="es", **HERE)
    first, second = judged(need, [team("ES", languages=frozenset({"es"}), lat=34.11), team("EN")])
    assert decides(need, first, second) == ["ES speaks Spanish", "EN is 4 min nearer"]


def test_what_decides_adds_up_to_the_difference_of_the_scores() -> None:
    from dispatch.explaining import _points

    odd = team(
        "ODD",
        lat=34.13,
        leaves_in_s=900,
        position_age_s=3000,
        accuracy_m=900.0,
        silent_s=9000,
        idle_s=60,
        on_duty_s=40_000,
    )
    for one in judged(NEED, [odd, team("T", reported=False), team("NOWHERE", lat=None)]):
        assert abs(sum(_points(NEED, one).values()) + one.minus_score) < 1e-9


def test_equal_units_are_said_to_be_equal() -> None:
    first, second = judged(NEED, [team("B"), team("A")])
    assert decides(NEED, first, second) == ["equal in everything that counts; A comes first by call sign or by metres"]


def test_when_nobody_fits_it_says_which_rule_to_relax_and_what_that_costs() -> None:
    fenced = team("UM61", serves=frozenset({"Pacific"}), lat=34.16)
    busy = team("UM62", busy="on scene on LA26-000007", free_in_s=1200)
    first, second = relax(NEED, judged(NEED, [busy, fenced]))
    assert first["says"] == "UM61 (its programme does not serve Hollywood): relax area, 19 min"
    assert (first["relax"], first["costs"]) == (["area"], "outside its contract area")
    assert (second["unit"], second["relax"], second["eta_s"]) == ("UM62", ["busy"], 1200)


def test_one_rule_to_relax_comes_before_two() -> None:
    two = team("NEAR", serves=frozenset({"Pacific"}), duty="off_duty")
    assert [s["unit"] for s in relax(NEED, judged(NEED, [two, team("FAR", lat=34.3, duty="off_duty")]))] == [
        "FAR",
        "NEAR",
    ]


def test_nobody_is_asked_to_send_a_kind_or_skill_that_was_not_asked_for() -> None:
    need = Need(kinds=("police",), requires=frozenset({"can_hold"}), **HERE)
    assert relax(need, judged(need, [team("UM61"), team("6A15", kinds=("police",))])) == []


def test_every_unit_passed_over_is_told_why() -> None:
    units = [team("P1", kinds=("police",)), team("P2", kinds=("police",)), team("OFF", duty="off_duty"), team("OK")]
    assert passed_over(NEED, judged(NEED, units)) == [
        {"why_not": ["triage does not ask for its kind"], "units": ["P1", "P2"]},
        {"why_not": ["fits, others rank before it"], "units": ["OK"]},
        {"why_not": ["off duty"], "units": ["OFF"]},
    ]


def test_a_measured_way_counts_and_says_who_measured_it() -> None:
    measured = {"FAR": Leg(900, 60.0, "OSRM")}
    first, second = rank(NEED, [team("NEAR", lat=34.12), team("FAR", lat=34.2)], measured)
    assert (first.unit, first.eta_s, first.distance_m, first.travel) == ("FAR", 60, 900, "OSRM")
    assert (second.unit, second.travel) == ("NEAR", "est.")


CAPABLE = ("can_hold", "can_transport", "minor_trained", "armed")
UNITS = st.lists(
    st.builds(
        Candidate,
        call_sign=st.text("ABC123", min_size=1, max_size=4),
        agency=st.just("X"),
        kinds=st.sampled_from([("mental_health",), ("homeless_outreach",), ("police",), ("police", "co_response")]),
        lat=st.none() | st.floats(33.7, 34.4),
        lon=st.none() | st.floats(-118.7, -118.1),
        area=st.sampled_from(["", "Hollywood", "Pacific"]),
        serves=st.sampled_from([frozenset(), frozenset({"Pacific"}), frozenset({"Hollywood", "Pacific"})]),
        languages=st.sampled_from([frozenset({"en"}), frozenset({"en", "es"})]),
        duty=st.sampled_from(["available", "off_duty"]),
        busy=st.sampled_from(["", "on scene on LA26-000007"]),
        leaves_in_s=st.none() | st.floats(0, 30_000),
        position_age_s=st.none() | st.floats(0, 90_000),
        accuracy_m=st.floats(0, 9_000),
        silent_s=st.none() | st.floats(0, 90_000),
        idle_s=st.none() | st.floats(0, 90_000),
        on_duty_s=st.none() | st.floats(0, 90_000),
        **{name: st.booleans() for name in CAPABLE},
    ),
    unique_by=lambda unit: unit.call_sign,
    max_size=12,
)
NEEDS = st.builds(
    Need,
    kinds=st.sampled_from([("mental_health", "homeless_outreach"), ("police",), ()]),
    lat=st.just(HERE["lat"]),
    lon=st.just(HERE["lon"]),
    area=st.sampled_from(["", "Hollywood"]),
    language=st.sampled_from(["en", "es"]),
    priority=st.sampled_from(["P1", "P3"]),
    minor=st.booleans(),
    hold_likely=st.booleans(),
    requires=st.sets(st.sampled_from(CAPABLE)).map(frozenset),
    hour=st.none() | st.integers(0, 23),
)


@given(NEEDS, UNITS, st.floats(0, 0.3), st.floats(0, 0.3))
def test_a_nearer_otherwise_equal_unit_never_ranks_lower(need: Need, units: list, a: float, b: float) -> None:
    for unit in units:
        pair = [replace(unit, call_sign=sign, lat=34.0958 + off, lon=-118.3309) for sign, off in (("A", a), ("B", b))]
        first, second = judged(need, pair)
        assert first.metres <= second.metres


@given(NEEDS, UNITS, st.sampled_from(CAPABLE))
def test_a_unit_that_lacks_what_is_required_never_ranks_above_its_like_that_has_it(
    need: Need, units: list, name: str
) -> None:
    need = replace(need, requires=frozenset({name}))
    for unit in units:
        lacks = replace(unit, call_sign="A", lat=34.0958, lon=-118.3309, **{name: False})
        first, second = judged(need, [lacks, replace(unit, call_sign="B", **{name: True})])
        assert first.call_sign == "B" or first.mask & second.mask & KIND


@given(NEEDS, UNITS, st.randoms())
def test_the_order_in_which_units_are_given_changes_nothing(need: Need, units: list, random: Random) -> None:
    shuffled = list(units)
    random.shuffle(shuffled)
    assert rank(need, shuffled) == rank(need, units)


@given(NEEDS, UNITS)
def test_taking_out_a_unit_that_does_not_fit_changes_nothing_for_the_others(need: Need, units: list) -> None:
    before = rank(need, units)
    for gone in [r.unit for r in before if not r.fits]:
        left = rank(need, [unit for unit in units if unit.call_sign != gone])
        assert left == [r for r in before if r.unit != gone]


@given(NEEDS, UNITS)
def test_every_unit_that_does_not_fit_has_a_reason_and_is_in_one_group(need: Need, units: list) -> None:
    ranked = rank(need, units)
    assert all(bool(r.why_not) != r.fits for r in ranked)
    grouped = [sign for group in passed_over(need, judged(need, units)) for sign in group["units"]]
    assert sorted(grouped) == sorted(unit.call_sign for unit in units)
