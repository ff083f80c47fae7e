"""Premise cautions; where an incident is, in parts; calls found by the digits of their number."""

import uuid

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from places import typed


def spell_addresses(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Incidents from before are found by their address too."""
    incidents = apps.get_model("dispatch", "Incident").objects.using(schema_editor.connection.alias)
    changed = []
    for incident in incidents.only("pk", "address").iterator(chunk_size=2000):
        incident.place_key = typed.read(incident.address).key[:120]
        changed.append(incident)
    incidents.bulk_update(changed, ["place_key"], batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [
        ("dispatch", "0013_desk_verbs"),
        ("responders", "0002_places"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Caution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("compartment", models.CharField(max_length=8)),
                ("severity", models.CharField(max_length=12)),
                ("address", models.CharField(max_length=300)),
                ("place_key", models.CharField(blank=True, max_length=120)),
                ("lat", models.FloatField(blank=True, null=True)),
                ("lon", models.FloatField(blank=True, null=True)),
                ("radius_m", models.PositiveSmallIntegerField(default=60)),
                ("text", models.TextField()),
                ("source", models.CharField(max_length=200)),
                ("added_at", models.DateTimeField()),
                ("review_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("state", models.CharField(default="active", max_length=8)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_why", models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.AddField(
            model_name="incident",
            name="apartment",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="incident",
            name="cautions",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="incident",
            name="cross_street",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="incident",
            name="gate",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="incident",
            name="municipality",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="incident",
            name="place_key",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="incident",
            name="place_verified",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="incident",
            name="uncertainty_m",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.RunPython(spell_addresses, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(
                django.db.models.functions.text.Right(
                    models.Func(
                        models.F("callback"),
                        models.Value("[^0-9]"),
                        models.Value(""),
                        models.Value("g"),
                        function="regexp_replace",
                    ),
                    10,
                ),
                name="call_callback_digits",
            ),
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(
                condition=models.Q(("lat__isnull", False)), fields=["lat", "lon"], name="incident_place"
            ),
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(
                condition=models.Q(("place_key", ""), _negated=True), fields=["place_key"], name="incident_place_key"
            ),
        ),
        migrations.AddField(
            model_name="caution",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="caution",
            name="reviewed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="caution",
            index=models.Index(condition=models.Q(("state", "active")), fields=["lat", "lon"], name="caution_place"),
        ),
        migrations.AddIndex(
            model_name="caution",
            index=models.Index(condition=models.Q(("state", "active")), fields=["place_key"], name="caution_key"),
        ),
        migrations.AddIndex(
            model_name="caution",
            index=models.Index(condition=models.Q(("state", "active")), fields=["expires_at"], name="caution_due"),
        ),
        migrations.AddConstraint(
            model_name="caution",
            constraint=models.CheckConstraint(
                condition=models.Q(("compartment__in", ("common", "law", "care"))), name="caution_compartment"
            ),
        ),
        migrations.AddConstraint(
            model_name="caution",
            constraint=models.CheckConstraint(
                condition=models.Q(("severity__in", ("information", "caution", "danger"))), name="caution_severity"
            ),
        ),
        migrations.AddConstraint(
            model_name="caution",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("active", "expired"))), name="caution_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="caution",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("text", ""), _negated=True), models.Q(("source", ""), _negated=True)),
                name="caution_says_what_and_from_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="caution",
            constraint=models.CheckConstraint(condition=models.Q(("radius_m__range", (1, 500))), name="caution_radius"),
        ),
        migrations.AddConstraint(
            model_name="caution",
            constraint=models.CheckConstraint(
                condition=models.Q(("lat__range", (-90, 90))), name="caution_lat_on_earth"
            ),
        ),
        migrations.AddConstraint(
            model_name="caution",
            constraint=models.CheckConstraint(
                condition=models.Q(("lon__range", (-180, 180))), name="caution_lon_on_earth"
            ),
        ),
        migrations.AddConstraint(
            model_name="caution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lat__isnull", False), ("lon__isnull", False)),
                    models.Q(("lat", None), ("lon", None), models.Q(("place_key", ""), _negated=True)),
                    _connector="OR",
                ),
                name="caution_is_somewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="caution",
            constraint=models.CheckConstraint(
                condition=models.Q(("review_at__lte", models.F("expires_at"))), name="caution_review_before_end"
            ),
        ),
        migrations.AddConstraint(
            model_name="caution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("state", "active")),
                    models.Q(
                        ("ended_at__isnull", False), ("state", "expired"), models.Q(("ended_why", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="caution_ended_with_reason",
            ),
        ),
    ]
