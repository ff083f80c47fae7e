"""A roster over HTTP: what there is, a week, its coverage, and files in. Changes are the verbs'."""

from typing import Any, Final
from uuid import UUID

from django.db import connection
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dispatch import commands, errors, how_far, inputs, my_shift, roles, rosters
from dispatch.api.shapes import answers, me
from dispatch.how_far import Tell
from dispatch.hub import hub
from dispatch.principals import Principal
from responders import roster_file
from responders.roster_file import BadRoster

AGENCY = OpenApiParameter("agency", str, description="An agency's code; an admin's own when left out.")
DAYS = [AGENCY, OpenApiParameter("first", OpenApiTypes.DATE), OpenApiParameter("days", int)]
READ: Final = "read"


class RosterFile(serializers.Serializer[Any]):
    file = serializers.FileField(help_text="CSV (UTF-8) or .xlsx, at most 8 MB and 60,000 rows; see docs/rosters.md.")
    dry_run = serializers.BooleanField(default=True)
    retire_missing = serializers.BooleanField(default=False)
    request_id = serializers.UUIDField(required=False)


def _days(request: Request) -> tuple[Any, str | None, Any, int]:
    asked = inputs.Day(data={key: request.query_params[key] for key in request.query_params})
    asked.is_valid(raise_exception=True)
    said = asked.validated_data
    return me(request), said.get("agency"), said.get("first"), said["days"]


class RosterView(APIView):
    @extend_schema(operation_id="roster", parameters=[AGENCY], responses=answers())
    def get(self, request: Request) -> Response:
        """Return an agency's stations, vehicles, shift templates, minimums, scope, and who is due to sign on."""
        return Response(rosters.roster(me(request), request.query_params.get("agency")))


class MyShiftView(APIView):
    @extend_schema(operation_id="my_shift", responses=answers())
    def get(self, request: Request) -> Response:
        """Return the shift that is mine now and the next one, and what signing on may name: units, people, vehicles."""
        return Response(my_shift.of(me(request)))


class PeopleView(APIView):
    @extend_schema(operation_id="roster_people", parameters=[AGENCY], responses=answers())
    def get(self, request: Request) -> Response:
        """Return an agency's members with their certificates."""
        return Response(rosters.people(me(request), request.query_params.get("agency")))


class TrackersView(APIView):
    @extend_schema(operation_id="roster_trackers", parameters=[AGENCY], responses=answers())
    def get(self, request: Request) -> Response:
        """Return what reports where an agency's units are: devices and gateways, last heard, token ends."""
        return Response(rosters.trackers(me(request), request.query_params.get("agency")))


class WeekView(APIView):
    @extend_schema(operation_id="roster_week", parameters=DAYS, responses=answers())
    def get(self, request: Request) -> Response:
        """Return the shifts of local days, a week from today when nothing is said."""
        return Response(rosters.week(*_days(request)))


class CoverageView(APIView):
    @extend_schema(operation_id="roster_coverage", parameters=DAYS, responses=answers())
    def get(self, request: Request) -> Response:
        """Return by kind and hour how many units are planned and how many there should be, and the gaps."""
        return Response(rosters.covered(*_days(request)))


class ImportView(APIView):
    parser_classes = [MultiPartParser]

    @extend_schema(operation_id="roster_import", request=RosterFile, responses=answers())
    def post(self, request: Request) -> Response:
        """Show what a roster file would change (`dry_run`), with every fault by its line; or import all of it."""
        by = _importer(request)
        asked = RosterFile(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        if said["file"].size > roster_file.BYTES_MAX:
            raise errors.Invalid(f"The file is larger than {roster_file.BYTES_MAX // 1024 // 1024} MB.")
        content = said["file"].read()
        tell = how_far.telling(by.id, said.get("request_id"))
        if said["dry_run"]:
            return Response(_preview(by, content, said["retire_missing"], tell))
        if "request_id" not in said:
            raise errors.Invalid("request_id: is needed.", fields={"request_id": ["Is needed."]})
        rows = _rows(content, tell)
        body = {"request_id": str(said["request_id"]), "rows": rows, "sha256": roster_file.digest(content)}
        line = commands.run(rosters.IMPORTING, by=by, body=body | {"retire_missing": said["retire_missing"]})
        hub().made_here(line, connection.connection.info.backend_pid)
        return Response({"event": line.view(by.audience)})


class ImportHowFarView(APIView):
    @extend_schema(
        operation_id="roster_import_how_far",
        parameters=[OpenApiParameter("request_id", UUID, required=True)],
        responses=answers(),
    )
    def get(self, request: Request) -> Response:
        """Return `{phase, done, total}` of an upload of one's own that goes on: rows read, checked, compared, written.

        `phase` is null before there is anything to say; `total` is null while it is not known.
        """
        try:
            asked = UUID(request.query_params.get("request_id", ""))
        except ValueError:
            raise errors.Invalid("request_id: is a UUID.", fields={"request_id": ["Is a UUID."]}) from None
        return Response(how_far.of(_importer(request).id, asked))


class ImportedView(APIView):
    @extend_schema(operation_id="roster_imported", parameters=[AGENCY], responses=answers())
    def get(self, request: Request, ref: UUID) -> Response:
        """Return what an import changed: each row's line, record, name, what became of it and in which fields."""
        return Response(rosters.changes(me(request), request.query_params.get("agency"), ref))


def _importer(request: Request) -> Principal:
    by = me(request)
    if not roles.may(by.role, rosters.IMPORTING):
        raise errors.Forbidden("A roster is imported by its agency's admins.")
    return by


def _rows(content: bytes, tell: Tell) -> list[dict[str, Any]]:
    try:
        return roster_file.rows(content, lambda done: tell(READ, done, None))
    except BadRoster as bad:
        raise errors.Invalid(str(bad).splitlines()[0], fields={"file": str(bad).splitlines()}) from None


def _preview(by: Principal, content: bytes, retire_missing: bool, tell: Tell) -> dict[str, Any]:
    about = {"sha256": roster_file.digest(content)}
    try:
        rows = roster_file.rows(content, lambda done: tell(READ, done, None))
        return about | rosters.preview(by, rows, retire_missing=retire_missing, tell=tell)
    except BadRoster as bad:
        faults = [{"line": line, "says": says} for line, says in bad.faults]
        return about | {"counts": {}, "changes": [], "more": 0, "faults": faults}
