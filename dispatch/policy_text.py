"""A protocol's text as people write it: what is wrong with it, and on which line. No Django, no rows."""

import hashlib
import re
import tomllib
from dataclasses import dataclass
from typing import Any

from triage import BadInput, protocol

NAME_MAX = 80  # characters, as a release keeps it
AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")
SENTENCES = re.compile(r"(?<=[.!])\s+(?=[A-Z])")
NAMES = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]*[A-Za-z0-9_]|[A-Za-z0-9]")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, in a sentence; `line` counts from 1, None when it is about no one line."""

    says: str
    line: int | None = None

    def as_dict(self) -> dict[str, Any]:
        return {"says": self.says, "line": self.line}


def version(text: str) -> str:
    """Return the version that a release of this text has."""
    return hashlib.sha256(text.encode()).hexdigest()


def faults(text: str) -> list[Fault]:
    """Return what keeps this text from being a protocol; nothing when it could be released."""
    try:
        tomllib.loads(text)
        found = protocol.loads(text)
    except tomllib.TOMLDecodeError as error:
        return [_toml_fault(text, str(error))]
    except BadInput as bad:
        return [Fault(says, _line_of(text, says)) for says in SENTENCES.split(str(bad)) if says]
    except KeyError as missing:
        return [Fault(f"A table has no {missing.args[0]}, which it needs.")]
    except (TypeError, AttributeError, ValueError) as wrong:
        # The text is somebody's half-finished work: a value of another shape than expected is a fault of theirs.
        return [Fault(f"A value has another shape than the protocol needs: {wrong}.")]
    if len(found.name) > NAME_MAX:
        return [Fault(f"The protocol's name is longer than {NAME_MAX} characters.", _line_of(text, "name"))]
    return []


def _toml_fault(text: str, said: str) -> Fault:
    at = AT_LINE.search(said)
    line = int(at[1]) if at else len(text.splitlines()) or 1
    return Fault(f"Not valid TOML: {AT_LINE.sub('', said).strip().rstrip('.')}.", line)


def _line_of(text: str, says: str) -> int | None:
    """Return the last line that declares something which the sentence names: of two the second is the fault."""
    named = set(NAMES.findall(says))
    at = None
    for number, line in enumerate(text.splitlines(), 1):
        declared = re.match(r"""\s*(?:id|code|name)\s*=\s*["'](.+?)["']""", line)
        table = re.match(r"\s*\[+\s*\w+\.([\w-]+)", line)
        for found in (declared, table):
            if found and found[1] in named:
                at = number
    return at
