"""`python -m triage` on a machine that has nothing but Python."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_DJANGO = """
import runpy, sys
sys.modules["django"] = None
sys.argv = ["triage", *sys.argv[1:]]
runpy.run_module("triage", run_name="__main__", alter_sys=True)
"""


def triage(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_DJANGO, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_packaged_protocol_is_whole_and_django_is_not_needed() -> None:
    done = triage("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "44 call types, whole" in done.stdout


def test_a_protocol_with_a_fault_is_told_in_one_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    packaged = (ROOT / "triage/protocols/los_angeles.toml").read_text(encoding="utf-8")
    broken.write_text(
        packaged.replace('response = ["police"]\npriority = "P1"', 'response = ["mediation"]\npriority = "P1"', 1)
    )
    done = triage("check", str(broken))
    assert done.returncode == 1
    assert "D2 is dangerous: its plan must hold police or co_response" in done.stderr


def test_labelled_narratives_are_scored_as_one_json_object(tmp_path: Path) -> None:
    expected = {
        "determination": "non_criminal",
        "response": ["mediation"],
        "also_acceptable": [],
        "unsafe_to_send_unarmed": False,
        "bias_flag_reasonable": False,
    }
    right = {"id": "a", "narrative": "loud music next door", "answers": {}, "expected": expected}
    missed = right | {"id": "b", "expected": expected | {"response": ["police"], "unsafe_to_send_unarmed": True}}
    file = tmp_path / "labelled.jsonl"
    file.write_text(f"{json.dumps(right)}\n{json.dumps(missed)}\n", encoding="utf-8")
    scores = json.loads(triage("evaluate", str(file)).stdout)
    assert (scores["n"], scores["safety_misses"], scores["response_match"]) == (2, 1, 0.5)
    assert [failure["id"] for failure in scores["failures"]] == ["b"]
