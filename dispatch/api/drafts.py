"""Drafts of calls being typed: neither commands nor events (design 1)."""

from typing import Any

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dispatch import errors
from dispatch.api.shapes import ERRORS, OBJECT, answers, me
from dispatch.models import Draft

DRAFT = {"application/json": {"type": "object", "properties": {"fields": OBJECT, "caret": {}}}}


class DraftsView(APIView):
    @extend_schema(operation_id="drafts", responses=answers())
    def get(self, request: Request) -> Response:
        """Return my drafts, the newest first."""
        mine = Draft.objects.filter(by_id=me(request).id).order_by("-saved_at")[:20]
        return Response({"results": [{"id": str(d.ref), **d.body} for d in mine]})


class DraftView(APIView):
    @extend_schema(responses=answers())
    def get(self, request: Request, ref: Any) -> Response:
        """Return what I had typed."""
        return Response(self._mine(request, ref).body)

    @extend_schema(request=DRAFT, responses=answers())
    def put(self, request: Request, ref: Any) -> Response:
        """Replace the draft: `{fields, caret}`. Not a command and not an event."""
        if not isinstance(request.data, dict) or set(request.data) - {"fields", "caret"}:
            raise errors.Invalid("A draft is {fields, caret}.")
        with transaction.atomic():
            theirs = Draft.objects.filter(ref=ref).exclude(by_id=me(request).id).exists()
            if theirs:
                raise errors.NotFound("There is no such draft.")
            Draft.objects.update_or_create(ref=ref, by_id=me(request).id, defaults={"body": request.data})
        return Response({"saved": True})

    @extend_schema(responses={204: None, **ERRORS})
    def delete(self, request: Request, ref: Any) -> Response:
        """Throw the draft away."""
        Draft.objects.filter(ref=ref, by_id=me(request).id).delete()
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _mine(self, request: Request, ref: Any) -> Draft:
        draft = Draft.objects.filter(ref=ref, by_id=me(request).id).first()
        if draft is None:
            raise errors.NotFound("There is no such draft.")
        return draft
