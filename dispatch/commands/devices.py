"""A person's phones that may be told of a job, and what became of a notice on its way."""

from dispatch import inputs, wire
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.errors import Refused
from dispatch.log import Entry
from dispatch.models import Device
from dispatch.trips import Sql

FORGET = "DELETE FROM dispatch_notice WHERE device_id IN (SELECT id FROM dispatch_device WHERE endpoint = %s)"


@command("device_subscribed", inputs.SubscribeDevice)
def subscribe_device(*, act: Act, endpoint: str, p256dh: str, auth: str, language: str) -> Entry:
    """Allow notices on the sender's browser. Whoever allowed them on it before gets none there any more.

    The event says that it happened and nothing of the device: it is nobody else's business.
    """
    device = Device.objects.select_for_update().filter(endpoint=endpoint).first() or Device(endpoint=endpoint)
    device.member_id, device.p256dh, device.auth, device.language = act.by.id, p256dh, auth, language
    if device.pk:
        act.writes.change(device)
    else:
        act.writes.add(device)
    return Entry([], {})


@command("device_unsubscribed", inputs.UnsubscribeDevice)
def unsubscribe_device(*, act: Act, endpoint: str) -> Entry:
    """Allow no notices on the sender's browser any more. One that is not known is not an error."""
    if Device.objects.select_for_update().filter(endpoint=endpoint, member_id=act.by.id).exists():
        act.writes.other(Sql(FORGET, [endpoint]))
        act.writes.other(Sql("DELETE FROM dispatch_device WHERE endpoint = %s", [endpoint]))
    return Entry([], {})


@command("notice_reported", inputs.ReportNotice)
def report_notice(*, act: Act, incident: str, unit: str, state: str) -> Entry:
    """Record that the notice of a job was sent, failed, came to a phone or was opened: each once, the first counts."""
    scene = Scene.open(act, incident)
    job = scene.job(unit)
    if state in job.notice:
        raise Refused("reported", f"The notice to {unit} was {state} already.")
    job.notice = {**job.notice, state: wire.stamp(act.at)}
    act.writes.change(job)
    return scene.entry({"unit": unit, "state": state})
