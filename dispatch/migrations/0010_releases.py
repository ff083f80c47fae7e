"""Released protocols and assessments are rows that are only added; the packaged protocol is the first release.

Threat: a protocol or an assessment is changed afterwards, so that the record says another reason for who was
sent than the one that counted. Retention, which must remove words one day, is a command of the owner's: it
switches the trigger off for its own transaction.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.utils import timezone

from triage import BadInput, protocol

ONLY_ADDED = r"""
CREATE FUNCTION rows_are_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only added: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER protocol_only_added BEFORE UPDATE OR DELETE ON dispatch_protocol
    FOR EACH ROW EXECUTE FUNCTION rows_are_only_added();
CREATE TRIGGER protocol_no_truncate BEFORE TRUNCATE ON dispatch_protocol
    FOR EACH STATEMENT EXECUTE FUNCTION rows_are_only_added();
CREATE TRIGGER assessment_only_added BEFORE UPDATE OR DELETE ON dispatch_assessment
    FOR EACH ROW EXECUTE FUNCTION rows_are_only_added();
CREATE TRIGGER assessment_no_truncate BEFORE TRUNCATE ON dispatch_assessment
    FOR EACH STATEMENT EXECUTE FUNCTION rows_are_only_added();
ALTER TABLE dispatch_protocol ADD CONSTRAINT protocol_version_is_of_its_text
    CHECK (version = encode(sha256(convert_to(text, 'UTF8')), 'hex'));
"""

UNDO = """
ALTER TABLE dispatch_protocol DROP CONSTRAINT protocol_version_is_of_its_text;
DROP TRIGGER protocol_only_added ON dispatch_protocol;
DROP TRIGGER protocol_no_truncate ON dispatch_protocol;
DROP TRIGGER assessment_only_added ON dispatch_assessment;
DROP TRIGGER assessment_no_truncate ON dispatch_assessment;
DROP FUNCTION rows_are_only_added;
"""


def release_the_packaged(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Release what the package ships where nothing was released that this engine reads; later ones are people's."""
    releases = apps.get_model("dispatch", "Protocol").objects.using(schema_editor.connection.alias)
    newest = releases.order_by("-released_at", "-pk").first()
    if newest is None or not _is_read(newest.text):
        packaged = protocol.load_default()
        releases.create(version=packaged.version, name=packaged.name, text=packaged.text, released_at=timezone.now())


def _is_read(text: str) -> bool:
    try:
        protocol.loads(text)
    except BadInput:
        return False
    return True


class Migration(migrations.Migration):
    dependencies = [("dispatch", "0009_protocol_drafts")]
    operations = [
        migrations.RunSQL(ONLY_ADDED, UNDO),
        migrations.RunPython(release_the_packaged, migrations.RunPython.noop),
    ]
