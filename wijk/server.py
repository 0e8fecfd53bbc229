"""The web server: granian, one process per core with one thread each, which measured best for this site."""

import gc
import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import connections
from django.db.utils import Error
from django.urls import get_resolver
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from initiatives import index
from search.dictionary import dictionary
from wijk import components, revalidation
from wijk.worker_beside import WorkerBeside

LONGEST_GOODBYE = 10  # seconds that a request may take to finish when the site stops


def serve(held: socket.socket) -> None:
    """Serve on the address that `held` is bound to until SIGINT, SIGTERM or SIGHUP; close `held`."""
    from wijk.wsgi import application

    multiprocessing.set_start_method("fork", force=True)
    _load()
    host, port = held.getsockname()[:2]
    alive, ours = os.pipe()
    web = Granian(
        "wijk.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=cores(),
        blocking_threads=1,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=LONGEST_GOODBYE,
        log_level=LogLevels.error,  # it warns of workers that did not stop when they did
    )
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # a closed terminal stops the site, unless under nohup
        web.on_startup(lambda: signal.signal(signal.SIGHUP, web.signal_handler_interrupt))
    worker = WorkerBeside(alive)  # before there are threads and forks that could come between
    os.register_at_fork(after_in_child=_end_when_told)
    held.close()
    worker.keep()
    try:
        web.serve(target_loader=_in_worker(application, alive, ours), wrap_loader=False)
    finally:
        worker.stop()


def _load() -> None:
    """Load what every worker needs: they share it, and the first visitor does not wait for it."""
    get_resolver().url_patterns  # noqa: B018 - asking for it loads it
    components.load()
    revalidation.release()
    dictionary()
    with suppress(Error):  # a site that is served unprepared may have no tables yet
        index.current().ask().counts  # noqa: B018 - reads what is counted with
    connections.close_all()  # a connection is of one process
    gc.freeze()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _end_when_told() -> None:
    """Until granian sets its own, the main process's way of stopping would come along into a worker, and not end it."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _in_worker(application: Any, alive: int, ours: int) -> Callable[[], Any]:
    def load() -> Any:
        os.setpgid(0, 0)  # Ctrl-C is for the main process, which stops the workers in order
        os.close(ours)
        threading.Thread(target=_follow, args=(alive,), daemon=True).start()
        return application

    return load


def _follow(alive: int) -> None:
    """End with the main process: nobody writes to this pipe, so reading ends when its last holder is gone."""
    os.read(alive, 1)
    os.kill(os.getpid(), signal.SIGKILL)
