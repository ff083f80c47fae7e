"""Who changed a setting, when, from what to what."""

from typing import Any

from dispatch import wire
from dispatch.models import Setting

PAGE = 20


def of(name: str, before: int = 0) -> dict[str, Any]:
    """Return the versions of a setting, newest first, 20 at a time; `next` goes into `before`."""
    rows = Setting.objects.filter(name=name).order_by("-version")
    if before:
        rows = rows.filter(version__lt=before)
    found = list(rows[: PAGE + 1])
    results = [_line(row, older) for row, older in zip(found, [*found[1:], None], strict=False)][:PAGE]
    return {"results": results, "next": found[PAGE - 1].version if len(found) > PAGE else None}


def _line(row: Setting, older: Setting | None) -> dict[str, Any]:
    changed = changes(older.value, row.value) if older else []
    return {"version": row.version, "by": row.by, "at": wire.stamp(row.at), "changes": changed}


def changes(before: Any, after: Any, path: str = "") -> list[dict[str, Any]]:
    """Return what differs, by path: `{field, before, after}`; null for what is not there."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return [] if before == after else [{"field": path, "before": before, "after": after}]
    names = [*before, *(name for name in after if name not in before)]
    inner = [changes(before.get(n), after.get(n), f"{path}.{n}" if path else n) for n in names]
    return [change for those in inner for change in those]
