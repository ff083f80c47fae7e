"""The pages. Each renders one template with a small `config`; everything else the page fetches or follows."""

from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from dispatch import commands, lifecycles, principals, roles
from dispatch.models import Preferences

HOMES = {
    "call_taker": "/intake/",
    "dispatcher": "/board/",
    "supervisor": "/board/",
    "agency_admin": "/roster/",
    "field": "/field/",
    "auditor": "/search/",
}
# Which pages a role finds in its navigation; the API decides what it may read there.
NAVIGATION = {
    "call_taker": ["intake", "board", "map", "search"],
    "dispatcher": ["board", "map", "intake", "search", "roster"],
    "supervisor": ["board", "supervise", "protocols", "map", "intake", "search", "roster"],
    "agency_admin": ["roster", "board", "map", "search"],
    "field": ["field", "map"],
    "auditor": ["search", "board", "protocols"],
    "none": [],
}


def docs(view: Any) -> Any:
    """Return the API page with the one exception its interface needs: styles set by its own script."""
    return csp_update({"style-src": ["'unsafe-inline'"], "img-src": ["data:"]})(view)


def page(template: str) -> Any:
    """Return a view that renders `template` for a signed-in person."""

    @require_safe
    @never_cache
    @login_required
    @ensure_csrf_cookie
    def view(request: HttpRequest, **address: str) -> HttpResponse:
        name = template.split("/")[0]
        shown = {"config": config(request), "page": name, "bias_reasons": lifecycles.BIAS_REASONS}
        return render(request, template, shown | address)

    return view


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


def config(request: HttpRequest) -> dict[str, Any]:
    """Return what a page's scripts need to know before they ask the server anything."""
    by = principals.of_username(request.user.get_username())
    return {
        "me": by.as_card(),
        "title": roles.ROLES[by.role].title,
        "verbs": sorted(v for v in commands.COMMANDS if roles.may(by.role, v)),
        "navigation": NAVIGATION.get(by.role, []),
        "csrf": {"cookie": settings.CSRF_COOKIE_NAME, "header": "X-CSRFToken"},
        "time_zone": settings.TIME_ZONE,
        "preferences": Preferences.objects.of(by.id),
    }
