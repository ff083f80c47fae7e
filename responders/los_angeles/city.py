"""The demonstration city out of its data files: areas, agencies and units as plain values, always the same."""

import csv
import random
import tomllib
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
PLACES = FOLDER / "places.csv"
HOME = "Los Angeles"  # the municipality that LAPD polices; elsewhere another agency answers
# Further spellings of towns, and quarters that people name as if they were towns (all of Los Angeles).
QUARTERS = {
    **dict.fromkeys(("la", "los angeles city", "city of los angeles", "dtla", "downtown la"), HOME),
    **dict.fromkeys(
        ("hollywood", "venice", "van nuys", "n hollywood", "noho", "san pedro", "wilmington", "watts", "encino",
         "tarzana", "reseda", "northridge", "chatsworth", "canoga park", "woodland hills", "sherman oaks",
         "studio city", "panorama city", "pacoima", "sylmar", "sun valley", "sunland", "tujunga", "granada hills",
         "mission hills", "westwood", "brentwood", "westchester", "playa del rey", "palms", "mar vista", "koreatown",
         "westlake", "echo park", "silver lake", "los feliz", "highland park", "eagle rock", "boyle heights",
         "el sereno", "lincoln heights", "chinatown", "little tokyo", "leimert park", "hyde park", "harbor city",
         "pacific palisades", "century city", "skid row"), HOME),
    "weho": "West Hollywood",
    "w hollywood": "West Hollywood",
    "bh": "Beverly Hills",
    "sm": "Santa Monica",
}  # fmt: skip
SPREAD = 0.018  # degrees, about 2 km: units stand around their station, not on it


def areas() -> list[dict[str, Any]]:
    """Return LAPD's areas: number, name, bureau, station_address, lat, lon."""
    with (FOLDER / "areas.csv").open(encoding="utf-8", newline="") as rows:
        return [
            {
                "number": int(row["area"]),
                "name": row["name"],
                "bureau": row["bureau"],
                "station_address": row["station_address"],
                "lat": float(row["lat"]),
                "lon": float(row["lon"]),
            }
            for row in csv.DictReader(rows)
        ]


def agencies() -> list[dict[str, Any]]:
    """Return the agencies with the names of the areas they serve."""
    return list(tomllib.loads((FOLDER / "agencies.toml").read_text(encoding="utf-8"))["agency"])


def units() -> Iterator[dict[str, Any]]:
    """Yield every unit: call_sign, agency, area (a name), lat, lon, and its capabilities."""
    known = {area["name"]: area for area in areas()}
    serves = {agency["code"]: agency.get("serves") or list(known) for agency in agencies()}
    for fleet in tomllib.loads((FOLDER / "fleets.toml").read_text(encoding="utf-8"))["fleet"]:
        yield from _fleet(fleet, known, serves[fleet["agency"]])


def _fleet(fleet: dict[str, Any], known: dict[str, Any], served: list[str]) -> Iterator[dict[str, Any]]:
    scatter = random.Random(fleet["sign"] + fleet["agency"])
    places = [name for name in served for _ in range(fleet.get("per_area", 0))]
    if not places:
        places = [served[(i * 5) % len(served)] for i in range(fleet["count"])]
    count_in: dict[str, int] = {}
    for i, name in enumerate(places):
        area = known[name]
        per_area = "{area}" in fleet["sign"]
        step = count_in.get(name, 0) if per_area else i
        count_in[name] = count_in.get(name, 0) + 1
        number = fleet["first"] + step * fleet.get("step", 1)
        yield {
            "call_sign": fleet["sign"].format(area=area["number"], n=number),
            "agency": fleet["agency"],
            "area": name,
            "station": f"{name} station area",
            "lat": round(area["lat"] + scatter.uniform(-SPREAD, SPREAD), 5),
            "lon": round(area["lon"] + scatter.uniform(-SPREAD, SPREAD), 5),
            "kinds": fleet["kinds"],
            "languages": fleet["languages"][i % len(fleet["languages"])],
            "hours": fleet.get("hours", "24/7"),
            "members_count": fleet.get("members", 2),
            **{k: fleet.get(k, False) for k in ("can_hold", "can_transport", "minor_trained", "armed")},
            "medical_level": fleet.get("medical_level", ""),
        }


def works_at(hours: str, local: datetime) -> bool:
    """Return whether a unit with these hours (`24/7`, `07:00-18:00`) works at a local time."""
    if hours == "24/7":
        return True
    start, end = (time.fromisoformat(part) for part in hours.split("-"))
    now = local.time()
    return start <= now < end if start < end else now >= start or now < end
