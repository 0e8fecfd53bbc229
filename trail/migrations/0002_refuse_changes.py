"""Let the database itself refuse to change or remove what stands in the trail."""

from django.db import migrations

MAKE = """
CREATE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit trail is neither changed nor emptied.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER trail_is_not_changed BEFORE UPDATE OR DELETE ON trail_entry
    FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse();
CREATE TRIGGER trail_is_not_emptied BEFORE TRUNCATE ON trail_entry
    FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse();
"""
DROP = """
DROP TRIGGER trail_is_not_emptied ON trail_entry;
DROP TRIGGER trail_is_not_changed ON trail_entry;
DROP FUNCTION trail_refuse;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('trail', '0001_make_the_trail'),
    ]

    operations = [
        migrations.RunSQL(MAKE, DROP),
    ]
