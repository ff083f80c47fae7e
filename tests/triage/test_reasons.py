"""What is said of a call is what was decided of it."""

from tests.triage.labelled import part
from triage import engine, protocol

SAYS = {
    "co_response": "Danger is not excluded: co-response stands by",
    "medical": "Illness is not excluded: medical stands by",
}


def test_who_stands_by_is_named_with_its_own_reason_and_nobody_else_is() -> None:
    seen: set[str] = set()
    for item in part("working")[:400]:
        found = engine.assess(protocol.load_default(), item["narrative"], item["answers"])
        standing = {one["kind"] for one in found["response"] if one["role"] == "stand_by"}
        said = {reason["says"] for reason in found["reasons"] if reason["rule"] == "stand_by"}
        assert said <= {SAYS[kind] for kind in standing}, item["id"]
        assert said or not standing or len(found["reasons"]) >= engine.MOST_REASONS, item["id"]
        seen |= standing
    assert seen == set(SAYS)
