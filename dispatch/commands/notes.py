"""Notes on an incident, each in one compartment. Notes never conflict: they are only added."""

from typing import Any

from dispatch import cards, inputs, lifecycles, roles
from dispatch.commands import retriage
from dispatch.commands.registry import Act, command
from dispatch.errors import Forbidden
from dispatch.log import Entry
from dispatch.models import Note


@command("note_added", inputs.AddNote)
def add_note(*, act: Act, incident: str, text: str, compartment: str = "common") -> Entry:
    """Add a note that only readers of its compartment are ever sent. Closed incidents take notes too.

    Triage reads a note for everybody, and never one that only some may read.
    """
    if compartment not in act.by.audience.compartments:
        raise Forbidden(f"You may not write {compartment} notes: you could not read them.")
    scene, assessment_key, notes = retriage.scene(act, incident)
    scene.incident.notes_count += 1
    note = Note(
        incident=scene.incident,
        n=scene.incident.notes_count,
        compartment=compartment,
        text=text,
        at=act.at,
        by_id=act.by.id,
    )
    act.writes.change(scene.incident)
    act.writes.add(note)
    facts: dict[str, Any] = {"note": f"{incident}/{note.n}", "text": text}
    deck = cards.Deck()
    if scene.incident.status != lifecycles.CLOSED:
        deck.add("notes", facts["note"], cards.note(note, incident, act.by.name))
        if compartment == roles.COMMON:
            facts |= retriage.again(scene, assessment_key, [*notes, note])
            scene.show(deck)
    return scene.said(compartment, facts, deck)
