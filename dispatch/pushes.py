"""Which push services may be written to. An address that a browser names is an address that our server calls."""

from urllib.parse import urlsplit

from django.conf import settings


def fault(endpoint: str) -> str:
    """Return what is wrong with a push service's address, "" when nothing: https, and a host of `PUSH_HOSTS`."""
    try:
        parts = urlsplit(endpoint)
        host = f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
    except ValueError:
        return "Is not an address."
    if parts.username or parts.password:
        return "Is not the address of a push service."
    for known in settings.PUSH_HOSTS:
        scheme, _, name = known.rpartition("://")
        if parts.scheme == (scheme or "https") and (host == name or (name.startswith(".") and host.endswith(name))):
            return ""
    return "Is not a push service that this centre writes to."
