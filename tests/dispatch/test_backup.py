"""The nearest armed backup: whoever is armed, free and first there."""

from dispatch.backup import is_unarmed, nearest, need_at
from dispatch.rank import Candidate
from dispatch.travel.estimate import Leg

HERE = (34.0958, -118.3309)
NEED = need_at(*HERE)


def unit(call_sign: str, lat: float | None = 34.10, **more: object) -> Candidate:
    fields: dict = {"agency": "LAPD", "kinds": ("police",), "armed": True, "lon": -118.33}
    return Candidate(call_sign, lat=lat, **(fields | more))


def found(*units: Candidate, **more: dict) -> str:
    backup = nearest(NEED, units, **more)
    return backup.unit if backup else ""


def test_the_nearest_armed_unit_backs_a_team() -> None:
    assert found(unit("FAR", 34.2), unit("NEAR"), unit("UM61", armed=False, kinds=("mental_health",))) == "NEAR"


def test_a_co_response_counts_as_armed() -> None:
    assert found(unit("SM1", kinds=("co_response",)), unit("FAR", 34.2)) == "SM1"


def test_who_is_busy_or_off_duty_backs_nobody() -> None:
    assert found(unit("B", busy="on scene on X"), unit("O", duty="off_duty"), unit("FAR", 34.2)) == "FAR"


def test_neither_the_end_of_a_shift_nor_the_kind_of_car_stops_a_backup() -> None:
    assert found(unit("ENDS", leaves_in_s=5), unit("FAR", 34.2)) == "ENDS"
    assert found(unit("JOINT", kinds=("co_response",)), unit("CAR", 34.1001)) == "JOINT"


def test_a_unit_whose_place_is_known_comes_before_one_that_is_anywhere() -> None:
    assert found(unit("LOST", None), unit("FAR", 34.5)) == "FAR"


def test_a_measured_way_decides() -> None:
    assert (
        found(unit("NEAR"), unit("FAR", 34.2), legs={"NEAR": Leg(9000, 999.0, "OSRM"), "FAR": Leg(1, 50.0, "OSRM")})
        == "FAR"
    )


def test_nobody_is_nobody() -> None:
    assert nearest(NEED, []) is None


def test_a_crisis_team_and_an_ambulance_are_unarmed() -> None:
    assert is_unarmed(unit("RA1", armed=False, kinds=("medical",)))
    assert not is_unarmed(unit("6A15", armed=False))
