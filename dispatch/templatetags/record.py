"""How a server-made page shows times and codes. Times as everywhere on paper: local, 24 hours, with seconds."""

import re
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone

register = template.Library()
STAMP = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
CODE = re.compile(r"[a-z]+(_[a-z]+)+")


@register.filter
def local(stamp: str | None) -> str:
    """Return a time of the wire in the centre's time zone, `2026-11-24 23:10:11`; nothing for none."""
    if not stamp:
        return ""
    return f"{timezone.localtime(datetime.fromisoformat(stamp)):%Y-%m-%d %H:%M:%S}"


@register.filter
def words(code: Any) -> str:
    """Return a code as words: `on_scene` reads "on scene"."""
    return str(code if code is not None else "").replace("_", " ")


@register.filter
def facts(of_event: dict[str, Any]) -> str:
    """Return an event's facts as one line; what only programs need is left out."""
    said = [f"{words(name)} {_said(value)}" for name, value in of_event.items() if _is_told(name, value)]
    return " · ".join(part for part in said if not part.endswith(" "))


QUIET = {"rank_seen", "draft", "call", "incident", "moved", "stayed", "triage", "seq", "copied", "message"}


def _is_told(name: str, value: Any) -> bool:
    """What closing took away (`was`, a table) is kept for an undo; what a correction replaced is told."""
    return name not in QUIET and not (name == "was" and isinstance(value, dict))


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{words(k)} {_said(v)}" for k, v in value.items())
    if isinstance(value, list):
        return ", ".join(_said(one) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "" if value is None else str(value)
    if STAMP.fullmatch(text):
        return local(text)
    return words(text) if CODE.fullmatch(text) else text
