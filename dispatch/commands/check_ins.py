"""A unit says that it is well, without moving on: its check-in clock begins again."""

from dispatch import inputs
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.errors import Invalid
from dispatch.log import Entry


@command("checked_in", inputs.OnJob)
def check_in(*, act: Act, incident: str, unit: str) -> Entry:
    """Record that a unit on a job was heard and is well."""
    scene = Scene.open(act, incident)
    job = scene.job(unit)
    if act.at < max(job.since, job.checked_at or job.since):
        raise Invalid(f"at: something later was heard of {unit}.")
    job.checked_at = act.at
    act.writes.change(job)
    return scene.entry({"unit": unit, "state": job.state}, units=[(job.unit, job)])
