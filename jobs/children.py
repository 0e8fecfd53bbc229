"""Processes that the worker starts for one piece of work each, so that it can stop them, and outlives them."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess

import psutil
from django.db import connections

Work = Callable[[Callable[..., None]], object]
Said = tuple[int, int, str]

_forking = multiprocessing.get_context("fork")


@dataclass
class Child:
    """A process at work. `said` is what it reported last and nobody asked for yet; `why_ended` why we ended it."""

    process: ForkProcess
    reports: Connection
    began: float = field(default_factory=time.monotonic)
    said: Said | None = None
    is_silent: bool = False
    why_ended: str = ""

    def is_alive(self) -> bool:
        return self.process.is_alive()

    def age(self) -> float:
        """In seconds."""
        return time.monotonic() - self.began

    def memory(self) -> int:
        """In bytes, with what it shares with us."""
        try:
            return int(psutil.Process(self.process.pid).memory_info().rss)
        except psutil.NoSuchProcess:
            return 0

    def listen(self) -> None:
        """Take in what it reported."""
        try:
            while not self.is_silent and self.reports.poll():
                self.said = self.reports.recv()
        except (EOFError, OSError):
            self.is_silent = True

    def last_said(self) -> Said | None:
        """What it reported last since this was last asked."""
        self.listen()
        said, self.said = self.said, None
        return said

    def end(self, why: str = "") -> None:
        self.why_ended = self.why_ended or why
        self.process.kill()


def start(work: Work, *, name: str, others: Iterable[Child], niceness: int = 0) -> Child:
    """Let `work` run in a process of its own; it is called with a function that reports (done, of, words) to us."""
    ours, theirs = _forking.Pipe(duplex=False)
    inherited = [other.reports for other in others]
    process = _forking.Process(target=_run, args=(work, theirs, [ours, *inherited], niceness), name=name)
    process.start()
    theirs.close()
    return Child(process, ours)


def wait_for_any(children: Collection[Child], also: Collection[int], seconds: float) -> bool:
    """Listen to `children` until one of them ends, time is up, or a file of `also` can be read; whether it was that."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        speaking = [child.reports for child in children if not child.is_silent]
        ending = [child.process.sentinel for child in children]
        ready = wait([*speaking, *ending, *also], left)
        for child in children:
            child.listen()
        if any(each in also for each in ready):
            return True
        if any(each in ending for each in ready):
            return False
    return False


def _run(work: Work, reports: Connection, not_ours: list[Connection], niceness: int) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the main process, which ends us in order
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for each in not_ours:
        each.close()
    for connection in connections.all(initialized_only=True):
        connection.connection = None  # the worker's: psycopg closes it in no other process
    os.nice(niceness)
    work(lambda *said: reports.send(said))
    connections.close_all()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
    os.kill(os.getpid(), signal.SIGKILL)
