"""Ringing calls, texts and call-backs. Texts are only ever added; no ringing call and no task can be deleted.

Threat: a call that nobody answered, or what its caller texted, is gone when somebody asks. Retention, which must
remove words one day, is a command of the owner's: it switches a trigger off for its own transaction.
"""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KEPT = """
CREATE TRIGGER text_only_added BEFORE UPDATE OR DELETE ON dispatch_text
    FOR EACH ROW EXECUTE FUNCTION rows_are_only_added();
CREATE TRIGGER text_no_truncate BEFORE TRUNCATE ON dispatch_text
    FOR EACH STATEMENT EXECUTE FUNCTION rows_are_only_added();
CREATE TRIGGER ringing_never_deleted BEFORE DELETE ON dispatch_ringing
    FOR EACH ROW EXECUTE FUNCTION rows_are_only_added();
CREATE TRIGGER callback_never_deleted BEFORE DELETE ON dispatch_callback
    FOR EACH ROW EXECUTE FUNCTION rows_are_only_added();
"""
UNDO = """
DROP TRIGGER text_only_added ON dispatch_text;
DROP TRIGGER text_no_truncate ON dispatch_text;
DROP TRIGGER ringing_never_deleted ON dispatch_ringing;
DROP TRIGGER callback_never_deleted ON dispatch_callback;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dispatch", "0011_cancelled_replays"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="incident",
            name="silent_mode",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="Ringing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("provider_ref", models.CharField(max_length=200)),
                ("medium", models.CharField(max_length=8)),
                ("state", models.CharField(default="ringing", max_length=8)),
                ("number", models.CharField(blank=True, max_length=40)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("lat", models.FloatField(blank=True, null=True)),
                ("lon", models.FloatField(blank=True, null=True)),
                ("uncertainty_m", models.FloatField(blank=True, null=True)),
                ("class_of_service", models.CharField(blank=True, max_length=8)),
                ("located_at", models.DateTimeField(blank=True, null=True)),
                ("rang_at", models.DateTimeField()),
                ("claimed_username", models.CharField(blank=True, max_length=150)),
                ("claimed_name", models.CharField(blank=True, max_length=150)),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended", models.CharField(blank=True, max_length=20)),
                ("texts_count", models.PositiveIntegerField(default=0)),
                (
                    "call",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rang_as",
                        to="dispatch.call",
                    ),
                ),
                (
                    "claimed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "feed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="dispatch.incident",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Callback",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("number", models.CharField(blank=True, max_length=40)),
                ("why", models.CharField(max_length=20)),
                ("planned_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("attempts", models.JSONField(default=list)),
                ("outcome", models.CharField(blank=True, max_length=24)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "call",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="callbacks",
                        to="dispatch.call",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="dispatch.incident",
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ringing",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="callbacks",
                        to="dispatch.ringing",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Text",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("n", models.PositiveIntegerField()),
                ("side", models.CharField(max_length=6)),
                ("words", models.TextField()),
                ("at", models.DateTimeField()),
                ("provider_ref", models.CharField(blank=True, max_length=200)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ringing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="dispatch.ringing"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="ringing",
            index=models.Index(
                condition=models.Q(("state__in", ("ringing", "claimed", "taken"))),
                fields=["rang_at"],
                name="ringing_on_the_line",
            ),
        ),
        migrations.AddConstraint(
            model_name="ringing",
            constraint=models.UniqueConstraint(fields=("feed", "provider_ref"), name="ringing_once_per_ref"),
        ),
        migrations.AddConstraint(
            model_name="ringing",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("ringing", "claimed", "taken", "ended"))), name="ringing_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="ringing",
            constraint=models.CheckConstraint(
                condition=models.Q(("medium__in", ("voice", "text", "chat"))), name="ringing_medium"
            ),
        ),
        migrations.AddConstraint(
            model_name="ringing",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended__in", ["", "abandoned", "hung_up", "answered_elsewhere", "completed"])),
                name="ringing_how_it_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="ringing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", False), ("state", "ended"), models.Q(("ended", ""), _negated=True)),
                    models.Q(models.Q(("state", "ended"), _negated=True), ("ended", ""), ("ended_at__isnull", True)),
                    _connector="OR",
                ),
                name="ringing_ended_with_how_and_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="ringing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "claimed"), _negated=True), ("claimed_by__isnull", False), _connector="OR"
                ),
                name="ringing_claimed_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="ringing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "taken"), _negated=True), ("call__isnull", False), _connector="OR"
                ),
                name="ringing_taken_as_a_call",
            ),
        ),
        migrations.AddConstraint(
            model_name="ringing",
            constraint=models.CheckConstraint(
                condition=models.Q(("lat__range", (-90, 90))), name="ringing_lat_on_earth"
            ),
        ),
        migrations.AddConstraint(
            model_name="ringing",
            constraint=models.CheckConstraint(
                condition=models.Q(("lon__range", (-180, 180))), name="ringing_lon_on_earth"
            ),
        ),
        migrations.AddIndex(
            model_name="callback",
            index=models.Index(condition=models.Q(("outcome", "")), fields=["due_at"], name="callback_open"),
        ),
        migrations.AddConstraint(
            model_name="callback",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "outcome__in",
                        [
                            "",
                            "reached_no_emergency",
                            "reached_emergency",
                            "no_answer",
                            "voicemail",
                            "busy",
                            "open_line",
                        ],
                    )
                ),
                name="callback_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="callback",
            constraint=models.CheckConstraint(
                condition=models.Q(("why__in", ("abandoned", "hung_up", "planned"))), name="callback_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="callback",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("outcome", "")),
                    models.Q(models.Q(("outcome", ""), _negated=True), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="callback_ended_with_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="callback",
            constraint=models.CheckConstraint(
                condition=models.Q(("ringing__isnull", False), ("call__isnull", False), _connector="OR"),
                name="callback_of_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="callback",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "")), fields=("ringing",), name="callback_one_open_per_ringing"
            ),
        ),
        migrations.AddConstraint(
            model_name="callback",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "")), fields=("call",), name="callback_one_open_per_call"
            ),
        ),
        migrations.AddConstraint(
            model_name="text",
            constraint=models.UniqueConstraint(fields=("ringing", "n"), name="text_number"),
        ),
        migrations.AddConstraint(
            model_name="text",
            constraint=models.CheckConstraint(condition=models.Q(("side__in", ("caller", "desk"))), name="text_side"),
        ),
        migrations.AddConstraint(
            model_name="text",
            constraint=models.UniqueConstraint(
                condition=models.Q(("provider_ref", ""), _negated=True),
                fields=("ringing", "provider_ref"),
                name="text_once_per_ref",
            ),
        ),
        migrations.RunSQL(KEPT, UNDO),
    ]
