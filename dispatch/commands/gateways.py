"""Gateways: accounts of machines that report where one agency's units are, and nothing else. Each agency keeps its own.

Threat: a token that lies in the log, in a proxy's or in a backup. Shape against it: the admin's browser makes it and
shows it once; its SHA-256 alone is sent, stored and compared.
"""

from datetime import timedelta

from django.contrib.auth.hashers import make_password

from dispatch import inputs, principals, roster_cards, trips
from dispatch.commands import rostering
from dispatch.commands.registry import Act, command
from dispatch.errors import NotFound, Refused
from dispatch.log import Entry
from dispatch.models import Token
from dispatch.models.token import DAYS
from responders.models import Member

ROLE = "tracker"


@command("gateway_added", inputs.WithToken)
def add_gateway(*, act: Act, gateway: str, prefix: str, digest: str) -> Entry:
    """Let a machine report positions of the sender's own agency's units, for 90 days from now."""
    agency = rostering.agency(act)
    if Member.objects.filter(username=gateway).exists():
        raise Refused("taken", f"{gateway} is taken: choose another name.")
    key: int = trips.ask(trips.next_key(Member))[0][0][0]
    made = Member(pk=key, username=gateway, agency=agency, role=ROLE, password=make_password(None))
    act.writes.add(made)
    return _entry(act, made, _token(act, made, prefix, digest))


@command("gateway_renewed", inputs.WithToken)
def renew_gateway(*, act: Act, gateway: str, prefix: str, digest: str) -> Entry:
    """Give a gateway a new token: every earlier one ends at once."""
    found = _mine(act, gateway)
    made = _token(act, found, prefix, digest)
    _revoke(act, found)
    return _entry(act, found, made)


@command("gateway_ended", inputs.OnGateway)
def end_gateway(*, act: Act, gateway: str) -> Entry:
    """Take no more positions from a gateway: its tokens end at once, its name stays taken."""
    found = _mine(act, gateway)
    _revoke(act, found)
    found.is_active = False
    act.writes.change(found)
    return _entry(act, found, None)


def _mine(act: Act, gateway: str) -> Member:
    """Lock a gateway of the sender's agency that is in use."""
    those = Member.objects.filter(agency__code=act.by.agency, role=ROLE, is_active=True)
    found = those.select_for_update(of=("self",)).filter(username=gateway).first()
    if found is None:
        raise NotFound(f"There is no gateway {gateway}.")
    return found


def _token(act: Act, holder: Member, prefix: str, digest: str) -> Token:
    secret = bytes.fromhex(digest)
    if Token.objects.filter(digest=secret).exists():
        raise Refused("token_used", "This token was used before: make a new one.")
    made = Token(prefix=prefix, digest=secret, member=holder, made_at=act.now)
    made.expires_at = act.now + timedelta(days=DAYS)
    act.writes.add(made)
    return made


def _revoke(act: Act, holder: Member) -> None:
    for token in Token.objects.select_for_update().filter(member=holder, revoked_at=None):
        token.revoked_at = act.now
        act.writes.change(token)
    principals.forget()


def _entry(act: Act, changed: Member, token: Token | None) -> Entry:
    return rostering.told(
        act, {"gateway": changed.username}, {"gateways": {changed.username: roster_cards.gateway(changed, token)}}
    )
