"""The table of the database cache (embedded default: no Redis)."""

from django.db import migrations

TABLE = """
CREATE TABLE IF NOT EXISTS cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS cache_expires ON cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("dispatch", "0004_runtime_role")]
    operations = [migrations.RunSQL(TABLE, "DROP TABLE cache")]
