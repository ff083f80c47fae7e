"""The HTTP door for commands, one view a verb, so that the schema shows each verb with its own fields."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dispatch import commands, door
from dispatch.api.shapes import OBJECT, answers, me
from dispatch.commands.registry import Command

EVENT = {"type": "object", "properties": {"event": OBJECT}}


class CommandView(APIView):
    """One verb. Under ASGI the hot door answers this address; this view is the same door for WSGI hosts."""

    verb = ""

    def post(self, request: Request) -> Response:
        """Run the verb and return its event as the sender may see it; the same for a repeated request."""
        code, answer = door.answer(me(request), self.verb, request.data)
        return Response(answer, status=code)


class UnknownVerbView(APIView):
    """Any other verb: told so in our shape, once the sender is known."""

    @extend_schema(exclude=True)
    def post(self, request: Request, verb: str) -> Response:
        code, answer = door.answer(me(request), verb, request.data)
        return Response(answer, status=code)


def command_views() -> dict[str, Any]:
    """Return one view a verb, so that the schema shows each verb with its own fields."""
    return {verb: _command_view(command) for verb, command in sorted(commands.COMMANDS.items())}


def _command_view(command: Command) -> Any:
    document = extend_schema(
        operation_id=command.verb,
        summary=command.verb.replace("_", " "),
        description=command.does.__doc__,
        request=command.takes,
        responses=answers(EVENT),
        tags=["commands"],
    )

    def post(self: CommandView, request: Request) -> Response:
        return CommandView.post(self, request)

    return type(f"{command.verb}_view", (CommandView,), {"verb": command.verb, "post": document(post)}).as_view()
