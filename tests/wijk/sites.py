"""A site that a test runs in processes of its own, with a folder and a port of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from tests.site_folders import clear, new_var
from wijk.embedded_postgres import socket_folder
from wijk.embedded_postgres.cluster import data_folder
from wijk.embedded_postgres.postmaster import running_postmaster

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST_WAIT = 120.0


def _hear_signals() -> None:
    """Also when these tests run in the background or under nohup, which have programs ignore some."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@dataclass
class Site:
    """One WIJK_VAR, and whatever runs on it."""

    var: Path
    port: int
    environment: dict[str, str] = field(default_factory=dict)
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    @classmethod
    def in_new_folder(cls) -> "Site":
        """A site with nothing in it yet."""
        return cls(new_var(), free_port())

    def command(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run manage.py to its end."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            **self._options(environment),
            check=False,
            capture_output=True,
            timeout=LONGEST_WAIT,
        )

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Start manage.py in the background, in a process group of its own, as a shell does."""
        process: subprocess.Popen[str] = subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            **self._options(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_hear_signals,  # noqa: PLW1509 - these tests have no threads
        )
        self.processes.append(process)
        return process

    def sql(self, statement: str) -> str:
        """What psql answers."""
        finished = self.command("dbshell", "--", "-Atqc", statement)
        assert finished.returncode == 0, finished.stderr
        return finished.stdout.strip()

    def kill_during_start(self) -> int:
        """Kill a command as soon as the database it starts has a process; gives that process's number."""
        process = self.start("dbshell", "--", "-Atqc", "SELECT 1")
        assert eventually(lambda: self.postmaster() is not None)
        pid = self.postmaster()
        process.kill()
        process.communicate(timeout=LONGEST_WAIT)
        assert pid
        return pid

    def hold(self, statement: str = "SELECT 1") -> subprocess.Popen[str]:
        """Start a command that stays in a transaction begun with `statement` until it is told to end, or killed."""
        program = (
            "from django.db import connection, transaction\n"
            "with transaction.atomic(), connection.cursor() as cursor:\n"
            f"    cursor.execute({statement!r}); print('held', flush=True); input()"
        )
        process = self.start("shell", "--no-imports", "-c", program)
        await_line(process, "held")
        return process

    def postmaster(self) -> int | None:
        """The process number of the site's database, when it runs."""
        running = running_postmaster(data_folder(self.var))
        return running.pid if running and running.is_alive() else None

    @property
    def sockets(self) -> Path:
        """The folder of the database's socket."""
        return socket_folder(self.var)

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (names in lower case) and body of a page."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, {name.lower(): value for name, value in error.headers.items()}, error.read()

    def serve(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Start the production server and wait until it answers."""
        process = self.start("serve", *arguments, **environment)
        await_line(process, "Ctrl-C stops it")
        assert eventually(self.answers)
        return process

    def answers(self) -> bool:
        """Whether something serves the site's port."""
        try:
            return self.get("/healthz")[0] == 200
        except (urllib.error.URLError, ConnectionError):
            return False

    def remove(self) -> None:
        """End all that runs on this site, and clear its folder away."""
        for process in self.processes:
            kill_all(process.pid)
            process.communicate(timeout=LONGEST_WAIT)
        if pid := self.postmaster():
            kill_all(pid)
        clear(self.var)

    def _options(self, environment: dict[str, str]) -> dict[str, Any]:
        own = {"DJANGO_SETTINGS_MODULE": "wijk.settings", "WIJK_VAR": str(self.var), "PORT": str(self.port)}
        return {"cwd": ROOT, "text": True, "env": os.environ | own | self.environment | environment}


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_line(process: subprocess.Popen[str], part: str) -> str:
    """Read what `process` says until a line with `part` in it; gives all that was read."""
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if part in line:
            return said
    raise AssertionError(f"It ended without saying {part!r}: {said}")


def eventually(holds: Callable[[], bool]) -> bool:
    """Whether something comes to hold within a reasonable time."""
    end = time.monotonic() + LONGEST_WAIT
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def kill_all(pid: int) -> None:
    """Kill a process and its children with -9, and wait until they are gone."""
    try:
        process = psutil.Process(pid)
    except psutil.NoSuchProcess:
        return
    doomed = [process, *process.children(recursive=True)]
    for each in doomed:
        try:
            each.send_signal(signal.SIGKILL)
        except psutil.NoSuchProcess:
            continue
    assert eventually(lambda: not any(is_alive(each) for each in doomed))


def is_alive(process: psutil.Process) -> bool:
    """Whether a process runs; one that is dead and not yet buried does not."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
