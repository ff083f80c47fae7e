"""Candidates for what was typed, the likeliest first. Built once of many entries, then only read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from places import known, spelling, street, typed
from places.known import Entry, Way
from places.likeness import Names
from places.street import Street
from places.typed import Typed

CORES = 10  # street names considered for one spelling
DOUBTFUL_M: Final = 700  # reckoned over a gap that wide, another town's street of that name is likelier
WORTH: Final = 0.72  # of the best candidate's score; what is less likely is not offered beside it
NEAR_CROSS_M: Final = 800  # a cross street farther away than this is not named


@dataclass(frozen=True)
class Candidate:
    """One place that may be meant. `score` 0..1; `match`: exact, close (spelled otherwise) or reckoned."""

    label: str
    address: str
    kind: str
    municipality: str
    lat: float
    lon: float
    uncertainty_m: int
    score: float
    match: str
    cross_street: str = ""
    says: str = ""


class Index:
    """The gazetteer as it is searched. `towns`: further spellings of towns and of their quarters."""

    def __init__(self, entries: Iterable[Entry], towns: dict[str, str] | None = None, home: str = "") -> None:
        self.home = home
        self.towns = dict(towns or {})
        self.size = 0
        self._ways: dict[tuple[Street, str], Way] = {}
        self._crossings: dict[tuple[str, str], list[Entry]] = {}
        self._crossed: dict[tuple[str, str], list[tuple[Entry, str]]] = {}
        self._named: dict[str, list[Entry]] = {}
        for entry in entries:
            self._add(entry)
        self._add_addresses()
        self._of_core: dict[str, list[Way]] = {}
        for way in self._ways.values():
            way.sort()
            self._of_core.setdefault(way.street.core, []).append(way)
        crossing_cores = {core for pair in self._crossings for core in pair}
        self._cores = Names([*self._of_core, *crossing_cores])
        self._landmarks = Names(self._named)

    def _add(self, entry: Entry) -> None:
        self.size += 1
        town = " ".join(spelling.words(entry.municipality))
        self.towns.setdefault(town, entry.municipality)
        if entry.kind in (known.ADDRESS, known.BLOCK):
            self._way(entry.street, entry.municipality).points.append(entry)
        elif entry.kind == known.INTERSECTION:
            first, second = street.read(entry.street), street.read(entry.cross)
            pair = _pair(first.core, second.core)
            self._crossings.setdefault(pair, []).append(entry)
            self._crossed.setdefault((first.core, entry.municipality), []).append((entry, entry.cross))
            self._crossed.setdefault((second.core, entry.municipality), []).append((entry, entry.street))
        else:
            for name in (entry.name, *entry.aliases):
                for words in {" ".join(spelling.words(name)), " ".join(spelling.written(name))}:
                    self._named.setdefault(words, []).append(entry)

    def _add_addresses(self) -> None:
        """A named place at a known street's house number is a point of that street."""
        for entry in {id(e): e for those in self._named.values() for e in those}.values():
            said = typed.read(entry.address)
            way = self._ways.get((said.street, entry.municipality)) if said.street and said.number else None
            if way:
                way.points.append(replace(entry, kind=known.ADDRESS, number=said.number or 0))

    def _way(self, name: str, municipality: str) -> Way:
        read = street.read(name)
        key = (read, municipality)
        if key not in self._ways:
            self._ways[key] = Way(name, read, municipality)
        return self._ways[key]

    def search(self, text: str, *, near: tuple[float, float] | None = None, limit: int = 8) -> list[Candidate]:
        """Return at most `limit` candidates for a text; `near` only decides between equally likely ones."""
        asked = typed.read(text, self.towns)
        if asked.coordinates:
            return [self._position(asked)]
        if len(asked.everything) < 2:
            return []
        found = [*self._of_streets(asked), *self._of_sides(asked), *self._of_landmarks(asked)]
        if asked.town:
            found = [c if c.municipality == asked.town else replace(c, score=c.score * 0.6) for c in found]
        best: dict[str, Candidate] = {}
        for candidate in found:
            if candidate.label not in best or best[candidate.label].score < candidate.score:
                best[candidate.label] = candidate
        worth = max((c.score for c in best.values()), default=0.0) * WORTH
        ranked = sorted((c for c in best.values() if c.score >= worth), key=lambda c: self._rank(c, near))
        return ranked[:limit]

    def _rank(self, c: Candidate, near: tuple[float, float] | None) -> tuple[float, bool, float, str]:
        away = known.metres(c.lat, c.lon, *near) if near else 0.0
        return (-round(c.score, 2), bool(self.home) and c.municipality != self.home, away, c.label)

    def _position(self, asked: Typed) -> Candidate:
        at = asked.coordinates
        assert at is not None
        label = f"{at.lat:.5f}, {at.lon:.5f}"
        says = "Longitude read as west" if at.assumed_west else ""
        cross = self._corner(at.lat, at.lon)
        return Candidate(label, label, "coordinates", "", at.lat, at.lon, 15, 1.0, "exact", cross, says)

    def _corner(self, lat: float, lon: float) -> str:
        """Return the nearest known intersection of a position, as words."""
        every = (e for those in self._crossings.values() for e in those if abs(e.lat - lat) < 0.008)
        nearest = min(every, key=lambda e: known.metres(lat, lon, e.lat, e.lon), default=None)
        if nearest is None or known.metres(lat, lon, nearest.lat, nearest.lon) > NEAR_CROSS_M:
            return ""
        return f"{nearest.street} & {nearest.cross}"

    def _of_streets(self, asked: Typed) -> Iterator[Candidate]:
        said = asked.street
        if said is None or not said.core:
            return
        for core, alike in self._cores.like(said.core, CORES):
            for way in self._of_core.get(core, ()):
                score = alike * said.likeness(way.street)
                if asked.number is None:
                    if found := self._whole(way, score):
                        yield found
                elif found := self._numbered(way, asked, score):
                    yield found

    def _numbered(self, way: Way, asked: Typed, score: float) -> Candidate | None:
        assert asked.number is not None
        spot = way.spot(asked.number)
        if spot is None:
            return None
        address = f"{asked.number} block of {way.name}" if asked.block else f"{asked.number} {way.name}"
        exact = spot.exact and not asked.block
        return Candidate(
            label=f"{address}, {way.municipality}",
            address=address,
            kind=known.ADDRESS if exact else known.BLOCK,
            municipality=way.municipality,
            lat=spot.lat,
            lon=spot.lon,
            uncertainty_m=spot.uncertainty_m,
            score=min(1.0, score * (1.0 if exact else 0.995 if spot.uncertainty_m <= DOUBTFUL_M else 0.93)),
            match="close" if score < 0.9 else "exact" if exact else "reckoned",
            cross_street=self._cross(way, spot.lat, spot.lon),
        )

    def _whole(self, way: Way, score: float) -> Candidate | None:
        spot = way.middle()
        if spot is None:
            return None
        return Candidate(
            label=f"{way.name}, {way.municipality}",
            address=way.name,
            kind="street",
            municipality=way.municipality,
            lat=spot.lat,
            lon=spot.lon,
            uncertainty_m=spot.uncertainty_m,
            score=score * 0.9,
            match="close" if score < 0.9 else "reckoned",
            says="Somewhere on this street: ask for a number or a cross street",
        )

    def _cross(self, way: Way, lat: float, lon: float) -> str:
        best, away = "", float(NEAR_CROSS_M)
        for entry, cross in self._crossed.get((way.street.core, way.municipality), ()):
            distance = known.metres(lat, lon, entry.lat, entry.lon)
            if distance < away:
                best, away = cross, distance
        return best

    def _of_sides(self, asked: Typed) -> Iterator[Candidate]:
        if asked.sides is None:
            return
        one, other = asked.sides
        ones, others = self._cores.like(one.core, CORES), self._cores.like(other.core, CORES)
        for core, alike in ones:
            for second, alike_too in others:
                for entry in self._crossings.get(_pair(core, second), ()):
                    yield _crossing(entry, core, one, other, min(alike, alike_too) * 0.5 + alike * alike_too * 0.5)

    def _of_landmarks(self, asked: Typed) -> Iterator[Candidate]:
        for words in {asked.words, asked.everything, asked.written}:
            for name, alike in self._landmarks.like(words):
                for entry in self._named[name]:
                    yield _landmark(entry, alike)


def _crossing(entry: Entry, core: str, one: Street, other: Street, alike: float) -> Candidate:
    first, second = street.read(entry.street), street.read(entry.cross)
    if first.core != core:
        first, second = second, first
    score = alike * one.likeness(first) * other.likeness(second)
    address = f"{entry.street} & {entry.cross}"
    return Candidate(
        label=f"{address}, {entry.municipality}",
        address=address,
        kind=known.INTERSECTION,
        municipality=entry.municipality,
        lat=entry.lat,
        lon=entry.lon,
        uncertainty_m=entry.uncertainty_m,
        score=score,
        match="exact" if score > 0.9 else "close",
    )


def _landmark(entry: Entry, alike: float) -> Candidate:
    address = f"{entry.name}, {entry.address}" if entry.address else entry.name
    return Candidate(
        label=f"{address}, {entry.municipality}",
        address=address,
        kind=entry.kind,
        municipality=entry.municipality,
        lat=entry.lat,
        lon=entry.lon,
        uncertainty_m=entry.uncertainty_m,
        score=alike * 0.985,
        match="exact" if alike > 0.9 else "close",
        cross_street=entry.cross,
    )


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)
