"""Batches of positions as they are read: all or nothing, every bad one named by its number."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch import fixes, trackers
from dispatch.errors import Invalid

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
GOOD = {"unit": "6a15", "lat": 34.09, "lon": -118.33}


def faults(*items: Any) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as refused:
        fixes.read(list(items), NOW)
    assert refused.value.fields
    return refused.value.fields


def test_a_fix_without_a_time_has_none() -> None:
    assert fixes.read([GOOD], NOW)[0].at is None
    assert fixes.read([GOOD], NOW)[0].unit == "6A15"


def test_a_fix_keeps_the_time_its_tracker_told() -> None:
    told = fixes.read([GOOD | {"at": "2026-11-23T23:59:59.5-08:00"}], NOW)[0].at
    assert told == datetime(2026, 11, 24, 7, 59, 59, 500_000, tzinfo=UTC)


def test_every_bad_item_is_named_by_its_number_and_nothing_is_taken() -> None:
    found = faults(GOOD, GOOD | {"lat": 91}, GOOD, GOOD | {"lon": "-118"})
    assert found == {
        "2": ["lat must be a number from -90 to 90."],
        "4": ["lon must be a number from -180 to 180."],
    }


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"at": "2026-11-24T08:00:06Z"}, "at lies in the future."),
        ({"at": "2026-11-24T07:00:00"}, "at must say its offset from UTC, such as Z."),
        ({"at": "yesterday"}, "at must be a time like 2026-11-24T07:10:11Z."),
        ({"lat": float("nan")}, "lat must be a number from -90 to 90."),
        ({"lat": True}, "lat must be a number from -90 to 90."),
        ({"accuracy": -1}, "accuracy must be a number from 0 to 100,000."),
        ({"speed": 401}, "speed must be a number from 0 to 400."),
        ({"heading": 361}, "heading must be a number from 0 to 360."),
        ({"source": "guess"}, "source must be avl or phone."),
        ({"altitude": 100}, "There is no field 'altitude'."),
        ({"device": "truck-7"}, "Must name a unit or a device, one of them."),
        ({"unit": "6A\u202e15"}, "unit must be a name of plain letters, digits and signs."),
        ({"unit": 615}, "unit must be a name of plain letters, digits and signs."),
    ],
)
def test_a_bad_item_says_in_one_sentence_why(wrong: dict[str, Any], says: str) -> None:
    assert faults(GOOD | wrong) == {"1": [says]}


def test_a_trackers_clock_may_be_a_few_seconds_ahead() -> None:
    assert fixes.read([GOOD | {"at": "2026-11-24T08:00:04Z"}], NOW)[0].at == NOW + timedelta(seconds=4)


@pytest.mark.parametrize("batch", [None, {}, [], "[]", [GOOD] * 1001])
def test_a_batch_is_a_list_of_one_to_a_thousand(batch: Any) -> None:
    with pytest.raises(Invalid):
        fixes.read(batch, NOW)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda x: st.dictionaries(st.text(), x) | st.lists(x)
    )
)
def test_whatever_is_sent_is_read_or_refused(anything: Any) -> None:
    for batch in (anything, [anything], [GOOD | {"at": anything}], [GOOD | {"lat": anything}]):
        try:
            fixes.read(batch, NOW)
        except Invalid:
            continue


TRACCAR = {
    "position": {
        "id": 1, "deviceId": 3, "protocol": "osmand", "serverTime": "2026-11-24T07:59:58.000+00:00",
        "deviceTime": "2026-11-24T07:59:55.000+00:00", "fixTime": "2026-11-24T07:59:55.000+00:00", "valid": True,
        "latitude": 34.0901, "longitude": -118.3301, "altitude": 90.0, "speed": 10.0, "course": 270.0, "accuracy": 0.0,
        "attributes": {"batteryLevel": 80.0},
    },
    "device": {"id": 3, "uniqueId": "350077", "name": "Van 7", "status": "online"},
}  # fmt: skip


def read(items: list[dict[str, Any]]) -> fixes.Fix:
    return fixes.read(items, NOW)[0]


def test_what_traccar_forwards_is_read_in_metres_a_second_and_by_the_unique_id() -> None:
    fix = read(trackers.traccar(TRACCAR))
    assert (fix.device, fix.lat, fix.heading, fix.accuracy) == ("350077", 34.0901, 270.0, None)
    assert fix.speed == pytest.approx(5.144, abs=0.001)
    assert fix.at == datetime(2026, 11, 24, 7, 59, 55, tzinfo=UTC)


@pytest.mark.parametrize("body", [None, {}, {"position": {}}, [{"device": {}}], {"position": [], "device": {}}])
def test_what_traccar_does_not_send_is_refused(body: Any) -> None:
    with pytest.raises(Invalid):
        trackers.traccar(body)


@pytest.mark.parametrize("timestamp", ["1795507195", "1795507195000", "2026-11-24T07:59:55Z"])
def test_osmands_query_is_read_with_each_of_its_times(timestamp: str) -> None:
    asked = {"id": "van-7", "lat": "34.0901", "lon": "-118.33", "timestamp": timestamp, "speed": "10", "bearing": "90"}
    fix = read(trackers.osmand(asked | {"batt": "80", "altitude": "90"}))
    assert (fix.device, fix.lon, fix.heading) == ("van-7", -118.33, 90.0)
    assert fix.at == datetime(2026, 11, 24, 7, 59, 55, tzinfo=UTC)


OWNTRACKS = {"_type": "location", "lat": 34.09, "lon": -118.33, "tst": 1795507195, "acc": 12, "vel": 36, "cog": 180}


def test_a_location_of_owntracks_is_read_with_its_doubt() -> None:
    fix = read(trackers.owntracks(OWNTRACKS, {"X-Limit-U": "um61", "X-Limit-D": "phone"}))
    assert (fix.device, fix.accuracy, fix.speed, fix.heading) == ("um61/phone", 12.0, 10.0, 180.0)
    assert read(trackers.owntracks(OWNTRACKS | {"topic": "owntracks/um61/pixel"}, {})).device == "um61/pixel"


def test_owntracks_other_messages_are_no_positions() -> None:
    assert trackers.owntracks({"_type": "waypoint", "lat": 1.0}, {}) == []


def test_an_encrypted_message_of_owntracks_is_refused_with_what_to_do() -> None:
    with pytest.raises(Invalid, match="leave the key empty"):
        trackers.owntracks({"_type": "encrypted", "data": "…"}, {})
