"""`python -m triage check [FILE]` and `python -m triage evaluate FILE.jsonl [--aggregate]`."""

import argparse
import json
import sys
from pathlib import Path

from triage import BadInput, evaluate, protocol


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m triage")
    verbs = parser.add_subparsers(dest="verb", required=True)
    checking = verbs.add_parser("check", help="check a protocol: every fault in one sentence")
    checking.add_argument("file", type=Path, nargs="?", default=protocol.FOLDER / "los_angeles.toml")
    scoring = verbs.add_parser("evaluate", help="score labelled narratives: one JSON object")
    scoring.add_argument("file", type=Path)
    scoring.add_argument("--aggregate", action="store_true", help="numbers only, no ids of failures")
    asked = parser.parse_args(words)
    try:
        return _check(asked.file) if asked.verb == "check" else _evaluate(asked.file, asked.aggregate)
    except (OSError, BadInput, ValueError) as error:
        print(error, file=sys.stderr)
        return 1


def _check(file: Path) -> int:
    found = protocol.loads(file.read_text(encoding="utf-8"))
    print(f"{found.name}: {len(found.questions)} questions, {len(found.call_types)} call types, whole.")
    return 0


def _evaluate(file: Path, aggregate: bool) -> int:
    scores = evaluate.scores(protocol.load_default(), evaluate.read(file))
    if aggregate:
        del scores["failures"]
    print(json.dumps(scores, indent=1, sort_keys=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
