"""Making a table tell the log of its changes, in a migration: `operations = [log_changes("lessons_lesson", ...)]`."""

from django.db.migrations import RunSQL

from changes.models import Kind

_EVENTS = {"insert": "NEW", "update": "NEW", "delete": "OLD"}


def log_changes(table: str, kind: Kind, number: str = "") -> RunSQL:
    """Log every statement that inserts, updates or deletes rows of `table`; `number` is the column that tells which."""
    arguments = ", ".join(f"'{text}'" for text in (kind.value, number) if text)
    make = [
        f"CREATE TRIGGER {table}_log_{event} AFTER {event.upper()} ON {table}"
        f" REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION changes_log({arguments})"
        for event, rows in _EVENTS.items()
    ]
    drop = [f"DROP TRIGGER {table}_log_{event} ON {table}" for event in _EVENTS]
    return RunSQL(";".join(make), ";".join(drop))


FUNCTIONS = RunSQL(
    [
        "CREATE SEQUENCE changes_position",
        # The lock is held until the transaction ends, which is at once: the trigger runs when it commits. So positions
        # are given in the order of commits.
        """
        CREATE FUNCTION changes_give_position() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_advisory_xact_lock(8420002);
            UPDATE changes_change SET position = nextval('changes_position'), at = clock_timestamp()
            WHERE id = NEW.id;
            RETURN NULL;
        END $$
        """,
        """
        CREATE CONSTRAINT TRIGGER changes_in_order AFTER INSERT ON changes_change
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION changes_give_position()
        """,
        """
        CREATE FUNCTION changes_log() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            changed_numbers integer[] := '{}';
        BEGIN
            IF NOT EXISTS (SELECT FROM changed) THEN
                RETURN NULL;
            END IF;
            IF TG_NARGS > 1 THEN
                EXECUTE format('SELECT array_agg(%I) FROM changed', TG_ARGV[1]) INTO changed_numbers;
            END IF;
            INSERT INTO changes_change (kind, numbers) VALUES (TG_ARGV[0], changed_numbers);
            RETURN NULL;
        END $$
        """,
    ],
    [
        "DROP FUNCTION changes_log",
        "DROP TRIGGER changes_in_order ON changes_change",
        "DROP FUNCTION changes_give_position",
        "DROP SEQUENCE changes_position",
    ],
)

# What else waits for the commit, such as foreign keys, may wait for rows that others hold, who may wait for the lock.
# So the lock comes after all of that: the first row of a transaction is touched when it commits, and what that
# triggers is put off once more, behind everything that was put off before.
AT_LAST = RunSQL(
    [
        """
        CREATE FUNCTION changes_come_last() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NOT EXISTS (SELECT FROM changes_change WHERE position IS NULL AND id < NEW.id) THEN
                UPDATE changes_change SET at = clock_timestamp() WHERE id = NEW.id AND position IS NULL;
            END IF;
            RETURN NULL;
        END $$
        """,
        # Others' rows without a position cannot be seen: all that can are of this transaction.
        """
        CREATE OR REPLACE FUNCTION changes_give_position() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_advisory_xact_lock(8420002);
            UPDATE changes_change SET position = nextval('changes_position'), at = clock_timestamp()
            WHERE position IS NULL;
            RETURN NULL;
        END $$
        """,
        "DROP TRIGGER changes_in_order ON changes_change",
        """
        CREATE CONSTRAINT TRIGGER changes_in_order AFTER INSERT ON changes_change
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION changes_come_last()
        """,
        """
        CREATE CONSTRAINT TRIGGER changes_at_last AFTER UPDATE ON changes_change
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.position IS NULL) EXECUTE FUNCTION changes_give_position()
        """,
    ],
    [
        "DROP TRIGGER changes_at_last ON changes_change",
        "DROP TRIGGER changes_in_order ON changes_change",
        "DROP FUNCTION changes_come_last",
        """
        CREATE CONSTRAINT TRIGGER changes_in_order AFTER INSERT ON changes_change
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION changes_give_position()
        """,
    ],
)
