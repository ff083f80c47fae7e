"""A setting shown is a setting enforced: for every key, the module (or page's file) that reads it.

A test walks the settings as shipped and fails for a key that is not here, for a reader that does not name it, and
for one without a behavioural test of its own.
"""

from typing import Final

ENFORCED: Final[dict[str, str]] = {
    "timers.waiting": "dispatch/causes.py",
    "timers.team": "dispatch/ledger.py",
    "timers.outreach": "dispatch/causes.py",
    "timers.unit": "dispatch/causes.py",
    "timers.check_in": "dispatch/causes.py",
    "timers.silence": "dispatch/causes.py",
    "timers.line": "dispatch/causes.py",
    "timers.trouble": "dispatch/causes.py",
    "desk.lock_after": "dispatch/locking.py",
    "desk.session": "dispatch/locking.py",
    "desk.extend": "dispatch/locking.py",
    "alarms.on": "dispatch/causes.py",
    "alarms.priority": "dispatch/commands/alarms.py",
    "alarms.cause": "static/js/alarms/list.js",
    "alarms.action": "dispatch/commands/alarms.py",
    "alarms.time_allowed": "dispatch/commands/alarms.py",
    "alarms.tone": "dispatch/commands/alarms.py",
    "alarms.escalates_to": "dispatch/commands/alarms.py",
    "colours": "dispatch/centre/reading.py",
    "tones.volume": "static/js/alarms/tones.js",
    "tones.every": "static/js/alarms/tones.js",
    "tones.notes": "static/js/alarms/tones.js",
    "priorities": "dispatch/causes.py",
    "dispositions.on": "dispatch/centre/reading.py",
    "dispositions.label": "static/js/board/asking.js",
    "call_types": "static/js/calltypes.js",
    "transfer_targets": "dispatch/commands/transfers.py",
    "tracks": "dispatch/tracks.py",
    "lookback": "dispatch/neighbourhood.py",
    "lookback_types": "dispatch/centre/reading.py",
    "plans": "dispatch/candidates.py",
    "phone_tree": "dispatch/centre/reading.py",
}
