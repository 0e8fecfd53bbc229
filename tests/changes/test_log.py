"""The log of changes: in the order of commits, complete for whoever follows it, and honest after a rollback."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psycopg
import pytest
from django.db import connection, transaction
from django.utils import timezone

from changes.log import KEPT_FOR, REMEMBERED, Log, prune
from changes.models import Change, Kind
from initiatives.models import Theme
from tests.factories import a_case

WHERE = {"dbname", "user", "password", "host", "port"}


def connect() -> psycopg.Connection:
    settings = {name: value for name, value in connection.get_connection_params().items() if name in WHERE}
    return psycopg.connect(**settings)


def is_waiting(session: psycopg.Connection) -> bool:
    """Whether it waits for a lock that another session holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [session.info.backend_pid])
        return bool(cursor.fetchone()[0])


def rename(session: psycopg.Connection, slug: str) -> None:
    session.execute("UPDATE initiatives_theme SET name_en = name_en || '.' WHERE slug = %s", [slug])


@pytest.fixture
def order_at_commit(transactional_db: None) -> Iterator[None]:
    """As it is outside of tests."""
    make = (
        "CREATE CONSTRAINT TRIGGER changes_in_order AFTER INSERT ON changes_change DEFERRABLE INITIALLY {}"
        " FOR EACH ROW EXECUTE FUNCTION {}()"
    )
    with connection.cursor() as cursor:
        for moment, function in (("DEFERRED", "changes_come_last"), ("IMMEDIATE", "changes_give_position")):
            cursor.execute("DROP TRIGGER changes_in_order ON changes_change")
            cursor.execute(make.format(moment, function))
            if moment == "DEFERRED":
                yield


@pytest.mark.usefixtures("order_at_commit")
def test_who_commits_last_stands_last() -> None:
    log = Log()
    with connect() as early, connect() as late:
        rename(early, "ontmoeting")
        rename(late, "armoede")
        late.commit()
        first = log.look()
        early.commit()
        second = log.look()

    assert first.mark(Kind.VALUES) != second.mark(Kind.VALUES)
    assert second.position > first.position
    assert first.at is not None
    assert second.at is not None
    assert second.at > first.at


@pytest.mark.usefixtures("order_at_commit")
def test_a_transaction_that_changes_something_knows_that_it_must_not_trust_its_memory() -> None:
    log = Log()
    before = log.look()
    with transaction.atomic():
        Theme.objects.filter(slug="ontmoeting").update(name_en="x")
        during = log.look()
    after = log.look()

    assert during.mark(Kind.VALUES) is None
    assert during.mark(Kind.PLACES) == before.mark(Kind.PLACES)
    assert after.mark(Kind.VALUES) not in {None, before.mark(Kind.VALUES)}


@pytest.mark.usefixtures("order_at_commit")
def test_a_foreign_key_that_waits_for_a_row_holds_up_nobody_else() -> None:
    case = a_case()
    theme = Theme.objects.get(slug="armoede")
    log = Log()
    before = log.look()
    with connect() as holder, connect() as waiter, ThreadPoolExecutor(1) as beside:
        holder.execute("SELECT FROM initiatives_theme WHERE slug = 'armoede' FOR UPDATE")
        rename(holder, "armoede")
        waiter.execute("UPDATE initiatives_initiative SET slug = slug || '-too' WHERE id = %s", [case.pk])
        waiter.execute(
            "INSERT INTO initiatives_themeinversion (tag_id, content_object_id) VALUES (%s, %s)",
            [theme.pk, case.published_version_id],
        )
        waiting = beside.submit(waiter.commit)
        while not is_waiting(waiter):
            assert not waiting.done()
        holder.commit()
        waiting.result()
    after = log.look()

    assert after.mark(Kind.VALUES) != before.mark(Kind.VALUES)
    assert after.mark(Kind.CONTENT) != before.mark(Kind.CONTENT)
    assert not Change.objects.filter(position=None).exists()


@pytest.mark.usefixtures("order_at_commit")
def test_what_is_rolled_back_was_never_there() -> None:
    log = Log()
    before = log.look()
    with connect() as session:
        rename(session, "ontmoeting")
        session.rollback()

    assert log.look() == before


@pytest.mark.django_db
def test_only_what_changed_moves_its_mark() -> None:
    log = Log()
    before = log.look()
    Theme.objects.filter(slug="ontmoeting").update(name_en="x")
    after = log.look()
    Theme.objects.filter(slug="no-such-theme").update(name_en="x")

    assert after.mark(Kind.VALUES) != before.mark(Kind.VALUES)
    assert after.mark(Kind.PLACES, Kind.ENTRIES) == before.mark(Kind.PLACES, Kind.ENTRIES)
    assert log.look() == after


@pytest.mark.django_db
def test_a_follower_who_missed_too_much_is_told_so() -> None:
    log = Log()
    Change.objects.create(kind=Kind.ENTRIES, numbers=[1])
    start = log.look().position
    Change.objects.bulk_create(Change(kind=Kind.ENTRIES, numbers=[number]) for number in range(2, REMEMBERED + 4))
    last = log.look().position

    assert log.numbers_since(start, Kind.ENTRIES) is None
    assert log.numbers_since(last - 2, Kind.ENTRIES) == {REMEMBERED + 2, REMEMBERED + 3}
    assert log.numbers_since(last, Kind.ENTRIES) == set()


@pytest.mark.django_db
def test_a_log_that_lost_what_was_seen_starts_a_new_era() -> None:
    log = Log()
    savepoint = transaction.savepoint()
    Theme.objects.filter(slug="ontmoeting").update(name_en="x")
    seen = log.look()
    transaction.savepoint_rollback(savepoint)

    assert log.look().mark(Kind.VALUES) != seen.mark(Kind.VALUES)
    assert log.look().era == seen.era + 1


@pytest.mark.django_db
def test_pruning_keeps_the_last_of_each_kind() -> None:
    Change.objects.all().delete()
    for kind in (Kind.ENTRIES, Kind.ENTRIES, Kind.VALUES):
        Change.objects.create(kind=kind)
    log = Log()
    seen = log.look()
    Change.objects.update(at=timezone.now() - KEPT_FOR - timedelta(minutes=1))

    prune()

    assert sorted(Change.objects.values_list("kind", flat=True)) == [Kind.ENTRIES, Kind.VALUES]
    assert Log().look().position == log.look().position == seen.position
