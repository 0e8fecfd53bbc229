"""The real server of the measured site, and what it takes of the machine."""

import os
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from types import TracebackType
from typing import Self

import psutil

from bench.folder import ROOT

LONGEST_START = 300.0


class Server:
    """`manage.py serve` on a free port; `settings` names other ones than the site's own, `environment` adds to ours."""

    def __init__(self, settings: str = "wijk.settings", **environment: str) -> None:
        self.settings = settings
        self.environment = environment
        self.port = free_port()
        self.answered_after = 0.0
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        environment = os.environ | {"PORT": str(self.port), "DJANGO_SETTINGS_MODULE": self.settings} | self.environment
        command = [sys.executable, "manage.py", "serve", "--unprepared"]
        begun = time.perf_counter()
        self._process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        while not self._is_alive():
            if self._process.poll() is not None or time.perf_counter() - begun > LONGEST_START:
                self.__exit__(None, None, None)
                raise RuntimeError("The server does not start.")
            time.sleep(0.01)
        self.answered_after = time.perf_counter() - begun
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait()

    def get(self, path: str) -> tuple[int, dict[str, str], str]:
        """Status, headers (names in lower case) and text of a page, over a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=LONGEST_START)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, headers, answer.read().decode(errors="replace")
        finally:
            connection.close()

    def workers(self) -> list[psutil.Process]:
        """The processes that answer requests."""
        if not self._process:
            return []
        return [child for child in psutil.Process(self._process.pid).children() if "python" in child.name()]

    def memory(self) -> list[dict[str, float]]:
        """Of each worker, in megabytes: what it has in memory, and its share of that."""
        found = []
        for worker in self.workers():
            sizes = worker.memory_full_info()
            found.append({"rss": sizes.rss / 1e6, "pss": getattr(sizes, "pss", sizes.uss) / 1e6})
        return found

    def _is_alive(self) -> bool:
        try:
            return self.get("/healthz")[0] == 200
        except OSError:
            return False


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        number: int = held.getsockname()[1]
        return number
