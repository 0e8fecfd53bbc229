"""The system account that the embedded PostgreSQL runs as: we ourselves, or for root an unprivileged one.

PostgreSQL refuses to run as root, and should: whoever finds a hole in it would own the machine.
"""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wijk.embedded_postgres.failures import CannotStart, explained

UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A system account, and whether we have to become it first."""

    name: str
    uid: int
    gid: int
    is_other: bool

    @property
    def process_options(self) -> dict[str, Any]:
        """What subprocess needs to run a program as this account."""
        if not self.is_other:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, folder: Path) -> None:
        """Give `folder` and all in it to this account, and to nobody else."""
        if self.is_other:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, self.uid, self.gid, follow_symlinks=False)
        folder.chmod(0o700)

    def can_enter(self, folder: Path) -> bool:
        """Whether this account can reach `folder`, past every folder that it lies in."""
        if not self.is_other:
            return True
        command = ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]
        try:
            finished = subprocess.run(command, check=False, capture_output=True, cwd="/", **self.process_options)  # noqa: S603
        except PermissionError as error:
            message = (
                f"PostgreSQL does not run as root, and root may not become {self.name!r} here; "
                "run wijk as an ordinary user, or set DATABASE_URL."
            )
            raise CannotStart(message) from error
        return finished.returncode == 0


def database_account(data: Path) -> Account:
    """The account for the database in `data`, which need not exist yet.

    Root runs it as the account that owns it, or a new one as the first unprivileged account that exists.
    """
    us = os.geteuid()
    with explained(data):
        owner = data.stat().st_uid if data.exists() else None
    if us == 0:
        return _from_entry(_entry(owner) if owner else _unprivileged(), is_other=True)
    if owner not in {None, us}:
        message = f"The database in {data} belongs to {_entry(owner).pw_name!r}; run wijk as that user or as root."
        raise CannotStart(message)
    return _from_entry(_entry(us), is_other=False)


def _from_entry(entry: pwd.struct_passwd, *, is_other: bool) -> Account:
    return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid, is_other=is_other)


def _entry(uid: int | None) -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(uid or 0)
    except KeyError as error:
        message = f"User number {uid} has no name on this system, which PostgreSQL needs; set DATABASE_URL instead."
        raise CannotStart(message) from error


def _unprivileged() -> pwd.struct_passwd:
    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    message = "PostgreSQL does not run as root, and there is no user 'nobody'; run wijk as an ordinary user."
    raise CannotStart(message)
