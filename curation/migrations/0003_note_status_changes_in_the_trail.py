"""Every change of state goes into the audit trail too, by whatever door it came; without the words of its reason."""

from django.db import migrations

COLUMNS = 'at, action, "by", whom, record_type_id, record_id, details'
VALUES = """
at, action, by_id, whom_id, record_type_id, record_id,
CASE WHEN version_number IS NULL THEN '{}'::jsonb ELSE jsonb_build_object('version', version_number) END
"""
MAKE = f"""
CREATE FUNCTION curation_note_in_trail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO trail_entry ({COLUMNS}) SELECT {VALUES} FROM made ORDER BY id;
    RETURN NULL;
END $$;
CREATE TRIGGER curation_statuschange_to_trail AFTER INSERT ON curation_statuschange
    REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION curation_note_in_trail();
"""
DROP = """
DROP TRIGGER curation_statuschange_to_trail ON curation_statuschange;
DROP FUNCTION curation_note_in_trail;
"""
# What happened before there was a trail. Going back and forth would note it twice, since the trail loses nothing.
COPY = f"""
INSERT INTO trail_entry ({COLUMNS}) SELECT {VALUES} FROM curation_statuschange
WHERE NOT EXISTS (SELECT FROM trail_entry) ORDER BY id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('curation', '0002_add_whom_to_status_changes'),
        ('trail', '0002_refuse_changes'),
    ]

    operations = [
        migrations.RunSQL(MAKE, DROP),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
    ]
