"""Tell what became of passages when their texts changed, for programs: lines of JSON in and out, without a database."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from lessons.passages import WrongPassage
from lessons.passages.lines import WrongLine, answer

STANDARD_INPUT = "-"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Command(BaseCommand):
    help = "Tell what became of passages when their texts changed (docs/passages.md). Needs no database."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            metavar="FILE",
            nargs="?",
            default=STANDARD_INPUT,
            help=_("Lines of JSON; - or nothing reads what comes in."),
        )

    def handle(self, *, file: str, **_options: Any) -> None:
        try:
            wrong = self._answer_file(file)
        except BrokenPipeError:  # whoever read the answers has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return
        except OSError as error:
            reason = {"file": file, "reason": error.strerror or error}
            raise CommandError(_("%(file)s cannot be read: %(reason)s") % reason) from error
        if wrong:
            raise CommandError(_("Lines that could not be answered: %(number)d.") % {"number": wrong})

    def _answer_file(self, file: str) -> int:
        if file == STANDARD_INPUT:
            return self._answer(sys.stdin.buffer)
        with Path(file).open("rb") as opened:
            return self._answer(opened)

    def _answer(self, lines: BinaryIO) -> int:
        """Answer every line that can be; how many could not."""
        wrong = 0
        for number, line in _filled(lines):
            try:
                self.stdout.write(answer(line))
            except (WrongLine, WrongPassage) as error:
                wrong += 1
                self.stderr.write(f"{_('line %(line)d') % {'line': number}}: {error}")
        return wrong


def _filled(lines: BinaryIO) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(lines, 1):
        content = line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line
        if content.strip():
            yield number, content
