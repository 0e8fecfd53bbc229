"""Starting and stopping the embedded PostgreSQL: whoever needs it first starts it, whoever leaves last stops it.

Three lock files keep this right whatever is killed, since the kernel lets go of a dead process's locks: `postgres.lock`
is held while somebody starts or stops the server, `postgres.users` is shared by all who use it, and `postgres.server`
is held by the server itself.
"""

import atexit
import fcntl
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from wijk.embedded_postgres import DATABASE, SOCKET_NAME, SUPERUSER, USER
from wijk.embedded_postgres.cluster import ENVIRONMENT, Cluster, configure, data_folder, prepare
from wijk.embedded_postgres.failures import DISK_FULL, CannotStart, explained
from wijk.embedded_postgres.postmaster import CLAIM, Postmaster, end_leftovers, running_postmaster

PATIENCE = 5.0  # seconds of silence before we say what we are waiting for
LARGEST_LOG = 10 * 1024 * 1024


class Engine:
    """This process's hold on the embedded server of one `var` folder."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self._postmaster: Postmaster | None = None
        self._users: int | None = None
        self._holder = 0
        self._guard = threading.Lock()

    def ensure_running(self) -> Path:
        """Start the server unless it runs, and keep it running until this process ends.

        Gives the folder of its socket; raises CannotStart.
        """
        with self._guard:
            if self._holder != os.getpid():
                self._disown()
            if self._postmaster is None or not self._postmaster.is_alive():
                self._postmaster = self._join()
            return self._postmaster.sockets

    def release(self) -> None:
        """Leave; the last to leave stops the server. A second Ctrl-C does not come between."""
        if self._users is None or self._holder != os.getpid():
            return
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        try:
            with _locked(self.var / "postgres.lock"):
                if _is_alone(self._users):
                    self._stop()
        except FileNotFoundError:  # the folder was removed under us, and with it everybody else's hold
            self._stop()
        os.close(self._users)
        self._users = None

    def _stop(self) -> None:
        postmaster = running_postmaster(data_folder(self.var)) or self._postmaster
        if postmaster and postmaster.is_alive():
            postmaster.stop()
            with suppress(OSError):
                postmaster.sockets.rmdir()

    def _disown(self) -> None:
        """Let go of what a parent process holds, of which a forked child has a copy."""
        if self._users is not None:
            os.close(self._users)
        self._users = self._postmaster = None
        self._holder = os.getpid()

    def _join(self) -> Postmaster:
        with explained(self.var), _locked(self.var / "postgres.lock"):
            if self._users is None:
                self._users = os.open(self.var / "postgres.users", os.O_RDWR | os.O_CREAT, 0o600)
                fcntl.flock(self._users, fcntl.LOCK_SH)
                atexit.register(self.release)
            found = running_postmaster(data_folder(self.var))
            postmaster = found if found and _becomes_ready(found) else _start(prepare(self.var))
            _ensure_database(postmaster)
            return postmaster


_engines: dict[Path, Engine] = {}


def engine(var: Path) -> Engine:
    """The one engine that this process has for `var`."""
    return _engines.setdefault(var, Engine(var))


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _is_alone(users: int) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _start(cluster: Cluster) -> Postmaster:
    end_leftovers(cluster.data)
    claim = _claim_data(cluster)
    _claim_socket_folder(cluster)
    configure(cluster)
    if cluster.log.exists() and cluster.log.stat().st_size > LARGEST_LOG:
        cluster.log.replace(cluster.log.with_suffix(".log.old"))
    with cluster.log.open("ab") as log:
        start_of_log = log.tell()
        postmaster = Postmaster(_spawn(cluster, log.fileno(), claim), cluster.data, cluster.sockets)
    os.close(claim)
    if not _becomes_ready(postmaster):
        raise CannotStart(_why_not_started(cluster, start_of_log))
    return postmaster


def _claim_data(cluster: Cluster) -> int:
    """Lock the database for the server that is about to start; it inherits the lock and holds it as long as it lives.

    PostgreSQL knows a server at work by its process number, which means nothing in another container and may belong to
    another program after a restart; it would refuse to start then. With our lock in hand its own mark can go.
    """
    handle = os.open(cluster.data.with_name("postgres.server"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        message = f"The database in {cluster.data} is in use, perhaps in another container; stop that first."
        raise CannotStart(message) from error
    (cluster.data / CLAIM).unlink(missing_ok=True)
    return handle


def _claim_socket_folder(cluster: Cluster) -> None:
    """Make the socket's folder, for our account alone; the temporary folder is everybody's, so trust nothing there."""
    folder = cluster.sockets
    folder.mkdir(mode=0o700, exist_ok=True)
    if cluster.account.is_other and folder.lstat().st_uid == os.geteuid():
        os.chown(folder, cluster.account.uid, cluster.account.gid, follow_symlinks=False)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != cluster.account.uid:
        message = f"{folder} is needed for the database's socket and belongs to somebody else; remove it."
        raise CannotStart(message)
    folder.chmod(0o700)
    for name in (SOCKET_NAME, f"{SOCKET_NAME}.lock"):
        (folder / name).unlink(missing_ok=True)


def _spawn(cluster: Cluster, log: int, claim: int) -> int:
    """Start the server in the background, out of reach of the terminal's Ctrl-C, and give its process number."""
    script = '"$1" -D "$2" </dev/null >&2 & echo $!'
    command = ["/bin/sh", "-c", script, "sh", str(cluster.programs / "postgres"), str(cluster.data)]
    started = subprocess.run(  # noqa: S603
        command,
        check=True,
        stdout=subprocess.PIPE,
        stderr=log,
        pass_fds=[claim],
        cwd="/",
        env=ENVIRONMENT,
        umask=0o077,
        start_new_session=True,
        **cluster.account.process_options,
    )
    return int(started.stdout)


def _becomes_ready(postmaster: Postmaster) -> bool:
    """Wait until the server answers, as long as recovery from a crash takes; false when it stops instead."""
    begun = time.monotonic()
    told = False
    while not postmaster.is_ready():
        if not postmaster.is_alive():
            return False
        if not told and time.monotonic() - begun > PATIENCE:
            told = True
            print("The database recovers from a sudden stop; this can take a while …", file=sys.stderr)  # noqa: T201
        time.sleep(0.05)
    return True


def _why_not_started(cluster: Cluster, start_of_log: int) -> str:
    with cluster.log.open("rb") as log:
        log.seek(start_of_log)
        said = log.read().decode(errors="replace")
    if "No space left on device" in said:
        return f"{DISK_FULL}: the database in {cluster.data} cannot start."
    reasons = [line.split("  ", 1)[-1] for line in said.splitlines() if "FATAL:" in line or "PANIC:" in line]
    reason = reasons[-1].strip() if reasons else "it stopped without a word"
    return f"The database in {cluster.data} cannot start: {reason} (more in {cluster.log})."


def _ensure_database(postmaster: Postmaster) -> None:
    """Make our role and database, which an interrupted first start may have left unmade."""
    with psycopg.connect(
        host=str(postmaster.sockets), user=SUPERUSER, dbname="postgres", autocommit=True
    ) as connection:
        if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [USER]).rowcount:
            connection.execute(f"CREATE ROLE {USER} LOGIN CREATEDB")
        if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).rowcount:
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {USER}")
