"""The field phone in the person's language: its page, its service worker, its manifest, its page without a network."""

import json
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation.trans_real import DjangoTranslation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe
from django.views.i18n import JSONCatalog

from dispatch import notices, outcome_lists, shell, views
from dispatch.models import Preferences

LANGUAGES = dict(settings.LANGUAGES)
OUTCOME_LISTS = {
    "contact": outcome_lists.CONTACTS,
    "needs": outcome_lists.NEEDS,
    "offered": outcome_lists.SERVICES,
    "accepted": outcome_lists.SERVICES,
    "transport": outcome_lists.TRANSPORTS,
    "hold": outcome_lists.HOLDS,
    "police": outcome_lists.POLICE_THERE,
    "follow_up": outcome_lists.FOLLOW_UPS,
}


class Catalogue(JSONCatalog):
    """The sentences of the phone's scripts in one language, by Django's own reading of `djangojs`."""

    def sentences(self, language: str) -> dict[str, Any]:
        self.translation = DjangoTranslation(
            language, domain="djangojs", localedirs=[str(p) for p in settings.LOCALE_PATHS]
        )
        found: dict[str, Any] = self.get_catalog()
        return found


def language_of(request: HttpRequest) -> str:
    """Return the language a person chose, English when none."""
    chosen = Preferences.objects.of(request.user.pk).get("language", "en") if request.user.is_authenticated else "en"
    return chosen if chosen in LANGUAGES else "en"


@require_safe
@never_cache
@login_required
@ensure_csrf_cookie
def field(request: HttpRequest) -> HttpResponse:
    """Return the phone's page in the person's language."""
    language = language_of(request)
    with translation.override(language):
        config = views.config(request) | _of_phone()
        shown = {"config": config, "page": "field", "catalogue": Catalogue().sentences(language)}
        return render(request, "field/field.html", shown | {"languages": settings.LANGUAGES, "language": language})


def _of_phone() -> dict[str, Any]:
    """Return the phone's release, the key for its notices, and the lists of its outcome form."""
    return {
        "release": shell.shell()["version"],
        "push_key": notices.public_key(),
        "outcome_lists": OUTCOME_LISTS,
    }


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Return the service worker with the release's files before it. Asked for anew each time: it replaces itself."""
    text = f"const SHELL = {json.dumps(shell.shell())};\n{shell.WORKER.read_text()}"
    return HttpResponse(text, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Return the page that is shown without a network: nobody's name and no call on it."""
    language = request.GET.get("language", "en")
    language = language if language in LANGUAGES else "en"
    with translation.override(language):
        return render(request, "field/offline.html", {"catalogue": Catalogue().sentences(language)})


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Return the manifest by which a phone installs the page."""
    with translation.override(language_of(request)):
        icons = [
            {"src": f"{settings.STATIC_URL}icons/field-{n}.png", "sizes": f"{n}x{n}", "type": "image/png"}
            for n in (192, 512)
        ]
        told = {
            "id": "/field/",
            "name": gettext("Daybreak, my job"),
            "short_name": "Daybreak",
            "lang": translation.get_language(),
            "start_url": "/field/",
            "scope": "/field/",
            "display": "standalone",
            "background_color": "#0d1117",
            "theme_color": "#131a23",
            "icons": [*icons, {**icons[1], "purpose": "maskable"}],
        }
    return JsonResponse(told, content_type="application/manifest+json")


def _icon(size: int) -> dict[str, str]:
    where = f"{settings.STATIC_URL}icons/field-{size}.png"
    return {"src": where, "sizes": f"{size}x{size}", "type": "image/png"}
