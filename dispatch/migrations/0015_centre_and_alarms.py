"""Settings of the centre, version by version and only added, with what the package ships as the first; alarms."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.utils import timezone

from dispatch.centre import defaults

ONLY_ADDED = """
CREATE TRIGGER setting_only_added BEFORE UPDATE OR DELETE ON dispatch_setting
    FOR EACH ROW EXECUTE FUNCTION rows_are_only_added();
CREATE TRIGGER setting_no_truncate BEFORE TRUNCATE ON dispatch_setting
    FOR EACH STATEMENT EXECUTE FUNCTION rows_are_only_added();
"""
UNDO = """
DROP TRIGGER setting_only_added ON dispatch_setting;
DROP TRIGGER setting_no_truncate ON dispatch_setting;
"""


def ship(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Store what the package ships as version 1, so that the record says what counted from the first day on."""
    settings = apps.get_model("dispatch", "Setting").objects.using(schema_editor.connection.alias)
    for name, value in defaults.all_of_them().items():
        settings.create(name=name, version=1, value=value, by="system", at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [
        ("dispatch", "0014_places_and_cautions"),
        ("responders", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Alarm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(unique=True)),
                ("kind", models.CharField(max_length=24)),
                ("source", models.CharField(max_length=80)),
                ("priority", models.CharField(max_length=10)),
                ("tone", models.CharField(max_length=10)),
                ("says", models.CharField(max_length=300)),
                ("action", models.CharField(max_length=200)),
                ("alert_n", models.PositiveIntegerField(default=0)),
                ("members", models.JSONField(default=list)),
                ("sounded", models.JSONField(default=list)),
                ("times", models.PositiveIntegerField(default=1)),
                ("chattering", models.BooleanField(default=False)),
                ("raised_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("acknowledged_by", models.CharField(blank=True, max_length=150)),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                ("escalated_at", models.DateTimeField(blank=True, null=True)),
                ("escalated_to", models.JSONField(default=dict)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.CharField(blank=True, max_length=150)),
                ("ended_how", models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="Setting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=24)),
                ("version", models.PositiveIntegerField()),
                ("value", models.JSONField()),
                ("by", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="alert",
            name="alert_kind",
        ),
        migrations.AddField(
            model_name="assignment",
            name="checked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        (
                            "triage_changed",
                            "no_team_in_time",
                            "place_changed",
                            "unit_taken",
                            "help_asked",
                            "emergency",
                        ),
                    )
                ),
                name="alert_kind",
            ),
        ),
        migrations.AddField(
            model_name="alarm",
            name="incident",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="alarms",
                to="dispatch.incident",
            ),
        ),
        migrations.AddField(
            model_name="alarm",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="responders.unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="setting",
            constraint=models.UniqueConstraint(fields=("name", "version"), name="setting_version"),
        ),
        migrations.AddIndex(
            model_name="alarm",
            index=models.Index(condition=models.Q(("acknowledged_at", None)), fields=["due_at"], name="alarm_due"),
        ),
        migrations.AddIndex(
            model_name="alarm",
            index=models.Index(fields=["last_at"], name="alarm_last"),
        ),
        migrations.AddConstraint(
            model_name="alarm",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("source",), name="alarm_one_open_per_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="alarm",
            constraint=models.CheckConstraint(
                condition=models.Q(("priority__in", ("low", "medium", "high", "emergency"))), name="alarm_priority"
            ),
        ),
        migrations.AddConstraint(
            model_name="alarm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("acknowledged_at", None), ("acknowledged_by", "")),
                    models.Q(("acknowledged_at__isnull", False), models.Q(("acknowledged_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="alarm_acknowledged_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="alarm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at", None),
                    models.Q(("priority", "emergency"), _negated=True),
                    models.Q(
                        models.Q(("ended_by__in", ("", "system")), _negated=True),
                        models.Q(("ended_how", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="alarm_emergency_ended_by_a_person",
            ),
        ),
        migrations.RunSQL(ONLY_ADDED, UNDO),
        migrations.RunPython(ship, migrations.RunPython.noop),
    ]
