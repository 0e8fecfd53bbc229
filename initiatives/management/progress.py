"""How far a long command is: on a terminal one line that counts, elsewhere a line now and then."""

import time

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

SECONDS = 0.5
LINES = 1_000


class Progress:
    """Shows a number that grows."""

    def __init__(self, out: OutputWrapper) -> None:
        self._out = out
        self._shown_at = time.monotonic()
        self._shown = 0
        self._has_line = False

    def show(self, count: int) -> None:
        text = _("%(count)d cases …") % {"count": count}
        if self._out.isatty():
            if time.monotonic() - self._shown_at >= SECONDS:
                self._out.write(f"\r{text}", ending="")
                self._shown_at, self._has_line = time.monotonic(), True
                self._out.flush()
        elif count // LINES > self._shown // LINES:
            self._out.write(text)
            self._out.flush()
            self._shown = count

    def finish(self) -> None:
        """Leave the counting line."""
        if self._has_line:
            self._out.write("")
