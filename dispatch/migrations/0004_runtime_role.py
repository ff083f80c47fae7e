"""What the runtime role may do: everything it needs, nothing on the log but read and append.

Tables made by later migrations get the same rights through default privileges. With one role for both
(no OWNER_DATABASE_URL) there is nothing to grant; `check --deploy` says what that costs.
"""

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

READ_ONLY = ("event", "event_body", "request", "dispatch_loghead")


def grant(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    quote = schema_editor.connection.ops.quote_name
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        role = settings.RUNTIME_ROLE
        if not role or cursor.fetchone()[0] == role:
            return
        runtime = quote(role)
        rights = "SELECT, INSERT, UPDATE, DELETE"
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {runtime}")
        cursor.execute(f"GRANT {rights} ON ALL TABLES IN SCHEMA public TO {runtime}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {runtime}")
        cursor.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {rights} ON TABLES TO {runtime}")
        cursor.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {runtime}")
        for table in READ_ONLY:
            cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON {quote(table)} FROM {runtime}")
        cursor.execute(f"GRANT EXECUTE ON FUNCTION log_append TO {runtime}")


class Migration(migrations.Migration):
    dependencies = [("dispatch", "0003_log")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
