from django.apps import AppConfig


class RespondersConfig(AppConfig):
    name = "responders"
    default_auto_field = "django.db.models.BigAutoField"
