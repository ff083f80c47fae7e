"""The alarms of a simulated day: pure, the same causes and the same grouping as in the product, people assumed.

It answers whether a floor could answer what it hears. Calls and minutes: figures.toml; the floor's and the units'
behaviour there is assumed. Every board hears everything, so one operator's alarms are the floor's.
"""

import heapq
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from dispatch import annunciation, causes, lifecycles
from dispatch.annunciation import Call
from dispatch.causes import Limits
from dispatch.simulation.plan import figures

MIDNIGHT = datetime(2026, 11, 24, tzinfo=UTC)
SWEEP = 15.0  # seconds; the product sweeps more often, which changes the moment and not the number
TEAMS = ("mental_health", "homeless_outreach", "mediation")
NOBODY = ("988_transfer", "no_dispatch")
Do = Callable[[], None]


@dataclass(frozen=True)
class Rung:
    """One call as triage has read it: `at` seconds after midnight, `lead` the kind that goes."""

    at: float
    priority: str
    lead: str
    level: int


@dataclass
class Job:
    call_sign: str
    kinds: list[str]
    state: str
    since: datetime
    checked_at: datetime | None = None
    because: list[str] = field(default_factory=lambda: ["unarmed"])


@dataclass
class Incident:
    number: str
    status: str
    since: datetime
    priority: str
    lead: str
    slow: bool
    level: int
    hold_until: datetime | None = None
    jobs: list[Job] = field(default_factory=list)


@dataclass
class Heard:
    """What the floor heard: every call for attention with its kind and priority, and how many causes there were."""

    calls: list[tuple[datetime, str, str, str]] = field(default_factory=list)  # at, source, kind, priority
    causes: Counter[str] = field(default_factory=Counter)  # by kind

    @property
    def raised(self) -> int:
        return self.causes.total()

    def without(self, kinds: Iterable[str]) -> "Heard":
        """Return the same without these kinds."""
        left = Counter({kind: n for kind, n in self.causes.items() if kind not in kinds})
        return Heard([call for call in self.calls if call[2] not in kinds], left)

    def an_hour(self, hours: float = 24) -> float:
        return len(self.calls) / hours

    def most_in_ten_minutes(self) -> int:
        window: deque[datetime] = deque()
        most = 0
        for at, *_ in self.calls:
            window.append(at)
            while at - window[0] >= annunciation.FLOOD:
                window.popleft()
            most = max(most, len(window))
        return most

    def busiest_hour(self) -> int:
        return max(Counter(at.replace(minute=0, second=0) for at, *_ in self.calls).values(), default=0)

    def mix(self) -> dict[str, float]:
        """Return each priority's share of what was heard; emergencies are nobody's to plan."""
        found = Counter(priority for *_, priority in self.calls)
        return {p: found[p] / max(1, len(self.calls)) for p in annunciation.PRIORITIES}

    def chattering(self) -> int:
        """Return how many sources were heard three times in a minute."""
        by_source = defaultdict(list)
        for at, source, *_ in self.calls:
            by_source[source].append(at)
        return sum(
            any(c - a < annunciation.CHATTER for a, c in zip(times, times[2:], strict=False))
            for times in by_source.values()
        )


class Floor:
    """A floor that works through the calls of a day. `units` is how many there are of each kind."""

    def __init__(self, *, units: dict[str, int], limits: Limits, seed: int) -> None:
        self.free, self.limits, self.random = dict(units), limits, Random(f"floor {seed}")
        self.waiting: list[tuple[str, int, Incident]] = []
        self.open: dict[str, Incident] = {}
        self.heard, self.before = Heard(), deque[Call](maxlen=200)
        self.standing: dict[str, str] = {}  # source -> group it stands in, or itself
        self.order, self.due = count(), list[tuple[float, int, Do]]()
        self.now = 0.0

    def work(self, calls: Iterable[Rung], hours: float = 24) -> Heard:
        """Work through the calls in order; return what was heard until the day's end."""
        for call in calls:
            self._at(call.at, lambda call=call: self._ring(call))
        for n in range(int(hours * 3600 / SWEEP)):
            self._at(n * SWEEP, self._sweep)
        while self.due:
            self.now, _, do = heapq.heappop(self.due)
            if self.now > hours * 3600:
                break
            do()
        return self.heard

    # --- people ---------------------------------------------------------------------------------------

    def _ring(self, call: Rung) -> None:
        n = next(self.order)
        slow = causes.ages_in_hours(call.lead, call.level)
        incident = Incident(
            f"LA26-{n:06d}", lifecycles.WAITING, self._time(), call.priority, call.lead, slow, call.level
        )
        self.open[incident.number] = incident
        self._later(figures()["floor"]["to_send"][call.priority], lambda: self._ready(incident))

    def _ready(self, incident: Incident) -> None:
        if incident.lead in NOBODY:
            del self.open[incident.number]
            return
        heapq.heappush(self.waiting, (incident.priority, next(self.order), incident))
        self._send()

    def _send(self) -> None:
        """Send to what waits, the most urgent first; those for whom nobody is free stay."""
        rest = []
        while self.waiting:
            item = heapq.heappop(self.waiting)
            if self.free.get(item[2].lead, 0) > 0:
                self.free[item[2].lead] -= 1
                self._assign(item[2])
            else:
                rest.append(item)
        self.waiting = rest

    def _assign(self, incident: Incident) -> None:
        job = Job(f"U{next(self.order)}", [incident.lead], lifecycles.ASSIGNED, self._time())
        job.because = causes.because(job.kinds, 2, incident.level, warned=False)
        incident.status, incident.jobs = lifecycles.WORKING, [job]
        self._later(self._answer("answer"), lambda: self._acknowledge(incident, job))

    def _acknowledge(self, incident: Incident, job: Job) -> None:
        self._step(job, lifecycles.ACKNOWLEDGED)
        self._later(self._answer("under_way"), lambda: self._drive(incident, job))

    def _drive(self, incident: Incident, job: Job) -> None:
        self._step(job, lifecycles.EN_ROUTE)
        self._later(self._minutes(incident, "travel"), lambda: self._arrive(incident, job))

    def _arrive(self, incident: Incident, job: Job) -> None:
        self._step(job, lifecycles.ON_SCENE)
        self._later(self._minutes(incident, "scene"), lambda: self._clear(incident))
        self._later(self._check_in_every(job), lambda: self._check_in(incident, job))

    def _check_in_every(self, job: Job) -> float:
        """Where the limit is shorter people say sooner that they are well, by half of the difference: assumed."""
        shorter = min(1.0, self.limits.check_in(job.because) / self.limits.timer("check_in", "armed"))
        return float(figures()["floor"]["check_in_every"] * (1 + shorter) / 2)

    def _check_in(self, incident: Incident, job: Job) -> None:
        if incident.number not in self.open:
            return
        if self.random.random() >= figures()["floor"]["missed"]:
            job.checked_at = self._time()
        self._later(self._check_in_every(job), lambda: self._check_in(incident, job))

    def _call(self, source: str) -> None:
        """Somebody calls the unit whose check-in is due; most answer."""
        _, sign, number = source.split()
        for job in self.open[number].jobs if number in self.open else []:
            if job.call_sign == sign and self.random.random() < figures()["floor"]["called_answers"]:
                job.checked_at = self._time()

    def _clear(self, incident: Incident) -> None:
        del self.open[incident.number]
        self.free[incident.lead] += 1
        self._send()

    def _answer(self, what: str) -> float:
        known = figures()["floor"]
        return float(known["slow_answer"] if self.random.random() < known["slow"] else known[what])

    def _minutes(self, incident: Incident, what: str) -> float:
        pace = "unarmed" if incident.lead in TEAMS else "armed"
        return float(figures()["minutes"][pace][what] * 60)

    def _step(self, job: Job, state: str) -> None:
        job.state, job.since = state, self._time()

    def _time(self) -> datetime:
        return MIDNIGHT + timedelta(seconds=self.now)

    def _at(self, when: float, do: Do) -> None:
        heapq.heappush(self.due, (when, next(self.order), do))

    def _later(self, median: float, do: Do) -> None:
        self._at(self.now + median * self.random.lognormvariate(0, 0.4), do)

    # --- alarms ---------------------------------------------------------------------------------------

    def _sweep(self) -> None:
        now = self._time()
        found = [
            c for i in self.open.values() for c in causes.of_incident(i, i.jobs, (), self.limits, now, slow=i.slow)
        ]
        due = {cause.source: cause for cause in sorted(found, key=lambda c: (c.kind != "p1_without_unit", c.since))}
        self.standing = {source: where for source, where in self.standing.items() if source in due}
        for source, cause in due.items():
            if source not in self.standing:
                self._raise(source, cause.kind, now)

    def _raise(self, source: str, kind: str, now: datetime) -> None:
        priority = self.limits.alarms[kind]["priority"]
        way = annunciation.way(kind=kind, source=source, priority=priority, before=list(self.before), now=now)
        where = annunciation.group(kind) if way.grouped else source
        self.standing[source] = where
        self.heard.causes[kind] += 1
        if kind == "check_in_due":
            self._later(figures()["floor"]["called_after"], lambda: self._call(source))
        if way.sounds:
            self.before.append(Call(now, where))
            self.heard.calls.append((now, where, kind, priority))


def read(narrative: str, answers: dict[str, str], assess: Callable[..., dict[str, Any]], at: float) -> Rung:
    """Return a planned call as triage reads it; `assess(narrative, answers)` is the engine under the protocol."""
    found = assess(narrative, answers)
    goes = [part["kind"] for part in found["response"] if part["role"] != "stand_by"]
    return Rung(at, found["priority"], goes[0] if goes else "no_dispatch", found["level"])
