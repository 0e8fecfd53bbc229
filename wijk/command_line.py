"""Running a command of manage.py so that whoever typed it reads a sentence when it cannot be done, not a traceback."""

import errno
import os
import signal
import sys
from types import FrameType
from typing import NoReturn

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db.utils import NotSupportedError, OperationalError

OUR_OWN_DOING = {errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS}


def run(arguments: list[str]) -> None:
    """Run the command in `arguments`, as sys.argv holds it; with --traceback failures are shown in full."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijk.settings")
    signal.signal(signal.SIGTERM, _leave)
    try:
        execute_from_command_line(arguments)
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    except (ImproperlyConfigured, OperationalError, NotSupportedError, OSError) as error:
        sentence = reason(error)
        if sentence is None or "--traceback" in arguments:
            raise
        sys.exit(f"wijk: {sentence}")


def reason(error: Exception) -> str | None:
    """One sentence for an error that the environment causes; None for one that may be a fault of the program."""
    if isinstance(error, OSError):
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return f"The disk is full ({error.filename})." if error.filename else "The disk is full."
        return f"{error.filename}: {error.strerror}." if error.errno in OUR_OWN_DOING and error.filename else None
    if "No space left on device" in str(error):
        return "The disk is full: the database can write no more."
    return " ".join(str(error).split())


def _leave(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001 - the signal module's signature
    """Make `kill` an ordinary exit, so that what was started is stopped."""
    sys.exit(128 + number)
