"""The emergency button: never refused to whoever presses it, ended only by a named person who spoke to the unit."""

from dispatch import inputs, lifecycles
from dispatch.commands import alarms
from dispatch.commands.alerts import raise_alert
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.errors import Problem, Refused
from dispatch.log import Entry
from dispatch.models import Alarm, Assignment
from responders.models import Unit

KIND = "emergency"


@command("emergency_pressed", inputs.OnUnit)
def press_emergency(*, act: Act, unit: str) -> Entry:
    """Raise the alarm for a unit in danger; the units on its incident are alerted. Pressed again it calls again."""
    found = alarms.unit_named(act, unit)
    scene = _incident_of(act, found)
    where = f" on {scene.number}" if scene else ""
    says = f"{unit} pressed its emergency button{where}"
    alarm = _open(found)
    if alarm:
        alarm.times, alarm.last_at, alarm.says = alarm.times + 1, act.now, says
        alarms.sounds(alarm, act)
        act.writes.change(alarm)
    else:
        alarm = alarms.made(act, KIND, f"{KIND} {unit}", says)
        alarm.unit = found
    if scene:
        alarm.incident = scene.incident
        alert = raise_alert(scene, lifecycles.EMERGENCY, says, {"unit": unit})
        alert.units = [other for other in alert.units if other != unit]
        alarm.alert_n = alert.n
    return alarms.entry_with(scene, alarm, {"unit": unit, "times": alarm.times})


@command("emergency_acknowledged", inputs.OnUnit)
def acknowledge_emergency(*, act: Act, unit: str) -> Entry:
    """Take a unit's emergency: the unit sees who answers it. It goes on until somebody ends it."""
    found = alarms.unit_named(act, unit)
    scene, alarm = _standing(act, found)
    alarms.take(alarm, act, scene)
    return alarms.entry_with(scene, alarm, {"unit": unit})


@command("emergency_ended", inputs.EndEmergency)
def end_emergency(*, act: Act, unit: str, how: str, words: str) -> Entry:
    """End a unit's emergency, with what was found. The unit cannot: whoever holds its phone may not be its own."""
    found = alarms.unit_named(act, unit)
    scene, alarm = _standing(act, found)
    if not alarm.acknowledged_at:
        alarms.take(alarm, act, scene)
    alarms.end(alarm, act, f"{how}: {words}")
    act.writes.change(alarm)
    return alarms.entry_with(scene, alarm, {"unit": unit, "how": how, "words": words})


def _incident_of(act: Act, unit: Unit) -> Scene | None:
    """Lock the incident that the unit is on. Whatever is wrong with it must not stop the alarm."""
    job = Assignment.objects.open().filter(unit=unit).values_list("incident__number", flat=True).first()
    if job is None:
        return None
    try:
        return Scene.open(act, job)
    except Problem:
        return None


def _standing(act: Act, unit: Unit) -> tuple[Scene | None, Alarm]:
    source = f"{KIND} {unit.call_sign}"
    row = Alarm.objects.open().filter(source=source).values_list("incident__number", "alert_n").first()
    scene = alarms.scene_of(act, row)
    alarm = _open(unit)
    if alarm is None:
        raise Refused("no_emergency", f"{unit.call_sign} has no emergency: it was ended, or never pressed.")
    return scene, alarm


def _open(unit: Unit) -> Alarm | None:
    known = Alarm.objects.open().select_related("incident", "unit").select_for_update(of=("self",))
    return known.filter(source=f"{KIND} {unit.call_sign}").first()
