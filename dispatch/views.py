"""The pages. Each renders one template with a small `config`; everything else the page fetches or follows."""

from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from dispatch import commands, handover, lifecycles, locking, principals, roles
from dispatch.centre import reading
from dispatch.errors import NotFound
from dispatch.models import Preferences
from responders import kinds

HOMES = {
    "call_taker": "/intake/",
    "dispatcher": "/board/",
    "supervisor": "/board/",
    "agency_admin": "/roster/",
    "field": "/field/",
    "auditor": "/search/",
    "centre_admin": "/centre/",
}
# Which pages a role finds in its navigation; the API decides what it may read there.
NAVIGATION = {
    "call_taker": ["intake", "board", "map", "places", "search", "centre"],
    "dispatcher": ["board", "map", "wall", "intake", "places", "follow-ups", "search", "roster", "centre"],
    "supervisor": [
        "board",
        "supervise",
        "reports",
        "protocols",
        "map",
        "wall",
        "intake",
        "places",
        "follow-ups",
        "search",
        "roster",
        "centre",
    ],
    "agency_admin": ["roster", "board", "follow-ups", "map", "search"],
    "field": ["field", "follow-ups", "map"],
    "auditor": ["search", "board", "reports", "protocols", "playback"],
    "centre_admin": ["centre"],
    "none": [],
}

FLOOR = frozenset(name for name, role in roles.ROLES.items() if role.scope == roles.FLOOR)

REVIEWERS = frozenset(name for name, role in roles.ROLES.items() if roles.REVIEW in role.compartments)
ROSTER_TABS = {
    "week": "Week",
    "units": "Units",
    "members": "Members",
    "coverage": "Coverage",
    "places": "Scope, templates, vehicles",
    "trackers": "Trackers",
    "files": "Import and export",
}
KIND_WORDS = [kind.replace("_", " ") for kind in kinds.FIELD]


def docs(view: Any) -> Any:
    """Return the API page with the one exception its interface needs: styles set by its own script."""
    return csp_update({"style-src": ["'unsafe-inline'"], "img-src": ["data:"]})(view)


def shell(view: Any) -> Any:
    """Mark a view whose document holds no word of any incident: a locked desk may load it, covered."""
    view.shell = True
    return view


def page(template: str, only: frozenset[str] | None = None, tabs: dict[str, str] | None = None) -> Any:
    """Return a view that renders `template` for a signed-in person, of the roles in `only` when it is given."""

    @require_safe
    @never_cache
    @login_required
    @ensure_csrf_cookie
    def view(request: HttpRequest, **address: str) -> HttpResponse:
        if only is not None and getattr(request.user, "role", "none") not in only:
            raise PermissionDenied
        name = template.split("/")[0]
        shown = {"config": config(request), "page": name, "bias_reasons": lifecycles.BIAS_REASONS}
        shown |= {"priorities": lifecycles.PRIORITIES, "kinds": KIND_WORDS}
        shown |= {"tabs": (tabs or {}).items()}
        return render(request, template, shown | address)

    return shell(view)


@shell
@require_safe
def colours(request: HttpRequest) -> HttpResponse:
    """Return the centre's colours as a style sheet; asked for anew with each page, because they may change."""
    return HttpResponse(reading.colours_css(), content_type="text/css", headers={"Cache-Control": "no-cache"})


@shell
@require_safe
@never_cache
@login_required
@ensure_csrf_cookie
def home(request: HttpRequest) -> HttpResponse:
    """Send everybody to the page of their role."""
    where = HOMES.get(getattr(request.user, "role", "none"))
    if where:
        return HttpResponseRedirect(where)
    return render(request, "home/home.html", {"config": config(request)})


@require_safe
@never_cache
@login_required
def handover_page(request: HttpRequest, number: str) -> HttpResponse:
    """Return everything known of an incident as a page that prints; made here, so that it needs no script."""
    by = principals.of_username(request.user.get_username())
    try:
        known = handover.of(by, number)
    except NotFound:
        raise Http404 from None
    shown = {"config": config(request), "page": "incidents", "number": number, "known": known}
    return render(request, "incidents/handover.html", shown)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that something broke, in the frame of training where it is training."""
    return render(request, "500.html", status=500)


def marks(request: HttpRequest) -> dict[str, Any]:
    """Return what every page shows, also one without a person: whether all this is only training."""
    return {"drill": settings.DRILL}


def navigation(role: str) -> list[str]:
    """Return the pages of a role, in order; the debrief is there in training alone."""
    pages = NAVIGATION.get(role, [])
    return [*pages, "debrief"] if settings.DRILL and role in REVIEWERS else pages


def config(request: HttpRequest) -> dict[str, Any]:
    """Return what a page's scripts need to know before they ask the server anything."""
    by = principals.of_username(request.user.get_username())
    return {
        "me": by.as_card(),
        "title": roles.ROLES[by.role].title,
        "verbs": sorted(v for v in commands.COMMANDS if roles.may(by.role, v)),
        "navigation": navigation(by.role),
        "plays_back": by.role in roles.READS_TRACKS,
        "reads_reads": by.role in roles.READS_READS,
        "csrf": {"cookie": settings.CSRF_COOKIE_NAME, "header": "X-CSRFToken"},
        "time_zone": settings.TIME_ZONE,
        "drill": settings.DRILL,
        "tiles": {"url": settings.MAP_TILES_URL, "attribution": settings.MAP_TILES_ATTRIBUTION},
        "desk": locking.state(request.session, by.role),
        "preferences": Preferences.objects.of(by.id),
    }
