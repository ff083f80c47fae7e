"""Notes on an incident, each in one compartment. Notes never conflict: they are only added."""

from dispatch import cards, inputs, lifecycles
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.errors import Forbidden
from dispatch.log import Entry
from dispatch.models import Note


@command("note_added", inputs.AddNote)
def add_note(*, act: Act, incident: str, text: str, compartment: str = "common") -> Entry:
    """Add a note that only readers of its compartment are ever sent. Closed incidents take notes too."""
    if compartment not in act.by.audience.compartments:
        raise Forbidden(f"You may not write {compartment} notes: you could not read them.")
    scene = Scene.of(act, incident)
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
    key = f"{incident}/{note.n}"
    deck = cards.Deck()
    if scene.incident.status != lifecycles.CLOSED:
        deck.add("notes", key, cards.note(note, incident, act.by.name))
    return scene.said(compartment, {"note": key, "text": text}, deck)
