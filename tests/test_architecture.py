"""The house keeps its shape: dependencies point one way, only commands write, every verb is followed."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("triage", "places", "responders", "dispatch")

# Inside dispatch a module imports only from the layers above its own (design 2).
LAYERS = [
    [
        "lifecycles",
        "roles",
        "suppression",
        "ladder_figures",
        "wire",
        "errors",
        "prepared",
        "trips",
        "travel",
        "plans",
        "rank",
        "explaining",
        "backup",
        "shortfall",
        "policy_text",
        "amendments",
        "flips",
        "labelled",
        "lookback",
        "annunciation",
        "causes",
        "tiles",
        "outcome_lists",
        "schema_settings",
        "fixes",
        "trackers",
        "pushes",
        "statics",
        "scripts",
        "how_far",
    ],
    ["audience", "models", "inputs"],
    [
        "overriding",
        "ledger",
        "candidates",
        "ladder",
        "co_response",
        "staging",
        "crewing",
        "roster_cards",
        "roster_plan",
        "roster_rows",
        "roster_out",
        "export_cards",
        "parts",
        "part_cards",
        "message_cards",
        "alert_cards",
        "centre_cards",
        "premises",
        "centre",
    ],
    [
        "cards",
        "debrief",
        "drill",
        "follow_ups",
        "log",
        "read_log",
        "arrivals",
        "chain",
        "principals",
        "positions",
        "tracks",
        "triaging",
        "cache",
        "referral",
        "locking",
    ],
    ["commands"],
    [
        "board",
        "rosters",
        "my_shift",
        "recommending",
        "reviews",
        "reviewing",
        "debriefing",
        "waits",
        "policy",
        "reporting",
    ],
    ["exports"],
    ["falling_due", "whereabouts", "neighbourhood", "playback"],
    ["handover"],
    ["presence"],
    ["hub", "door", "ingesting"],
    [
        "notify",
        "expiry",
        "alarming",
        "unheard",
        "watching",
        "warming",
        "comparing",
        "replaying",
        "authentication",
        "accounts",
        "health",
    ],
    ["shell", "notices"],
    ["api", "views", "phone", "consumers", "hot", "tasks", "admin", "seeding", "simulation", "templatetags"],
    ["settings", "urls", "asgi", "celery", "embedded", "management", "apps"],
]
WRITES = {"save", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}
DOORS = (
    "api",
    "views.py",
    "consumers.py",
    "hot.py",
    "door.py",
    "board.py",
    "rosters.py",
    "my_shift.py",
    "exports.py",
    "hub.py",
    "recommending.py",
    "reviewing.py",
    "reviews.py",
    "handover.py",
    "presence.py",
    "whereabouts.py",
    "playback.py",
    "neighbourhood.py",
    "debrief.py",
    "debriefing.py",
    "reporting.py",
)
# Drafts are no command and no event (design 1): their view may write them.
MAY_WRITE = {"dispatch/api/drafts.py"}


def files(package: str) -> list[Path]:
    return [p for p in (ROOT / package).rglob("*.py") if "migrations" not in p.parts]


def imports(path: Path) -> Iterator[str]:
    """Yield every imported module as a dotted name, `from a import b` as `a.b`."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer(module: str) -> int | None:
    part = module.split(".")[1] if "." in module else ""
    return next((i for i, names in enumerate(LAYERS) if part in names), None)


@pytest.mark.parametrize("package", ["triage", "places"])
def test_a_pure_package_imports_the_standard_library_alone(package: str) -> None:
    import sys

    for path in files(package):
        for name in imports(path):
            top = name.split(".")[0]
            assert top in sys.stdlib_module_names or top == package, f"{path} imports {name}"


def test_responders_know_nothing_of_dispatch() -> None:
    for path in files("responders"):
        assert not [n for n in imports(path) if n.startswith(("dispatch", "triage"))], path


def test_every_module_of_dispatch_has_its_layer() -> None:
    for path in files("dispatch"):
        name = path.relative_to(ROOT / "dispatch").parts[0].removesuffix(".py")
        assert name == "__init__" or layer(f"dispatch.{name}") is not None, f"{path} has no layer"


def test_dispatch_imports_only_from_above() -> None:
    for path in files("dispatch"):
        mine = layer("dispatch." + path.relative_to(ROOT / "dispatch").parts[0].removesuffix(".py"))
        for name in imports(path):
            theirs = layer(name) if name.startswith("dispatch.") else None
            if mine is not None and theirs is not None:
                assert theirs <= mine, f"{path.relative_to(ROOT)} imports {name} from below"


def test_no_door_writes() -> None:
    for door in DOORS:
        place = ROOT / "dispatch" / door
        for path in files(f"dispatch/{door}") if place.is_dir() else [place]:
            if str(path.relative_to(ROOT)) in MAY_WRITE:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    assert node.func.attr not in WRITES, f"{path}:{node.lineno} writes"


def test_there_are_no_signals_and_no_utils() -> None:
    refused = {"signals.py", "utils.py", "helpers.py", "common.py", "manager.py"}
    for package in PACKAGES:
        assert not refused & {path.name for path in files(package)}


def test_nothing_reads_the_shared_reading() -> None:
    for folder in (*PACKAGES, "tests", "bench"):
        for path in (ROOT / folder).rglob("*.py"):
            if path != Path(__file__):
                assert "../shared" not in path.read_text(), path


def test_text_never_becomes_markup() -> None:
    refused = re.compile(r"innerHTML|insertAdjacentHTML|outerHTML|document\.write|mark_safe|\|\s*safe\b")
    for pattern in ("templates/**/*.html", "static/js/**/*.js", "dispatch/**/*.py"):
        for path in ROOT.glob(pattern):
            assert not refused.search(path.read_text()), path


def test_every_command_is_tested_with_the_follow_check() -> None:
    from dispatch.commands import COMMANDS

    followed = set()
    for path in (ROOT / "tests" / "dispatch").glob("test_*.py"):
        followed |= set(_verbs_followed(path))
    assert not set(COMMANDS) - followed, "these verbs are in no follow check"


def _verbs_followed(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.With) and "follows(" in ast.unparse(node):
            text = ast.unparse(node)
            yield from re.findall(r"do\('(\w+)'", text)
            if "world.call(" in text:
                yield "take_call"
        if isinstance(node, ast.For) and "follows(" in ast.unparse(node):
            yield from re.findall(r"'(\w+)'", ast.unparse(node.iter))


@pytest.mark.parametrize("name", ["take_call", "assign_unit"])
def test_the_follow_check_itself_would_notice(name: str) -> None:
    """A change that no event told of must not pass."""
    from tests.follow import apply

    assert apply({"incidents": {"LA26-000001": {"status": "waiting"}}}, {"cards": {}}) == {
        "incidents": {"LA26-000001": {"status": "waiting"}}
    }
    changed = apply({}, {"cards": {"incidents": {name: {"status": "working"}}}})
    assert changed != {"incidents": {name: {"status": "waiting"}}}
