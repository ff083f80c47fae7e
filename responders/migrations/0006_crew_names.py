import django.contrib.postgres.fields
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def named(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write down what the roster calls those who are on a unit at this moment."""
    where = schema_editor.connection.alias  # the owner's connection, which holds the lock of the new column
    units, members = (apps.get_model("responders", name).objects.using(where) for name in ("Unit", "Member"))
    for unit in units.exclude(crew=[]):
        known = {
            member.username: f"{member.first_name} {member.last_name}".strip() or member.username
            for member in members.filter(username__in=unit.crew)
        }
        unit.crew_names = [known.get(name, name) for name in unit.crew]
        unit.save(using=where, update_fields=["crew_names"])


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
