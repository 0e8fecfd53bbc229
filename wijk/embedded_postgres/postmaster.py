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
    """The server's main process, and the folder of its socket."""

    pid: int
    sockets: Path

    def is_alive(self) -> bool:
        """Whether the process exists; one that died and was not yet buried by its parent does not."""
        try:
            return psutil.Process(self.pid).status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    def answers(self) -> bool:
        """Whether the server takes connections."""
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
    """The server that serves the database in `data` now and is ready, if there is one."""
    try:
        lines = (data / CLAIM).read_text().splitlines()
    except FileNotFoundError:
        return None
    if len(lines) <= STATUS_LINE or lines[STATUS_LINE].strip() != "ready" or not lines[PID_LINE].isdigit():
        return None
    pid = int(lines[PID_LINE])
    return Postmaster(pid, Path(lines[SOCKETS_LINE])) if _works_in(pid, data) else None


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
