"""Reads of policy: releases, drafts, replays. Changes are commands, like everywhere."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dispatch import errors, policy
from dispatch.api.shapes import answers, me, number

FILTERS = [OpenApiParameter("direction", enum=["toward", "away", "neither"]), OpenApiParameter("area")]


class PolicyView(APIView):
    """For those who read policy; everybody else gets 403."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        policy.must_read(me(request))


class ReleasesView(PolicyView):
    @extend_schema(operation_id="protocols", responses=answers())
    def get(self, request: Request) -> Response:
        """Return every released protocol, the one in force first."""
        return Response({"results": policy.releases()})


class ReleaseView(PolicyView):
    @extend_schema(operation_id="protocol", responses=answers())
    def get(self, request: Request, version: str) -> Response:
        """Return one release with its text; the first letters of the version are enough."""
        return Response(policy.release(version))


class ProtocolDraftsView(PolicyView):
    @extend_schema(operation_id="protocol_drafts", responses=answers())
    def get(self, request: Request) -> Response:
        """Return the drafts, open ones first."""
        return Response({"results": policy.drafts()})


class ProtocolDraftView(PolicyView):
    @extend_schema(operation_id="protocol_draft", responses=answers())
    def get(self, request: Request, ref: UUID) -> Response:
        """Return a draft with its text, its faults, and why you may not propose or publish it, if you may not."""
        return Response(policy.draft(me(request), ref))


class ProtocolChangesView(PolicyView):
    @extend_schema(responses=answers())
    def get(self, request: Request, ref: UUID) -> Response:
        """Return what a draft changes in the protocol in force, in words."""
        return Response(policy.changes(ref))


class ReplaysView(PolicyView):
    @extend_schema(
        operation_id="replays", parameters=[OpenApiParameter("draft", UUID, required=True)], responses=answers()
    )
    def get(self, request: Request) -> Response:
        """Return the replays of a draft, the newest first."""
        return Response({"results": policy.replays(_ref(request))})


class ReplayView(PolicyView):
    @extend_schema(operation_id="replay", responses=answers())
    def get(self, request: Request, ref: UUID) -> Response:
        """Return how far a replay is; its result once it is done."""
        return Response(policy.replay(ref))


class FlipsView(PolicyView):
    @extend_schema(parameters=[*FILTERS, OpenApiParameter("after", int)], responses=answers())
    def get(self, request: Request, ref: UUID) -> Response:
        """Return the calls that the draft answers otherwise, 100 at a time; `next` goes into `after`."""
        return Response(policy.flips(ref, _filters(request), number(request, "after", 0)))


def _filters(request: Request) -> dict[str, str]:
    return {name: request.query_params.get(name, "")[:80] for name in ("direction", "area")}


def _ref(request: Request) -> UUID:
    try:
        return UUID(request.query_params.get("draft", ""))
    except ValueError:
        raise errors.Invalid("draft must be a UUID.", fields={"draft": ["Must be a UUID."]}) from None
