import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("responders", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Gazetteer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("dataset", models.CharField(max_length=40, unique=True)),
                ("rows", models.PositiveIntegerField()),
                ("imported_at", models.DateTimeField()),
                ("sha256", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("dataset", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=12)),
                ("number", models.PositiveIntegerField(default=0)),
                ("street", models.CharField(blank=True, max_length=80)),
                ("cross", models.CharField(blank=True, max_length=80)),
                ("name", models.CharField(blank=True, max_length=120)),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), default=list, size=None
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=120)),
                ("municipality", models.CharField(max_length=60)),
                ("lat", models.FloatField()),
                ("lon", models.FloatField()),
                ("uncertainty_m", models.PositiveIntegerField()),
                ("source", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "indexes": [models.Index(fields=["dataset"], name="place_dataset")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                (
                                    "address",
                                    "block",
                                    "intersection",
                                    "landmark",
                                    "park",
                                    "hospital",
                                    "police",
                                    "fire",
                                    "metro",
                                    "school",
                                    "shelter",
                                    "ramp",
                                    "government",
                                    "clinic",
                                ),
                            )
                        ),
                        name="place_kind",
                    ),
                    models.CheckConstraint(condition=models.Q(("lat__range", (-90, 90))), name="place_lat_on_earth"),
                    models.CheckConstraint(condition=models.Q(("lon__range", (-180, 180))), name="place_lon_on_earth"),
                ],
            },
        ),
    ]
