"""What other people's trackers say, turned into the items of a batch. Pure. See docs/positions.md for their formats.

Units on their side: Traccar counts speed in knots, OwnTracks in kilometres an hour; a batch has metres a second.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from dispatch.errors import Invalid

KNOT: Final = 1852 / 3600  # metres per second
KMH: Final = 1 / 3.6
Item = dict[str, Any]


def traccar(body: Any) -> list[Item]:
    """Return the items of Traccar's forwarded `{position, device}` (forward.type json), or of a list of them."""
    several = body if isinstance(body, list) else [body]
    return [_forwarded(one) for one in several]


def _forwarded(one: Any) -> Item:
    if (
        not isinstance(one, dict)
        or not isinstance(one.get("position"), dict)
        or not isinstance(one.get("device"), dict)
    ):
        raise Invalid("Traccar forwards {position, device}: set forward.type to json.")
    position, device = one["position"], one["device"]
    # The unique id is what the operator typed; Traccar's own id is a row's number and changes with a new server.
    item = {"device": device.get("uniqueId"), "lat": position.get("latitude"), "lon": position.get("longitude")}
    item |= {"at": position.get("fixTime"), "speed": _times(position.get("speed"), KNOT)}
    # Traccar writes 0 where a device told no accuracy and no course.
    return item | {"accuracy": position.get("accuracy") or None, "heading": position.get("course")}


def osmand(asked: Mapping[str, str]) -> list[Item]:
    """Return the item of OsmAnd's query: `id lat lon timestamp? hdop? accuracy? speed? bearing?`."""
    item: Item = {"device": asked.get("id") or asked.get("deviceid")}
    for name, theirs in (("lat", "lat"), ("lon", "lon"), ("accuracy", "accuracy")):
        item[name] = _typed(asked.get(theirs), theirs)
    item["speed"] = _times(_typed(asked.get("speed"), "speed"), KNOT)
    item["heading"] = _typed(asked.get("bearing") or asked.get("heading"), "bearing")
    return [item | {"at": _timestamp(asked.get("timestamp"))}]


def owntracks(body: Any, headers: Mapping[str, str]) -> list[Item]:
    """Return the item of an OwnTracks message in HTTP mode; nothing for messages that are no location.

    The device is `user/device`, from the headers X-Limit-U and X-Limit-D or from the topic.
    """
    if not isinstance(body, dict) or not isinstance(body.get("_type"), str):
        raise Invalid("OwnTracks sends an object with _type.")
    if body["_type"] == "encrypted":
        raise Invalid("OwnTracks' own encryption is not read here: use https and leave the key empty.")
    if body["_type"] != "location":
        return []
    topic = str(body.get("topic") or "").removeprefix("owntracks/")
    user, device = headers.get("X-Limit-U", ""), headers.get("X-Limit-D", "")
    item = {"device": f"{user}/{device}" if user and device else topic, "lat": body.get("lat"), "lon": body.get("lon")}
    item |= {"at": _seconds(body.get("tst")), "accuracy": body.get("acc"), "speed": _times(body.get("vel"), KMH)}
    return [item | {"heading": body.get("cog")}]


def _times(value: Any, factor: float) -> Any:
    """Return a number in our unit; what is no number stays, and is refused by name where batches are read."""
    if type(value) not in (int, float):
        return value
    return None if value < 0 else value * factor  # phones say -1 for an unknown speed


def _typed(text: str | None, name: str) -> float | None:
    if text is None or text == "":
        return None
    try:
        return float(text)
    except ValueError:
        raise Invalid(f"{name} must be a number.", fields={name: ["Must be a number."]}) from None


def _timestamp(text: str | None) -> Any:
    """Return OsmAnd's time, which is seconds, milliseconds or ISO 8601, as ISO 8601."""
    if not text:
        return None
    if not text.isdigit() or not text.isascii():
        return text
    seconds = int(text)
    return _seconds(seconds / 1000 if seconds > 10**11 else seconds)


def _seconds(value: Any) -> Any:
    if type(value) not in (int, float):
        return value
    try:
        return datetime.fromtimestamp(value, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        raise Invalid("The time is no time of this world.") from None
