"""Tracks: a ring of partitions that are emptied as a whole. Why a ring and not a table: `dispatch/tracks.py`.

Inserts go to one or two partitions, in the order of time, so a BRIN index finds a period; the primary key finds one
unit and makes a repeated batch harmless. No foreign key: units are retired and not deleted, and each of 2,000 rows a second
would ask for its unit. The runtime role may empty partitions of this table and of no other.

Units get room in their pages, so that a new position is written beside the old one (HOT) and no index is touched.
"""

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SLOTS = 64
TABLE = """
CREATE TABLE track (
    slot smallint NOT NULL,
    unit_id bigint NOT NULL,
    at timestamptz NOT NULL,
    heard_at timestamptz NOT NULL,
    told boolean NOT NULL,
    lat double precision NOT NULL CHECK (lat BETWEEN -90 AND 90),
    lon double precision NOT NULL CHECK (lon BETWEEN -180 AND 180),
    accuracy real,
    speed real,
    heading real,
    PRIMARY KEY (slot, unit_id, at)
) PARTITION BY LIST (slot);
CREATE INDEX track_at ON track USING brin (at) WITH (autosummarize = on);
ALTER TABLE responders_unit SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.1);
"""


def make(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    quote = schema_editor.connection.ops.quote_name
    role = settings.RUNTIME_ROLE
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(TABLE)
        cursor.execute("SELECT current_user")
        owned = cursor.fetchone()[0] == role or not role
        for n in range(SLOTS):
            cursor.execute(f"CREATE TABLE track_{n:02d} PARTITION OF track FOR VALUES IN ({n})")
            if not owned:
                cursor.execute(f"GRANT TRUNCATE ON track_{n:02d} TO {quote(role)}")


def drop(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "DROP TABLE track; ALTER TABLE responders_unit RESET (fillfactor, autovacuum_vacuum_scale_factor)"
        )


class Migration(migrations.Migration):
    dependencies = [("dispatch", "0016_preferences"), ("responders", "0004_trackers")]
    operations = [migrations.RunPython(make, drop)]
