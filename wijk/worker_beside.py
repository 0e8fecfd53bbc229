"""The worker that `serve` keeps beside the server: started with it, started anew when it is gone, stopped with it."""

import logging
import subprocess
import sys
import threading
import time
from pathlib import Path

from django.conf import settings

log = logging.getLogger(__name__)

PROGRAM = Path(settings.BASE_DIR) / "manage.py"
LIVED_WELL = 60.0  # seconds; one that lived for longer is replaced at once, and the others after ever longer pauses
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
LONGEST_GOODBYE = 15.0  # what it has in hand may take ten


class WorkerBeside:
    """A worker, started by making this. It ends when the other side of the file `alive` closes."""

    def __init__(self, alive: int) -> None:
        self._alive = alive
        self._is_over = threading.Event()
        self._guard = threading.Lock()
        self._process = self._started()

    def keep(self) -> None:
        """From now on start the worker anew whenever it is gone."""
        threading.Thread(target=self._keep, daemon=True).start()

    def stop(self) -> None:
        """Let the worker finish what it has in hand, and wait until it is gone."""
        self._is_over.set()
        with self._guard:
            self._process.terminate()
            try:
                self._process.wait(LONGEST_GOODBYE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def _keep(self) -> None:
        pause = SHORTEST_PAUSE
        while True:
            began = time.monotonic()
            status = self._process.wait()
            if self._is_over.is_set():
                return
            log.warning("The worker ended with %s, and is started anew.", status)
            pause = SHORTEST_PAUSE if time.monotonic() - began > LIVED_WELL else min(2 * pause, LONGEST_PAUSE)
            if self._is_over.wait(pause):
                return
            with self._guard:
                if self._is_over.is_set():
                    return
                self._process = self._started()

    def _started(self) -> "subprocess.Popen[bytes]":
        """In a process group of its own: Ctrl-C is for the main process, which stops the worker in order."""
        return subprocess.Popen(  # noqa: S603
            [sys.executable, str(PROGRAM), "work", "--while-open", str(self._alive)],
            pass_fds=[self._alive],
            process_group=0,
            stdin=subprocess.DEVNULL,
        )
