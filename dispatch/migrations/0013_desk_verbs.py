"""What the desks' verbs need: links, requests for help, persons, vehicles, interpreters, transfers, messages.

Steps are only added: a correction or an undo is another row that supersedes.
"""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

MOVES = """
CREATE TRIGGER move_only_added BEFORE UPDATE OR DELETE ON dispatch_move
    FOR EACH ROW EXECUTE FUNCTION rows_are_only_added();
CREATE TRIGGER move_no_truncate BEFORE TRUNCATE ON dispatch_move
    FOR EACH STATEMENT EXECUTE FUNCTION rows_are_only_added();
"""
UNDO = "DROP TRIGGER move_only_added ON dispatch_move; DROP TRIGGER move_no_truncate ON dispatch_move"


class Migration(migrations.Migration):
    dependencies = [
        ("dispatch", "0012_arrivals"),
        ("responders", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HelpRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("n", models.PositiveIntegerField()),
                ("what", models.CharField(max_length=10)),
                ("kind", models.CharField(blank=True, max_length=20)),
                ("unit", models.CharField(blank=True, max_length=16)),
                ("stays", models.BooleanField(null=True)),
                ("why", models.CharField(max_length=300)),
                ("by", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
                ("answered_by", models.CharField(blank=True, max_length=16)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=150)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Interpreter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=8)),
                ("state", models.CharField(max_length=10)),
                ("requested_at", models.DateTimeField(blank=True, null=True)),
                ("connected_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("by", models.CharField(max_length=150)),
            ],
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("relation", models.CharField(max_length=16)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("kind", models.CharField(max_length=8)),
                ("compartment", models.CharField(default="common", max_length=8)),
                ("to_kind", models.CharField(max_length=8)),
                ("to", models.CharField(max_length=40)),
                ("text", models.TextField()),
                ("by", models.CharField(max_length=150)),
                ("by_unit", models.CharField(blank=True, max_length=16)),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("area", models.CharField(blank=True, max_length=80)),
                ("units", models.JSONField(default=dict)),
                ("agencies", models.JSONField(default=list)),
                ("acknowledged", models.JSONField(default=list)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("n", models.PositiveIntegerField()),
                ("role", models.CharField(max_length=12)),
                ("description", models.CharField(blank=True, max_length=1000)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("health", models.TextField(blank=True)),
                ("record", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("n", models.PositiveIntegerField()),
                ("to", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=8)),
                ("state", models.CharField(max_length=12)),
                ("since", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("outcome", models.CharField(blank=True, max_length=300)),
                ("steps", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="Vehicle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("n", models.PositiveIntegerField()),
                ("description", models.CharField(blank=True, max_length=1000)),
                ("plate", models.CharField(blank=True, max_length=16)),
                ("plate_state", models.CharField(blank=True, max_length=16)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="alert",
            name="alert_kind",
        ),
        migrations.AddField(
            model_name="incident",
            name="due_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="incident",
            name="parts_count",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="incident",
            name="transfers_count",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="note",
            name="struck_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="note",
            name="struck_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=150),
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(
                condition=models.Q(("status", "held")), fields=["hold_until"], name="incident_hold_until"
            ),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ("triage_changed", "no_team_in_time", "place_changed", "unit_taken", "help_asked"))
                ),
                name="alert_kind",
            ),
        ),
        migrations.AddField(
            model_name="helprequest",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="help_requests", to="dispatch.incident"
            ),
        ),
        migrations.AddField(
            model_name="interpreter",
            name="call",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="interpreters", to="dispatch.call"
            ),
        ),
        migrations.AddField(
            model_name="interpreter",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="interpreters", to="dispatch.incident"
            ),
        ),
        migrations.AddField(
            model_name="link",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="link",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="links", to="dispatch.incident"
            ),
        ),
        migrations.AddField(
            model_name="link",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dispatch.incident"
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="incident",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="messages",
                to="dispatch.incident",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="persons", to="dispatch.incident"
            ),
        ),
        migrations.AddField(
            model_name="transfer",
            name="call",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="transfers", to="dispatch.call"
            ),
        ),
        migrations.AddField(
            model_name="transfer",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="transfers", to="dispatch.incident"
            ),
        ),
        migrations.AddField(
            model_name="vehicle",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="vehicle",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="vehicles", to="dispatch.incident"
            ),
        ),
        migrations.AddConstraint(
            model_name="helprequest",
            constraint=models.UniqueConstraint(fields=("incident", "n"), name="help_request_number"),
        ),
        migrations.AddConstraint(
            model_name="helprequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("what__in", ("backup", "hand_over"))), name="help_request_what"
            ),
        ),
        migrations.AddConstraint(
            model_name="helprequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("answered_at__isnull", True), ("withdrawn_at__isnull", True), _connector="OR"),
                name="help_request_ends_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="interpreter",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("requested", "connected", "ended"))), name="interpreter_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="interpreter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "ended"), _negated=True),
                fields=("call",),
                name="interpreter_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("incident", "other", "relation"),
                name="link_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("relation__in", ("related", "duplicate_of", "has_duplicate", "split_from", "split_into"))
                ),
                name="link_relation",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(("incident", models.F("other")), _negated=True), name="link_of_two"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(condition=models.Q(("ended_at__isnull", True)), fields=["until"], name="message_shown"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("message", "bolo"))), name="message_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_kind__in", ("unit", "agency", "desk"))), name="message_receiver"
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("compartment__in", ("common", "law", "care"))), name="message_compartment"
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(fields=("incident", "n"), name="person_number"),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ("caller", "subject", "victim", "witness", "other"))),
                name="person_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.UniqueConstraint(fields=("incident", "n"), name="transfer_number"),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("requested", "accepted"))),
                fields=("call",),
                name="transfer_one_open_leg_per_call",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("requested", "accepted", "completed", "declined", "abandoned"))),
                name="transfer_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("988", "211", "311", "fire", "other"))), name="transfer_kind"
            ),
        ),
        migrations.AddIndex(
            model_name="vehicle",
            index=models.Index(
                condition=models.Q(("plate", ""), _negated=True), fields=["plate"], name="vehicle_plate"
            ),
        ),
        migrations.AddConstraint(
            model_name="vehicle",
            constraint=models.UniqueConstraint(fields=("incident", "n"), name="vehicle_number"),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(condition=models.Q(("state", "queued")), fields=["since"], name="assignment_queued"),
        ),
        migrations.RunSQL(MOVES, UNDO),
    ]
