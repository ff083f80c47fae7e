"""The sentences of the field phone: what its templates and scripts say in English, read out of their text."""

import ast
import re
from pathlib import Path
from typing import Final

from dispatch import cards, lifecycles, outcome_lists, roles, shell, views
from dispatch.centre import defaults
from dispatch.models import caution
from dispatch.scripts import STATIC, followed
from responders import duty
from triage import protocol

ROOT: Final = Path(__file__).resolve().parent.parent
TEMPLATES: Final = ROOT / "templates"
IN_SCRIPTS: Final = re.compile(r'\bt\("((?:[^"\\]|\\.)*)"')
IN_TEMPLATES: Final = re.compile(r"""\{% translate (?:"([^"]*)"|'([^']*)')""")
INCLUDED: Final = re.compile(r'\{% (?:include|extends) "([^"]+)"')
LABEL: Final = re.compile(r'^  (\w+): \{\s*type: "\w+",.*?label: "([^"]+)"', re.MULTILINE | re.DOTALL)
# What the phone's dialogs ask for, as `static/js/actions/fields.js` names it.
ASKED: Final = (
    *("disposition", "reason", "kind", "to_kind", "also_unit", "stays", "told", "though_held"),
    *("due_at", "task", "for_agency"),
    *("about", "helps", "plan_person", "triggers", "whom_to_call", "phone", "consent", "consent_by", "told_by"),
)
PAGES: Final = ("field/field.html", "field/offline.html")


def templates() -> list[Path]:
    """Return the phone's templates, with those that they include."""
    found: list[Path] = []
    waiting = [TEMPLATES / page for page in PAGES]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.append(path)
        waiting += [TEMPLATES / name for name in INCLUDED.findall(path.read_text())]
    return sorted(found)


def of_templates() -> set[str]:
    said = {one or other for path in templates() for one, other in IN_TEMPLATES.findall(path.read_text())}
    return said | set(views.NAVIGATION["field"]) | {roles.ROLES["field"].title}


def of_scripts() -> set[str]:
    """Return what the phone's scripts look up under its own words."""
    texts = [(STATIC / name).read_text() for name in followed(shell.SCRIPTS)]
    return {found for text in texts for found in IN_SCRIPTS.findall(text)} - {"..."}


def of_tables() -> set[str]:
    """Return what the phone shows of codes: states, kinds, results, answers, dangers; looked up by their words."""
    codes = {
        *lifecycles.ASSIGNMENT.states,
        *duty.STATES,
        *lifecycles.DISPOSITIONS,
        *outcome_lists.CONTACTS,
        *outcome_lists.NEEDS,
        *outcome_lists.SERVICES,
        *outcome_lists.TRANSPORTS,
        *outcome_lists.FOLLOW_UPS,
        *outcome_lists.POLICE_THERE,
        *lifecycles.ALERTS,
        *caution.ABOUT,
        *caution.CONSENTS,
        *lifecycles.ROLES_ON_JOB,
        *(question.id for question in protocol.load_default().questions),
        *(answer.value for q in protocol.load_default().questions for answer in q.answers if q.id != "language"),
    }
    shipped = defaults.all_of_them()
    labels = {row["label"] for row in shipped["dispositions"].values()} | set(shipped["priorities"].values())
    labels |= {kind.text for kind in protocol.load_default().call_types}
    return {code.replace("_", " ") for code in codes} | labels | dangers() | asked()


def asked() -> set[str]:
    """Return the labels of what the phone's dialogs ask for."""
    labels = dict(LABEL.findall((STATIC / "js" / "actions" / "fields.js").read_text()))
    return {labels[name] for name in ASKED}


def dangers() -> set[str]:
    """Return what triage says of every danger it knows."""
    trees = [ast.parse((ROOT / "triage" / name).read_text()) for name in ("dangers.py", "engine.py")]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    said = [c.args[1] for c in calls if isinstance(c.func, ast.Name) and c.func.id == "Danger" and len(c.args) > 1]
    return {one.value for one in said if isinstance(one, ast.Constant)} | {cards.CANNOT_SPEAK}
