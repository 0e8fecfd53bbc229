"""Files that wait for a person to say yes: kept beside the database for a day, and given back only to who sent them."""

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core import signing

from accounts.models import User

DAY = 24 * 3600
SALT = "initiatives.held_uploads"


class UploadGone(Exception):
    """The file waited too long, or is kept on another machine, or the ticket is somebody else's."""


def hold(upload: Any, *, by: User) -> str:
    """Keep an uploaded file; returns the ticket with which `by` gets it back."""
    folder = _folder()
    _forget_old(folder)
    key = secrets.token_hex(16)
    with (folder / key).open("xb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    return signing.dumps({"key": key, "name": upload.name, "by": by.pk}, salt=SALT)


@contextmanager
def held(ticket: str, *, by: User) -> Iterator[tuple[BinaryIO, str]]:
    """The file and the name it came with. Raises UploadGone."""
    try:
        about = signing.loads(ticket, salt=SALT, max_age=DAY)
        if about["by"] != by.pk:
            raise UploadGone
        file = (_folder() / about["key"]).open("rb")
    except (signing.BadSignature, FileNotFoundError) as error:
        raise UploadGone from error
    with file:
        yield file, about["name"]


def let_go(ticket: str) -> None:
    """The file is not needed any more."""
    (_folder() / signing.loads(ticket, salt=SALT)["key"]).unlink(missing_ok=True)


def let_go_all() -> int:
    """No file that waits is needed any more; returns how many there were. Who sent one is asked to send it again."""
    files = list(_folder().iterdir())
    for file in files:
        file.unlink(missing_ok=True)
    return len(files)


def _folder() -> Path:
    folder: Path = settings.WIJK_VAR / "uploads"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _forget_old(folder: Path) -> None:
    for file in folder.iterdir():
        if file.stat().st_mtime < time.time() - DAY:
            file.unlink(missing_ok=True)
