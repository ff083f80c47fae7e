"""Addresses of pages and of the API. Fixed names: other programs call them (design 4)."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import include, path, re_path
from django_prometheus.exports import ExportToDjangoView
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from dispatch import errors, health, phone, views
from dispatch.api import (
    bias_flags,
    centre,
    debriefs,
    drafts,
    ingest,
    notices,
    places,
    protocols,
    reads,
    roster,
    tokens,
    verbs,
)


def no_such_address(request: HttpRequest, **_: Any) -> JsonResponse:
    return JsonResponse(errors.NotFound("There is no such address in the API.").as_dict(), status=404)


api = [
    path("token/", tokens.TokenView.as_view()),
    path("triage/assess/", reads.AssessView.as_view()),
    path("triage/protocol/", reads.ProtocolView.as_view()),
    *[path(f"commands/{verb}/", view) for verb, view in verbs.command_views().items()],
    re_path(r"^commands/(?P<verb>[^/]{1,60})/$", verbs.UnknownVerbView.as_view()),
    path("board/", reads.BoardView.as_view()),
    path("areas/", reads.AreasView.as_view()),
    path("events/", reads.EventsView.as_view()),
    path("incidents/", reads.IncidentsView.as_view()),
    path("incidents/<str:incident>/", reads.IncidentView.as_view()),
    path("incidents/<str:incident>/timeline/", reads.TimelineView.as_view()),
    path("incidents/<str:incident>/handover/", reads.HandoverView.as_view()),
    path("incidents/<str:incident>/recommendation/", reads.RecommendationView.as_view()),
    path("bias-flags/", bias_flags.BiasFlagsView.as_view()),
    path("bias-flags/statistics/", bias_flags.BiasStatisticsView.as_view()),
    path("bias-flags/<str:incident>/<int:n>/export/", bias_flags.BiasExportView.as_view()),
    path("overrides/", reads.OverridesView.as_view()),
    path("units/", roster.Units.as_view()),
    path("units/<str:call_sign>/backup/", reads.BackupView.as_view()),
    path("agencies/", roster.Agencies.as_view()),
    path("members/", roster.Members.as_view()),
    path("shifts/", roster.Shifts.as_view()),
    path("drafts/", drafts.DraftsView.as_view()),
    path("drafts/<uuid:ref>/", drafts.DraftView.as_view()),
    path("places/", places.PlacesView.as_view()),
    path("places/unverified/", places.UnverifiedView.as_view()),
    path("intake/nearby/", places.NearbyView.as_view()),
    path("positions/", drafts.PositionsView.as_view()),
    path("protocols/", protocols.ReleasesView.as_view()),
    path("protocols/<str:version>/", protocols.ReleaseView.as_view()),
    path("protocol-drafts/", protocols.ProtocolDraftsView.as_view()),
    path("protocol-drafts/<uuid:ref>/", protocols.ProtocolDraftView.as_view()),
    path("protocol-drafts/<uuid:ref>/changes/", protocols.ProtocolChangesView.as_view()),
    path("replays/", protocols.ReplaysView.as_view()),
    path("replays/<uuid:ref>/", protocols.ReplayView.as_view()),
    path("replays/<uuid:ref>/flips/", protocols.FlipsView.as_view()),
    path("replays/<uuid:ref>/flips.csv", protocols.FlipsFileView.as_view()),
    path("calls/ring/", ingest.RingView.as_view()),
    path("calls/<str:ref>/location/", ingest.LocationView.as_view()),
    path("calls/<str:ref>/end/", ingest.EndView.as_view()),
    path("calls/<str:ref>/texts/", ingest.TextsView.as_view()),
    path("settings/<str:name>/history/", centre.HistoryView.as_view()),
    path("notices/<uuid:ref>/", notices.ReceiptView.as_view()),
    path("debriefs/", debriefs.DebriefsView.as_view()),
    path("debriefs/<uuid:run>/", debriefs.DebriefView.as_view()),
    path("debriefs/<uuid:run>/calls.csv", debriefs.DebriefFileView.as_view()),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", views.docs(SpectacularSwaggerSplitView.as_view(url_name="schema"))),
    re_path(r"^.*$", no_such_address),
]

handler500 = views.broken

urlpatterns = [
    path("", views.home),
    path("intake/", views.page("intake/intake.html")),
    path("board/", views.page("board/board.html")),
    path("map/", views.page("map/map.html")),
    path("wall/", views.page("wall/wall.html", only=views.FLOOR)),
    path("debrief/", views.page("debrief/debrief.html", only=views.REVIEWERS)),
    path("print/cards/", views.page("print/cards.html")),
    path("incidents/<str:number>/", views.page("incidents/incident.html")),
    path("incidents/<str:number>/handover/", views.handover_page),
    path("search/", views.page("search/search.html")),
    path("roster/", views.page("roster/roster.html")),
    path("places/", views.page("places/places.html")),
    path("protocols/", views.page("protocols/protocols.html")),
    path("field/", phone.field),
    path("field/worker.js", phone.worker),
    path("field/offline/", phone.offline),
    path("field/manifest.webmanifest", phone.manifest),
    path("supervise/", views.page("supervise/supervise.html")),
    path("centre/", views.page("centre/centre.html")),
    path("centre/colours.css", views.colours),
    path("accounts/", include("allauth.urls")),
    path("api/", include(api)),
    path("healthz/", health.alive),
    path("readyz/", health.ready),
    path("metrics", ExportToDjangoView),
]
