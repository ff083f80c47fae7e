"""The log of reads in the database: who looked at what, hash-chained and append-only like the log of changes.

A chain of its own, so that no reader waits for a command and no command for a reader. One function appends, as the owner;
the runtime role may execute it and read the tables, and has no INSERT, UPDATE, DELETE or TRUNCATE on them. The line's
exact bytes are six lines joined by a line feed; `dispatch.read_log` writes the same six.
"""

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = r"""
CREATE TABLE read_head (
    id smallint PRIMARY KEY CHECK (id = 1),
    n bigint NOT NULL,
    at timestamptz NOT NULL,
    hash bytea NOT NULL
);
INSERT INTO read_head (id, n, at, hash) VALUES (1, 0, 'epoch'::timestamptz, sha256(''::bytea));
CREATE TABLE read_line (
    n bigint PRIMARY KEY,
    at timestamptz NOT NULL,
    by varchar(150) NOT NULL,
    what varchar(20) NOT NULL,
    about text NOT NULL,
    prev bytea NOT NULL,
    hash bytea NOT NULL
);

CREATE FUNCTION read_append(_by text, _what text, _about text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    _n bigint;
    _at timestamptz;
    _prev bytea;
    _hash bytea;
BEGIN
    SELECT h.n + 1, greatest(clock_timestamp(), h.at), h.hash INTO STRICT _n, _at, _prev
      FROM read_head h WHERE h.id = 1 FOR UPDATE;
    _hash := sha256(convert_to(concat_ws(E'\n',
        _n::text, to_char(_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        _by, _what, _about, encode(_prev, 'hex')), 'UTF8'));
    INSERT INTO read_line (n, at, by, what, about, prev, hash) VALUES (_n, _at, _by, _what, _about, _prev, _hash);
    UPDATE read_head h SET n = _n, at = _at, hash = _hash WHERE h.id = 1;
    RETURN _n;
END $$;
REVOKE ALL ON FUNCTION read_append FROM PUBLIC;

CREATE TRIGGER read_line_append_only BEFORE UPDATE OR DELETE ON read_line
    FOR EACH ROW EXECUTE FUNCTION log_is_append_only();
CREATE TRIGGER read_line_no_truncate BEFORE TRUNCATE ON read_line
    FOR EACH STATEMENT EXECUTE FUNCTION log_is_append_only();
"""


def make(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    quote = schema_editor.connection.ops.quote_name
    role = settings.RUNTIME_ROLE
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(TABLES)
        cursor.execute("SELECT current_user")
        if not role or cursor.fetchone()[0] == role:
            return
        for table in ("read_line", "read_head"):
            cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM {quote(role)}")
        cursor.execute(f"GRANT EXECUTE ON FUNCTION read_append TO {quote(role)}")


def drop(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION read_append; DROP TABLE read_line; DROP TABLE read_head")


class Migration(migrations.Migration):
    dependencies = [("dispatch", "0019_field")]
    operations = [migrations.RunPython(make, drop)]
