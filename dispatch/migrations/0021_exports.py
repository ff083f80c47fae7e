import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dispatch", "0020_read_log"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Export",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("what", models.CharField(max_length=12)),
                ("file_format", models.CharField(max_length=4)),
                ("about", models.JSONField(default=dict)),
                ("agency", models.CharField(blank=True, max_length=12)),
                ("role", models.CharField(max_length=20)),
                ("reason", models.CharField(max_length=200)),
                ("rows", models.PositiveIntegerField(null=True)),
                ("needs_second", models.BooleanField()),
                ("at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="export_says_why"),
                    models.CheckConstraint(
                        condition=models.Q(("approved_by", models.F("by")), _negated=True),
                        name="export_approved_by_a_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("at"))), name="export_expires"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at", None), ("approved_by", None)),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                ("needs_second", True),
                            ),
                            _connector="OR",
                        ),
                        name="export_approved_when_it_had_to_be",
                    ),
                ],
            },
        ),
    ]
