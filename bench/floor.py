"""The framework's own floor: the least a Django view can do that signs the sender in and writes durably.

The same server, settings, middleware and sign-in as the product; one locked counter row, two inserted rows.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dispatch.settings")

from django.core.asgi import get_asgi_application

django = get_asgi_application()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.http import HttpRequest, JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402

from dispatch import principals  # noqa: E402


@csrf_exempt
def write(request: HttpRequest) -> JsonResponse:
    word, _, token = request.headers.get("Authorization", "").partition(" ")
    shown = principals.Credential(word.lower(), token)
    by = principals.known(shown) or principals.load(shown)
    if by is None:
        return JsonResponse({}, status=401)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE bench_counter SET value = value + 1 WHERE id = 1 RETURNING value")
        n = cursor.fetchone()[0]
        for _ in range(2):
            cursor.execute("INSERT INTO bench_row (n, text) VALUES (%s, %s)", [n, "x" * 400])
    return JsonResponse({"n": n})


urlpatterns = [path("floor/", write)]
settings.ROOT_URLCONF = "bench.floor"
application = django
