from typing import Any

import django.contrib.postgres.fields
from django.db import migrations, models


def named(apps: Any, schema_editor: Any) -> None:
    """Write down what the roster calls those who are on a unit at this moment."""
    units, members = apps.get_model("responders", "Unit"), apps.get_model("responders", "Member")
    for unit in units.objects.exclude(crew=[]):
        known = {
            member.username: f"{member.first_name} {member.last_name}".strip() or member.username
            for member in members.objects.filter(username__in=unit.crew)
        }
        unit.crew_names = [known.get(name, name) for name in unit.crew]
        unit.save(update_fields=["crew_names"])


class Migration(migrations.Migration):
    dependencies = [
        ("responders", "0005_rosters"),
    ]

    operations = [
        migrations.AddField(
            model_name="unit",
            name="crew_names",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=310), blank=True, default=list, size=None
            ),
        ),
        migrations.RunPython(named, migrations.RunPython.noop),
    ]
