"""The ASGI application: Django for HTTP, the board's socket beside it."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dispatch.settings")

application = get_asgi_application()
