"""How far a long command is: on a terminal one line that counts, elsewhere a line now and then."""

import time

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

SECONDS = 0.5
LINES = 1_000
SURE_AFTER = 2.0  # seconds; before that the beginning weighs too much for an estimate


class Progress:
    """Shows a number that grows and, when it is told what share of the whole that is, how much time is left."""

    def __init__(self, out: OutputWrapper) -> None:
        self._out = out
        self._began_at = self._shown_at = time.monotonic()
        self._shown = 0
        self._longest = 0

    def show(self, count: int, share: float | None = None) -> None:
        if self._out.isatty():
            if time.monotonic() - self._shown_at >= SECONDS:
                text = self._text(count, share)
                self._longest = max(self._longest, len(text))
                self._out.write(f"\r{text:{self._longest}}", ending="")
                self._shown_at = time.monotonic()
                self._out.flush()
        elif count // LINES > self._shown // LINES:
            self._out.write(self._text(count, share))
            self._out.flush()
            self._shown = count

    def finish(self) -> None:
        """Leave the counting line."""
        if self._longest:
            self._out.write("")

    def _text(self, count: int, share: float | None) -> str:
        elapsed = time.monotonic() - self._began_at
        if not share or elapsed < SURE_AFTER:
            return _("%(count)d cases …") % {"count": count}
        minutes, seconds = divmod(round(elapsed / share - elapsed), 60)
        values = {"count": count, "share": int(share * 100), "rate": round(count / elapsed)}
        text = _("%(count)d cases, %(share)d %%, %(rate)d a second, %(left)s to go …")
        return text % {**values, "left": f"{minutes}:{seconds:02}"}
