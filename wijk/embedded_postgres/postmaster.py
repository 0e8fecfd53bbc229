"""The running server of a cluster: finding it, telling it from a look-alike, and stopping it."""

import os
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from wijk.embedded_postgres import SUPERUSER

CLAIM = "postmaster.pid"  # where a server writes who and where it is
PID_LINE, SOCKETS_LINE, STATUS_LINE = 0, 4, 7
LEFTOVER_PATIENCE = 10.0  # seconds that leftovers get to obey a signal
STOP_PATIENCE = 120.0  # seconds for an orderly stop, before the server is made to stop at once


@dataclass(frozen=True)
class Postmaster:
    """The main process of the server of the database in `data`, and the folder of its socket."""

    pid: int
    data: Path
    sockets: Path

    def is_alive(self) -> bool:
        """Whether the process exists; one that died and was not yet buried by its parent does not."""
        try:
            return psutil.Process(self.pid).status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    def is_ready(self) -> bool:
        """Whether the server has started, and takes connections."""
        lines = _claim(self.data)
        if lines[PID_LINE:1] != [str(self.pid)] or lines[STATUS_LINE:] != ["ready"]:
            return False
        try:
            psycopg.connect(host=str(self.sockets), user=SUPERUSER, dbname="postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self) -> None:
        """Stop the server in order: open transactions are rolled back, nothing committed is lost."""
        self._signal(signal.SIGINT)
        begun = time.monotonic()
        told = pressed = False
        while self.is_alive():
            waited = time.monotonic() - begun
            if waited > 5 and not told:
                told = True
                print("The database writes its last changes to disk …", file=sys.stderr)  # noqa: T201
            if waited > STOP_PATIENCE and not pressed:
                pressed = True
                self._signal(signal.SIGQUIT)
            time.sleep(0.02)

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)


def running_postmaster(data: Path) -> Postmaster | None:
    """The server that serves the database in `data`, if there is one: ready, or on its way up or down."""
    lines = _claim(data)
    if len(lines) <= SOCKETS_LINE or not lines[PID_LINE].isdigit():
        return None
    pid = int(lines[PID_LINE])
    return Postmaster(pid, data, Path(lines[SOCKETS_LINE])) if _works_in(pid, data) else None


def _claim(data: Path) -> list[str]:
    try:
        return [line.strip() for line in (data / CLAIM).read_text().splitlines()]
    except FileNotFoundError:
        return []


def end_leftovers(data: Path) -> None:
    """End what a killed server left at work on its files."""
    for number in (signal.SIGQUIT, signal.SIGKILL):
        end = time.monotonic() + LEFTOVER_PATIENCE
        signalled: set[int] = set()
        while (leftovers := _at_work_in(data)) and time.monotonic() < end:
            for pid in leftovers - signalled:
                with suppress(ProcessLookupError):
                    os.kill(pid, number)
            signalled |= leftovers
            time.sleep(0.02)


def _at_work_in(data: Path) -> set[int]:
    return {process.pid for process in psutil.process_iter() if _works_in(process.pid, data)}


def _works_in(pid: int, data: Path) -> bool:
    """Whether the process lives and has this very folder as its own, as every process of PostgreSQL has."""
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        return os.path.samefile(process.cwd(), data)
    except (psutil.Error, OSError):
        return False
