"""A worker is a process of its own: whatever becomes of it or of the work, each job is done once, or says why not."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing.context import ForkProcess
from typing import Any

import psutil
import pytest
from django.db import connection, connections

from accounts.models import User
from initiatives.models import Keyword
from jobs import rounds, worker
from jobs.holding import there_is_a_worker
from jobs.models import Job, Round
from jobs.worker import Worker
from jobs.workflow import MOST_ATTEMPTS, start, stop
from tests.jobs.works import (
    GATE,
    count_up,
    stumble,
    stumble_around,
    take_memory,
    write_a_word,
    write_before_the_gate,
    write_behind_the_gate,
)
from tests.wijk.sites import eventually, is_alive, kill_all

pytestmark = pytest.mark.django_db(transaction=True)

Begin = Callable[[], ForkProcess]


@pytest.fixture
def begin(monkeypatch: pytest.MonkeyPatch) -> Iterator[Begin]:
    """Starts a worker that looks often, and makes no rounds but those of a test."""
    monkeypatch.setattr(worker, "PAUSE", 0.05)
    monkeypatch.setattr(rounds, "_known", {})
    begun: list[ForkProcess] = []

    def begin() -> ForkProcess:
        process = multiprocessing.get_context("fork").Process(target=work)
        process.start()
        begun.append(process)
        return process

    yield begin
    for process in begun:
        kill_all(process.pid or 0)
        process.join()


def work() -> None:
    for each in connections.all(initialized_only=True):
        each.connection = None
    Worker(at_once=2).work()


@contextmanager
def closed_gate() -> Iterator[None]:
    """Hold up all work that comes to the gate."""
    keeper = connection.copy()
    with keeper.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [GATE])
    try:
        yield
    finally:
        keeper.close()


def fresh(job: Job) -> Job:
    return Job.objects.select_related("task").get(pk=job.pk)


def comes_to(job: Job, state: str) -> bool:
    return eventually(lambda: fresh(job).state == state)


def is_at_the_gate(job: Job) -> bool:
    """Tells also that progress is seen from outside while it is in hand, even from within a transaction."""
    return eventually(lambda: fresh(job).words == "Voor de poort")


def processes_of(process: ForkProcess) -> list[psutil.Process]:
    return psutil.Process(process.pid).children()


def test_it_does_what_waits_and_says_what_becomes_of_it(begin: Begin, rik: User, carla: User) -> None:
    jobs = [start(count_up, person, title="Tellen", given={"to": 2}) for person in (rik, carla, None)]
    begin()

    assert all(comes_to(job, Job.State.DONE) for job in jobs)
    assert [fresh(job).outcome for job in jobs] == ["Tot 2 geteld."] * 3
    assert there_is_a_worker()


def test_work_that_is_killed_is_done_again_and_has_its_effect_once(begin: Begin, rik: User) -> None:
    process = begin()
    with closed_gate():
        job = start(write_behind_the_gate, rik, title="Schrijven")
        assert is_at_the_gate(job)
        (child,) = processes_of(process)
        child.kill()
        assert eventually(lambda: len(fresh(job).task.worker_ids) == 2)

    assert comes_to(job, Job.State.DONE)
    assert Keyword.objects.filter(slug="geschreven").count() == 1


def test_a_worker_that_is_killed_takes_its_work_along_and_the_next_takes_it_up(begin: Begin, rik: User) -> None:
    first = begin()
    with closed_gate():
        job = start(write_behind_the_gate, rik, title="Schrijven")
        assert is_at_the_gate(job)
        (child,) = processes_of(first)
        first.kill()
        assert eventually(lambda: not is_alive(child))
        assert eventually(lambda: not there_is_a_worker())
        assert fresh(job).state == Job.State.RUNNING
        begin()
        assert eventually(lambda: len(fresh(job).task.worker_ids) == 2)

    assert comes_to(job, Job.State.DONE)
    assert Keyword.objects.filter(slug="geschreven").count() == 1


def test_what_was_done_for_good_is_not_done_again(begin: Begin, rik: User) -> None:
    process = begin()
    with closed_gate():
        job = start(write_before_the_gate, rik, title="Schrijven")
        assert is_at_the_gate(job)
        kill_all(process.pid or 0)
    begin()
    later = start(count_up, rik, title="Tellen", given={"to": 1})

    assert comes_to(later, Job.State.DONE)
    assert (fresh(job).state, len(fresh(job).task.worker_ids)) == (Job.State.DONE, 1)
    assert Keyword.objects.filter(slug="geschreven").count() == 1


def test_what_is_cut_off_again_and_again_is_said_not_to_be_done(begin: Begin, rik: User) -> None:
    process = begin()
    with closed_gate():
        job = start(write_behind_the_gate, rik, title="Schrijven")
        for attempt in range(MOST_ATTEMPTS):
            assert eventually(lambda: len(fresh(job).task.worker_ids) == attempt + 1)  # noqa: B023 - called at once
            assert is_at_the_gate(job)
            (child,) = processes_of(process)
            child.kill()

        assert comes_to(job, Job.State.FAILED)
    assert str(MOST_ATTEMPTS) in fresh(job).outcome
    assert not Keyword.objects.filter(slug="geschreven").exists()


def test_stopping_ends_it_and_undoes_what_is_not_for_good(begin: Begin, rik: User) -> None:
    begin()
    with closed_gate():
        job = start(write_behind_the_gate, rik, title="Schrijven")
        assert is_at_the_gate(job)

        stop(fresh(job))

        assert comes_to(job, Job.State.STOPPED)
    assert not Keyword.objects.filter(slug="geschreven").exists()


def test_a_fault_fails_the_job_in_words_and_not_the_worker(begin: Begin, rik: User) -> None:
    process = begin()
    job = start(stumble, rik, title="Struikelen")
    assert comes_to(job, Job.State.FAILED)
    later = start(count_up, rik, title="Tellen", given={"to": 1})

    assert comes_to(later, Job.State.DONE)
    assert process.is_alive()
    assert fresh(job).outcome
    assert "LookupError" not in fresh(job).outcome


def test_too_much_memory_and_too_much_time_end_a_job(begin: Begin, rik: User, carla: User, settings: Any) -> None:
    settings.JOB_MEMORY_BYTES = psutil.Process().memory_info().rss + 200_000_000
    begin()
    with closed_gate():
        large = start(take_memory, rik, title="Groot", given={"size": 400_000_000})
        long = start(write_behind_the_gate, carla, title="Lang", longest=timedelta(seconds=0.5))

        assert comes_to(large, Job.State.FAILED)
        assert comes_to(long, Job.State.FAILED)
    assert "" not in {fresh(large).outcome, fresh(long).outcome}
    assert fresh(large).outcome != fresh(long).outcome


def test_stopped_in_order_it_lets_work_finish(begin: Begin, rik: User) -> None:
    process = begin()
    with closed_gate():
        job = start(write_behind_the_gate, rik, title="Schrijven")
        assert is_at_the_gate(job)
        process.terminate()
    process.join()

    assert process.exitcode == 0
    assert fresh(job).state == Job.State.DONE


def test_what_does_not_finish_in_time_is_put_back_for_the_next(
    begin: Begin, rik: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "LONGEST_GOODBYE", 0.1)
    process = begin()
    with closed_gate():
        job = start(write_behind_the_gate, rik, title="Schrijven")
        assert is_at_the_gate(job)
        process.terminate()
        process.join()

        assert process.exitcode == 0
        assert (fresh(job).state, fresh(job).task.worker_ids) == (Job.State.WAITING, [])


def test_a_person_has_one_job_in_hand_and_keeps_nobody_waiting(begin: Begin, rik: User, carla: User) -> None:
    begin()
    with closed_gate():
        first = start(write_behind_the_gate, rik, title="Schrijven")
        assert is_at_the_gate(first)
        second = start(count_up, rik, title="Tellen", given={"to": 1})
        other = start(count_up, carla, title="Tellen", given={"to": 1})

        assert comes_to(other, Job.State.DONE)
        assert fresh(second).state == Job.State.WAITING
    assert comes_to(second, Job.State.DONE)


def test_of_several_workers_one_does_each_job_and_makes_each_round(begin: Begin) -> None:
    rounds.register("stumble", "struikelen", stumble_around, every=timedelta(hours=1))
    rounds.register("write", "schrijven", write_a_word, every=timedelta(hours=1))
    jobs = [start(count_up, None, title="Tellen", given={"to": 1}) for _ in range(12)]
    for _ in range(2):
        begin()

    assert all(comes_to(job, Job.State.DONE) for job in jobs)
    assert {len(fresh(job).task.worker_ids) for job in jobs} == {1}
    assert eventually(lambda: Round.objects.filter(ended_at=None).count() == 1)
    assert eventually(lambda: Round.objects.exclude(ended_at=None).count() == 1)
    assert Keyword.objects.filter(name__startswith="woord").count() == 1


def test_it_ends_when_who_started_it_is_gone(begin: Begin, rik: User) -> None:
    alive, ours = os.pipe()
    process = multiprocessing.get_context("fork").Process(target=work_while_open, args=(alive, ours))
    process.start()
    os.close(alive)
    assert eventually(there_is_a_worker)

    os.close(ours)
    process.join()

    assert process.exitcode == 0


def work_while_open(alive: int, ours: int) -> None:
    os.close(ours)
    for each in connections.all(initialized_only=True):
        each.connection = None
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Worker(at_once=1).work(alive)
