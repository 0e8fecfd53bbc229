"""Write the cases to a file in the exchange format."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from curation.whole_files import written_whole
from initiatives.exchange import UnreadableFile, WrongValue, export_file
from initiatives.management.progress import Progress

STANDARD_OUTPUT = "-"


class Command(BaseCommand):
    help = "Write all cases to a file in the exchange format, from which they can be imported without loss."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help=_("The file: .ndjson, .csv or .xlsx; - writes lines of JSON."))
        parser.add_argument("--published", action="store_true", help=_("Only what visitors can read."))

    def handle(self, *, file: str, published: bool, **_options: Any) -> None:
        progress = Progress(self.stderr)
        try:
            if file == STANDARD_OUTPUT:
                export_file(sys.stdout.buffer, "stdout.ndjson", only_published=published)
                return
            number = _write(Path(file), published=published, progress=progress)
        except OSError as error:
            reason = {"file": file, "reason": error.strerror or error}
            raise CommandError(_("%(file)s cannot be written: %(reason)s") % reason) from error
        except (UnreadableFile, WrongValue) as error:
            raise CommandError(str(error)) from error
        progress.finish()
        self.stdout.write(_("%(number)d cases written to %(file)s.") % {"number": number, "file": file})


def _write(path: Path, *, published: bool, progress: Progress) -> int:
    with written_whole(path) as opened:
        return export_file(opened, path.name, only_published=published, progress=progress.show)
