"""`python -m training`: fit the scores to the working part, write them, and say how every part then scores."""

import json
import sys

from training import corpus, fit
from triage import scoring

PARTS = (
    ("working", corpus.WORKING),
    ("held out", corpus.HELD_OUT),
    ("second held out", corpus.SECOND_HELD_OUT),
)


def main() -> None:
    items = corpus.read(corpus.WORKING)
    fit.write(scoring.FILE, fit.fit(items))
    from triage import evaluate, protocol

    for name, path in PARTS:
        scores = evaluate.scores(protocol.load_default(), corpus.read(path))
        totals = {k: v for k, v in scores.items() if not isinstance(v, dict | list)}
        sys.stdout.write(f"{name}: {json.dumps(totals)}\n")


if __name__ == "__main__":
    main()
