"""What a person chose for their own desk. It is on no card: nobody else's board changes by it."""

from typing import Any

from dispatch import inputs
from dispatch.commands.registry import Act, command
from dispatch.log import Entry
from dispatch.models import Preferences


@command("preferences_saved", inputs.SavePreferences)
def save_preferences(*, act: Act, preferences: dict[str, Any]) -> Entry:
    """Keep the sender's keys, density and grouping, in place of what was kept before.

    The event says that they were saved and not what they are: followers, the sender too, get its number alone.
    """
    kept = Preferences.objects.select_for_update().filter(member_id=act.by.id).first()
    if kept is None:
        act.writes.add(Preferences(member_id=act.by.id, chosen=dict(preferences)))
    else:
        kept.chosen = dict(preferences)
        act.writes.change(kept)
    return Entry([], {})
