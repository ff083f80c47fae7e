"""Alerts, overrides, and the clock of eligible calls; and the account in whose name time limits are reported.

Incidents from before have waited since they were opened. An outcome on one that was never eligible said nothing.
"""

from typing import Any

import django.db.models.deletion
from django.contrib.auth.hashers import make_password
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

EARLIER = """
UPDATE dispatch_incident SET eligible_at = opened_at WHERE eligible;
UPDATE dispatch_incident SET outcome = '', outcome_reason = '' WHERE NOT eligible AND outcome <> '';
"""


def make_system(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Nobody can sign in as it: it is not active and has a password that nothing matches."""
    member = apps.get_model("responders", "Member")
    member.objects.create(username="system", role="system", is_active=False, password=make_password(None))


class Migration(migrations.Migration):
    dependencies = [
        ("dispatch", "0006_heartbeat"),
        ("responders", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="notes",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="incident",
            name="alerts_count",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="incident",
            name="eligible_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="incident",
            name="overdue_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="incident",
            name="overdue_why",
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.AddField(
            model_name="incident",
            name="team_due_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="Alert",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("n", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("raised_at", models.DateTimeField()),
                ("says", models.TextField()),
                ("facts", models.JSONField(default=dict)),
                ("units", models.JSONField(default=list)),
                ("acknowledgements", models.JSONField(default=list)),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="alerts", to="dispatch.incident"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("n", models.PositiveIntegerField()),
                ("state", models.CharField(max_length=24)),
                ("since", models.DateTimeField()),
                ("direction", models.CharField(max_length=20)),
                ("response", models.JSONField()),
                ("was", models.JSONField()),
                ("recommended", models.JSONField()),
                ("determination", models.CharField(blank=True, max_length=16)),
                ("reason_code", models.CharField(max_length=32)),
                ("words", models.CharField(max_length=500)),
                ("known", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=150)),
                ("decided_by", models.CharField(blank=True, max_length=150)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decided_words", models.CharField(blank=True, max_length=500)),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="overrides", to="dispatch.incident"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="incident",
            name="override",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="newest_of",
                to="dispatch.override",
            ),
        ),
        migrations.RunSQL(EARLIER, migrations.RunSQL.noop),
        migrations.RunPython(make_system, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(
                condition=models.Q(("team_due_at__isnull", False)), fields=["team_due_at"], name="incident_team_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome", ""), ("eligible", True), _connector="OR"),
                name="incident_outcome_of_eligible_only",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("eligible", True), ("eligible_at__isnull", False)),
                    models.Q(("eligible", False), ("eligible_at__isnull", True)),
                    _connector="OR",
                ),
                name="incident_eligible_since",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("team_due_at__isnull", True),
                    models.Q(("eligible", True), ("status__in", ("waiting", "working"))),
                    _connector="OR",
                ),
                name="incident_team_due_while_it_waits",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(("overdue_why__in", ["", "none_on_shift", "none_in_area", "all_committed"])),
                name="incident_overdue_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.UniqueConstraint(fields=("incident", "n"), name="alert_number"),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("triage_changed", "no_team_in_time"))), name="alert_kind"
            ),
        ),
        migrations.AddIndex(
            model_name="override",
            index=models.Index(fields=["direction", "-id"], name="override_by_direction"),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.UniqueConstraint(fields=("incident", "n"), name="override_number"),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("awaiting_confirmation", "in_force"))),
                fields=("incident",),
                name="override_one_open_per_incident",
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("awaiting_confirmation", "in_force", "suspended", "refused", "replaced", "lapsed"))
                ),
                name="override_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(("direction__in", ("toward_police", "away_from_police", "neither"))),
                name="override_direction",
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "reason_code__in",
                        (
                            "clinician_advice",
                            "caller_known",
                            "scene_report",
                            "caller_request",
                            "new_information_not_in_text",
                            "triage_misread",
                            "agency_policy",
                            "other",
                        ),
                    )
                ),
                name="override_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(("determination__in", ["", "criminal", "non_criminal", "undetermined"])),
                name="override_determination",
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="override_with_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(("decided_by", models.F("by")), _negated=True), name="override_second_person"
            ),
        ),
    ]
