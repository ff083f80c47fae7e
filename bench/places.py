"""How long candidates take over 100,000 rows: `python -m bench.places`. No database: the pure core alone."""

import random
import statistics
import time

from places.index import Index
from places.known import ADDRESS, INTERSECTION, Entry

STREETS, NUMBERS, CROSSINGS, ASKED = 4_000, 27, 12_000, 2_000
SYLLABLES = (
    "al",
    "bar",
    "cas",
    "del",
    "el",
    "fer",
    "gar",
    "hol",
    "in",
    "jun",
    "kes",
    "lan",
    "mon",
    "nor",
    "oak",
    "pal",
)
SUFFIXES = ("Ave", "St", "Blvd", "Dr", "Pl")


def main() -> None:
    chance = random.Random(4)
    names = sorted({"".join(chance.choices(SYLLABLES, k=3)).capitalize() for _ in range(STREETS * 2)})[:STREETS]
    streets = [f"{chance.choice('NSEW')} {name} {chance.choice(SUFFIXES)}" for name in names]
    began = time.perf_counter()
    index = Index(rows(chance, streets), home="Los Angeles")
    print(f"{index.size:,} rows, built in {time.perf_counter() - began:.1f} s")
    times = []
    for _ in range(ASKED):
        text = asked(chance, streets)
        began = time.perf_counter()
        index.search(text)
        times.append((time.perf_counter() - began) * 1000)
    cuts = statistics.quantiles(times, n=100)
    print(f"{ASKED:,} searches, ms: p50 {cuts[49]:.1f}, p95 {cuts[94]:.1f}, p99 {cuts[98]:.1f}, most {max(times):.1f}")


def rows(chance: random.Random, streets: list[str]) -> list[Entry]:
    found = []
    for street in streets:
        lat, lon = 34 + chance.random() / 3, -118.6 + chance.random() / 2
        numbers = (100 + 40 * i for i in range(NUMBERS))
        found += [Entry(ADDRESS, "Los Angeles", lat + n / 1e5, lon, 15, street=street, number=n) for n in numbers]
    for _ in range(CROSSINGS):
        one, other = chance.sample(streets, 2)
        found.append(Entry(INTERSECTION, "Los Angeles", 34 + chance.random() / 3, -118.3, 15, street=one, cross=other))
    return found


def asked(chance: random.Random, streets: list[str]) -> str:
    """Return what somebody may have typed so far: whole, half or misspelt, an address or a crossing."""
    street = chance.choice(streets)
    if chance.random() < 0.3:
        at = chance.randrange(2, len(street))
        street = street[:at] + street[at + 1 :]
    if chance.random() < 0.3:
        street = street[: chance.randrange(4, len(street) + 1)]
    return f"{street} & {chance.choice(streets)}" if chance.random() < 0.3 else f"{chance.randrange(100, 900)} {street}"


if __name__ == "__main__":
    main()
