"""Verify a referral: run `python3 verify.py` in the folder with its files. Needs Python and nothing else."""

import hashlib
import itertools
import json
import sys
from pathlib import Path


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def header(event: dict) -> bytes:
    """The nine lines that an event's hash covers, joined by line feeds."""
    digests = event["digests"]
    lines = [
        str(event["seq"]),
        event["kind"],
        event["at"],
        event["recorded_at"],
        event["by"] + " " + event["source"],
        ",".join(event["incidents"]),
        event["request_id"] or "-",
        "".join(f"{name}:{digests[name]};" for name in sorted(digests)),
        event["prev"],
    ]
    return "\n".join(lines).encode()


def changed_files(folder: Path) -> list[str]:
    lines = (folder / "MANIFEST.sha256").read_text().splitlines()
    listed = [line.split("  ", 1) for line in lines]
    return [
        f"{name} is not the file that was handed out."
        for known, name in listed
        if sha256((folder / name).read_bytes()) != known
    ]


def broken_events(events: list[dict]) -> list[str]:
    faults = []
    for event in events:
        if sha256(header(event)) != event["hash"]:
            faults.append(f"The header of event {event['seq']} was changed.")
        for name, body in event["bodies"].items():
            if sha256(bytes.fromhex(body["salt"]) + body["body"].encode()) != event["digests"].get(name):
                faults.append(f"The {name} body of event {event['seq']} was changed.")
    for before, after in itertools.pairwise(events):
        if after["seq"] <= before["seq"]:
            faults.append(f"Event {after['seq']} stands out of order.")
        if after["seq"] == before["seq"] + 1 and after["prev"] != before["hash"]:
            faults.append(f"Event {after['seq']} does not follow event {before['seq']}.")
    return faults


def wrong_record(folder: Path, events: list[dict], flag: str) -> list[str]:
    known = sha256((folder / "record.json").read_bytes())
    for event in events:
        if event["kind"] == "bias_flagged" and "review" in event["bodies"]:
            facts = json.loads(event["bodies"]["review"]["body"])["facts"]
            if facts["flag"] == flag:
                return [] if facts["record_sha256"] == known else ["record.json is not the record that was flagged."]
    return [f"The event that raised {flag} is missing."]


def wrong_custody(events: list[dict], steps: list[dict]) -> list[str]:
    by_seq = {event["seq"]: event for event in events}
    told = ("kind", "by", "at", "recorded_at", "hash")
    faults = []
    for step in steps:
        if "seq" in step:
            event = by_seq.get(step["seq"], {})
            if any(step[key] != event.get(key) for key in told):
                faults.append(f"The step of event {step['seq']} is not what the log says.")
    return faults


def main() -> int:
    folder = Path(__file__).resolve().parent
    timeline = json.loads((folder / "timeline.json").read_text())
    custody = json.loads((folder / "custody.json").read_text())
    events = timeline["events"]
    faults = changed_files(folder) + broken_events(events)
    faults += wrong_record(folder, events, custody["flag"]) + wrong_custody(events, custody["steps"])
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    if not faults:
        sys.stdout.write(f"{custody['flag']}: {len(events)} events, every hash and every file is right.\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
