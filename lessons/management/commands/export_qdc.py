"""Write the codebook to a file for programs for qualitative analysis."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from curation.whole_files import written_whole
from lessons.refi_qda.codebook import codable, codebook
from lessons.refi_qda.writing import write_codebook


class Command(BaseCommand):
    help = "Write themes, and lessons with their stances, as a REFI-QDA codebook (.qdc)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help=_("The file to write."))

    def handle(self, *, file: Path, **_options: Any) -> None:
        codes = codebook()
        try:
            with written_whole(file) as opened:
                write_codebook(codes, opened)
        except OSError as error:
            reason = {"file": file, "reason": error.strerror or error}
            raise CommandError(_("%(file)s cannot be written: %(reason)s") % reason) from error
        counts = {"codes": sum(1 for _each in codable(codes)), "file": file}
        self.stdout.write(_("%(codes)d codes written to %(file)s.") % counts)
