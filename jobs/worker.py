"""The worker: lets waiting jobs be done and rounds be made, each in a process of its own that it watches.

It does nothing itself that can go wrong: whatever becomes of the work, the worker says what became of it. When the
worker itself is gone, so are its processes, and the next worker finds their jobs in hand of nobody and takes them up.
"""

import logging
import os
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from django.conf import settings
from django.db import Error, connections
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from accounts.language import language_of
from jobs import children, rounds, workflow
from jobs.children import Child
from jobs.doing import do, too_large
from jobs.holding import Hold, Kind, not_held
from jobs.models import Job

log = logging.getLogger(__name__)

PAUSE = 1.0  # seconds between two looks
LONGEST_GOODBYE = 10.0  # seconds that work may take to finish when the worker stops
LONGEST_ROUND = 3600.0  # seconds
NICENESS = 10  # pages go before long work


class Worker:
    """`at_once` is how many jobs it lets be done beside each other; a person has one at a time in hand."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._presence: Hold | None = None
        self._jobs: dict[Any, Child] = {}
        self._rounds: dict[str, Child] = {}
        self._is_stopping = False
        self._is_troubled = False
        self._number = 0

    def work(self, while_open: int | None = None) -> None:
        """Work until SIGTERM or SIGINT; at once no more when the other side of the file `while_open` is closed."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        also = [] if while_open is None else [while_open]
        while not self._is_stopping:
            self._turn(self._begin)
            if children.wait_for_any(self._all(), also, PAUSE):
                self._end_all()
                return
        self._take_leave()

    def _stop(self, *_signal: object) -> None:
        self._is_stopping = True

    def _all(self) -> list[Child]:
        return [*self._jobs.values(), *self._rounds.values()]

    def _turn(self, *further: Callable[[], None]) -> None:
        """Look at all that is in hand, and do what is said further. A database that is away is waited for."""
        try:
            for step in (self._be_present, self._hear, self._watch, self._bury, *further):
                step()
        except Error as error:
            if not self._is_troubled:
                log.warning("Long work waits for the database: %s", error)
            self._is_troubled = True
            self._be_absent()
            connections.close_all()
        else:
            self._is_troubled = False

    def _be_present(self) -> None:
        if self._presence is None:
            self._presence = Hold(Kind.WORKER, "worker", shared=True)
        self._presence.is_still_ours()

    def _be_absent(self) -> None:
        presence, self._presence = self._presence, None
        if presence:
            with suppress(Error):
                presence.let_go()

    def _hear(self) -> None:
        for key, child in self._jobs.items():
            if said := child.last_said():
                workflow.note(key, *said)

    def _watch(self) -> None:
        """End what is to be stopped, takes too long, or takes too much memory."""
        known = Job.objects.select_related("person").in_bulk(list(self._jobs))
        for key, child in self._jobs.items():
            job = known.get(key)
            with translation.override(_language_of(job)):
                if job is None or job.stop_asked_at:
                    child.end(_("You stopped it."))
                elif child.age() > job.longest.total_seconds():
                    child.end(_("It took too long, and was ended. Ask for less at once, such as fewer cases."))
                elif child.memory() > settings.JOB_MEMORY_BYTES:
                    child.end(too_large())
        for name, child in self._rounds.items():
            if child.age() > LONGEST_ROUND:
                log.warning("The round %s took too long, and was ended.", name)
                child.end()

    def _bury(self) -> None:
        """Say what became of work whose process is gone. What ended by a signal that was not ours is taken up again."""
        for key, child in [each for each in self._jobs.items() if not each[1].is_alive()]:
            if said := child.last_said():
                workflow.note(key, *said)
            if child.why_ended or child.process.exitcode not in (0, -signal.SIGKILL, -signal.SIGTERM):
                self._say_why(key, child)
            child.reports.close()
            del self._jobs[key]
        for name, child in [each for each in self._rounds.items() if not each[1].is_alive()]:
            if child.process.exitcode:
                log.warning("The round %s ended with %s.", name, child.process.exitcode)
            child.reports.close()
            del self._rounds[name]

    def _say_why(self, key: Any, child: Child) -> None:
        job = Job.objects.select_related("person").filter(pk=key).first()
        if job is None:
            return
        with translation.override(_language_of(job)):
            unforeseen = _("Something went wrong that was not foreseen. Try again; if it stays, tell an administrator.")
            with suppress(DBTaskResult.DoesNotExist):
                workflow.end(job, child.process.name, child.why_ended or unforeseen)
        log.warning("Job %s (%s) was not done: process ended with %s.", key, job.title, child.process.exitcode)

    def _begin(self) -> None:
        for name in rounds.due():
            if name not in self._rounds:
                work = partial(_make_round, name)
                self._rounds[name] = children.start(work, name=name, others=self._all())
        for key in self._to_do()[: self._at_once - len(self._jobs)]:
            worker_id = self._new_id()
            work = partial(_do_job, key, worker_id)
            self._jobs[key] = children.start(work, name=worker_id, others=self._all(), niceness=NICENESS)

    def _to_do(self) -> list[Any]:
        """What is in hand of nobody, and what waits, at most one job of each person."""
        if len(self._jobs) >= self._at_once:
            return []
        running = dict(Job.objects.running().values_list("pk", "person"))
        cut_off = [key for key in not_held(Kind.JOB, running) if key not in self._jobs]
        tasks = DBTaskResult.objects.ready().order_by("-priority", "run_after", "enqueued_at", "pk")
        found, busy = cut_off, set(running.values()) - {None}
        for key, person in tasks.values_list("pk", "job__person")[:200]:
            if person not in busy and key not in self._jobs:
                found.append(key)
                busy |= {person} - {None}
        return found

    def _new_id(self) -> str:
        self._number += 1
        return f"{socket.gethostname()[:30]}-{os.getpid()}-{self._number}"

    def _take_leave(self) -> None:
        """Give what is in hand time to finish; put the rest back, to be taken up by the next worker."""
        end = time.monotonic() + LONGEST_GOODBYE
        while self._all() and time.monotonic() < end:
            self._turn()
            children.wait_for_any(self._all(), [], 0.2)
        self._end_all()
        with suppress(Error):
            for key, child in self._jobs.items():
                for job in Job.objects.filter(pk=key):
                    workflow.put_back(job, child.process.name)
        self._be_absent()

    def _end_all(self) -> None:
        for child in self._all():
            child.end()
        for child in self._all():
            child.process.join()


def _language_of(job: Job | None) -> str:
    return language_of(job.person) if job and job.person else settings.LANGUAGE_CODE


def _do_job(key: Any, worker_id: str, report: Callable[..., None]) -> None:
    do(key, worker_id, report)


def _make_round(name: str, _report: Callable[..., None]) -> None:
    rounds.make(name)
