"""The member in whose name things become due by themselves. Nobody can sign in as it: no password, not active."""

from django.contrib.auth.hashers import make_password
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NAME = "system"


def make(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    members = apps.get_model("responders", "Member").objects.using(schema_editor.connection.alias)  # type: ignore[attr-defined]
    fields = {"role": "system", "is_active": False, "password": make_password(None)}
    members.get_or_create(username=NAME, defaults=fields)


class Migration(migrations.Migration):
    dependencies = [("dispatch", "0007_bias_flag"), ("responders", "0001_initial")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
