"""The log in the database: one function appends, triggers refuse everything else.

`log_append` runs as the owner (SECURITY DEFINER); the runtime role may execute it and read the tables, and
has no INSERT, UPDATE, DELETE or TRUNCATE on them. Under the head row's lock happen only: number, recorded
time, hash, insert, notify. `recorded_at` never runs backwards even when the machine's clock does.

The header's exact bytes are nine lines joined by a line feed; `dispatch.log.header` writes the same nine.
"""

from django.db import migrations

LOG = r"""
INSERT INTO dispatch_loghead (id, log, seq, hash, recorded_at)
VALUES (1, gen_random_uuid(), 0, sha256(''::bytea), 'epoch'::timestamptz)
ON CONFLICT DO NOTHING;

CREATE FUNCTION log_append(
    _kind text, _at timestamptz, _by text, _source text, _incidents text[],
    _request_by bigint, _request_id uuid, _verb text, _request_digest bytea,
    _compartments text[], _salts bytea[], _bodies text[]
) RETURNS TABLE (seq bigint, recorded_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    _seq bigint;
    _recorded timestamptz;
    _prev bytea;
    _hash bytea;
    _digests jsonb := '{}';
    _digest_line text := '';
    _digest text;
BEGIN
    FOR i IN 1 .. cardinality(_compartments) LOOP
        _digest := encode(sha256(_salts[i] || convert_to(_bodies[i], 'UTF8')), 'hex');
        _digests := _digests || jsonb_build_object(_compartments[i], _digest);
        _digest_line := _digest_line || _compartments[i] || ':' || _digest || ';';
    END LOOP;

    SELECT h.seq + 1, greatest(clock_timestamp(), h.recorded_at), h.hash
      INTO STRICT _seq, _recorded, _prev
      FROM dispatch_loghead h WHERE h.id = 1 FOR UPDATE;

    _hash := sha256(convert_to(concat_ws(E'\n',
        _seq::text, _kind,
        to_char(_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        to_char(_recorded AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        _by || ' ' || _source, array_to_string(_incidents, ','), coalesce(_request_id::text, '-'),
        _digest_line, encode(_prev, 'hex')), 'UTF8'));

    INSERT INTO event (seq, kind, at, recorded_at, by, source, incidents, request_id, digests, prev, hash)
    VALUES (_seq, _kind, _at, _recorded, _by, _source, _incidents, _request_id, _digests, _prev, _hash);
    INSERT INTO event_body (seq, compartment, salt, body)
    SELECT _seq, c, s, b FROM unnest(_compartments, _salts, _bodies) AS t(c, s, b);
    IF _request_id IS NOT NULL THEN
        INSERT INTO request (by_id, request_id, verb, digest, seq)
        VALUES (_request_by, _request_id, _verb, _request_digest, _seq);
    END IF;
    UPDATE dispatch_loghead h SET seq = _seq, hash = _hash, recorded_at = _recorded WHERE h.id = 1;
    PERFORM pg_notify('daybreak', _seq::text);
    RETURN QUERY SELECT _seq, _recorded;
END $$;
REVOKE ALL ON FUNCTION log_append FROM PUBLIC;

CREATE FUNCTION log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the log is append-only: % on % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event
    FOR EACH ROW EXECUTE FUNCTION log_is_append_only();
CREATE TRIGGER event_body_append_only BEFORE UPDATE OR DELETE ON event_body
    FOR EACH ROW EXECUTE FUNCTION log_is_append_only();
CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION log_is_append_only();
CREATE TRIGGER event_body_no_truncate BEFORE TRUNCATE ON event_body
    FOR EACH STATEMENT EXECUTE FUNCTION log_is_append_only();
"""

UNDO = """
DROP FUNCTION log_append;
DROP TRIGGER event_append_only ON event;
DROP TRIGGER event_body_append_only ON event_body;
DROP TRIGGER event_no_truncate ON event;
DROP TRIGGER event_body_no_truncate ON event_body;
DROP FUNCTION log_is_append_only;
"""


class Migration(migrations.Migration):
    dependencies = [("dispatch", "0002_initial")]
    operations = [migrations.RunSQL(LOG, UNDO)]
