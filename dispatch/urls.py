"""Addresses of pages and of the API. Fixed names: other programs call them (design 4)."""

from django.urls import path

from dispatch import health

urlpatterns = [
    path("healthz/", health.alive),
    path("readyz/", health.ready),
]
