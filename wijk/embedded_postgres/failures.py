"""Why the embedded PostgreSQL cannot do its work, in one sentence for whoever runs the site."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db.utils import OperationalError

DISK_FULL = "The disk is full"


class CannotStart(OperationalError):
    """The embedded server does not run; the message says why and what to do."""


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what the file system says while we work in `folder` into one sentence."""
    try:
        yield
    except OSError as error:
        raise CannotStart(sentence(error, folder)) from error


def sentence(error: OSError, folder: Path) -> str:
    """What `error`, met while working in `folder`, means to an operator."""
    place = error.filename or folder
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"{DISK_FULL}: the database cannot be kept in {folder}."
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"{place} belongs to another user; run wijk as that user, or set WIJK_VAR to a folder of your own."
    if error.errno == errno.EROFS:
        return f"{place} cannot be written to; set WIJK_VAR to a folder that can."
    return f"The database cannot be kept in {folder}: {error.strerror} ({place})."
