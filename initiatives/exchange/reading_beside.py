"""Reading a file in a process beside this one, on a second core, while this one deals with what came before.

Reading and cleaning takes about as long as all that the database is asked and told.
"""

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, BinaryIO, Self

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from initiatives.exchange.garbage import collected_seldom
from initiatives.exchange.reading import Batch, Batches, Reader, read_batches
from search.dictionary import dictionary

WORTH_A_PROCESS = 8_000_000  # bytes; less is read sooner than another process has started
_AHEAD = 4  # batches that wait here at most, so that neither process waits when the other is slow for a moment
_PROGRAM = "import django; django.setup(); from initiatives.exchange import reading_beside; reading_beside.serve()"


def reader_for(file: BinaryIO, *, for_catalogue: bool = False) -> Reader:
    """The way to read `file`, opened and not read from yet, that takes least time on this machine."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    is_long = os.fstat(file.fileno()).st_size >= WORTH_A_PROCESS
    reader: Callable[..., Batches] = BatchesBeside if cores > 1 and is_long else read_batches
    return partial(reader, for_catalogue=True) if for_catalogue else reader


class BatchesBeside:
    """What `read_batches` gives, for a file that the operating system knows. Reading begins at once.

    The other process is a few batches ahead at most, and ends when this one does, however that comes: it cannot write
    any more. Ctrl-C is for this one only.
    """

    def __init__(self, file: BinaryIO, name: str, *, for_catalogue: bool = False) -> None:
        self._process = _start(file, name, for_catalogue=for_catalogue)
        self._receiver = ThreadPoolExecutor(1)
        self._coming: deque[Future[Batch | OSError | None]] = deque(self._receive() for _each in range(_AHEAD))

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Batch:
        """The next batch. Raises OSError when the file could not be read."""
        if not self._coming:
            raise StopIteration
        try:
            batch = self._coming.popleft().result()
        except (EOFError, pickle.UnpicklingError):
            self.close()
            return Batch([], error=(0, _("The process that reads the file ended before the file did.")))
        if isinstance(batch, Batch):
            self._coming.append(self._receive())
            return batch
        self.close()
        raise batch or StopIteration

    def close(self) -> None:
        """End the other process, whatever it still had to give."""
        self._coming.clear()
        self._process.kill()
        self._receiver.shutdown(cancel_futures=True)
        self._process.__exit__(None, None, None)

    def _receive(self) -> Future[Batch | OSError | None]:
        return self._receiver.submit(_receive, self._process)


def _start(file: BinaryIO, name: str, *, for_catalogue: bool) -> subprocess.Popen[bytes]:
    language = translation.get_language() or settings.LANGUAGE_CODE
    command = [sys.executable, "-c", _PROGRAM, name, language, *(("--for-catalogue",) if for_catalogue else ())]
    surroundings = {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(  # noqa: S603 - a program of our own
        command, stdin=file, stdout=subprocess.PIPE, env=os.environ | surroundings, start_new_session=True
    )


def _receive(process: subprocess.Popen[bytes]) -> Batch | OSError | None:
    return pickle.load(process.stdout)  # type: ignore[arg-type]  # noqa: S301 - a program of our own


def serve() -> None:
    """Be the process beside: the file comes in by standard input, and batches leave by standard output."""
    name, language, *options = sys.argv[1:]
    try:
        if options:
            dictionary().unfold()
        with translation.override(language), collected_seldom():
            for batch in read_batches(sys.stdin.buffer, name, for_catalogue=bool(options)):
                _send(batch)
        _send(None)
    except BrokenPipeError:
        os._exit(1)  # who asked has gone; an ordinary exit would try to write once more
    except OSError as error:
        _send(error)


def _send(thing: Any) -> None:
    pickle.dump(thing, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
    sys.stdout.buffer.flush()
