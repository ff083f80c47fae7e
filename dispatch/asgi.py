"""The ASGI application: the pages' files, the hot door for commands, Django for pages and reads, the board's socket.

The hub starts with the process (lifespan), so that `/readyz/` can say whether it listens.
"""

import asyncio
import gc
import os
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dispatch.settings")
django = get_asgi_application()

from asgiref.sync import sync_to_async  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import Error  # noqa: E402
from django.urls import path  # noqa: E402

from dispatch import (  # noqa: E402
    drill,
    hot,
    warming,
    watching,
)
from dispatch.consumers import BoardConsumer  # noqa: E402
from dispatch.hub import hub  # noqa: E402
from dispatch.statics import Statics  # noqa: E402
from triage import engine  # noqa: E402

statics = Statics()


async def http(scope: Any, receive: Any, send: Any) -> None:
    if hot.is_hot(scope):
        await hot.commands(scope, receive, send)
    elif (file := statics.found(scope)) is not None:
        await statics.answer(file, scope, send)
    else:
        await django(scope, receive, send)


def _settle() -> None:
    """Take the program itself out of garbage collection, and collect more seldom.

    A full collection over Django's modules and a thousand sockets stops every board for a good part of a second.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def _why_not() -> str:
    """Return why this process may not work on its database. One that is away is asked by `/readyz/` later."""
    try:
        drill.check(settings.DRILL)
    except drill.Mismatch as why:
        return str(why)
    except Error:
        return ""
    return ""


async def lifespan(scope: Any, receive: Any, send: Any) -> None:
    """Start the hub and the watch over the worker with the process and stop them with the process."""
    watch: asyncio.Task[None] | None = None
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            if problem := await sync_to_async(_why_not)():
                await send({"type": "lifespan.startup.failed", "message": f"Daybreak cannot start: {problem}."})
                return
            hub()
            engine.warm()
            await sync_to_async(warming.warm)()
            _settle()
            watch = asyncio.create_task(watching.watch())
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            if watch:
                watch.cancel()
            await hub().stop()
            await send({"type": "lifespan.shutdown.complete"})
            return


async def no_such_socket(scope: Any, receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "websocket.close", "code": 4404})


application = ProtocolTypeRouter(
    {
        "http": http,
        "lifespan": lifespan,
        "websocket": URLRouter([path("ws/board/", BoardConsumer.as_asgi()), path("<path:anything>", no_such_socket)]),
    }
)
