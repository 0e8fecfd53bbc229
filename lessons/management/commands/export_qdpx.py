"""Write codebook and coded passages to a file for programs for qualitative analysis."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from curation.whole_files import written_whole
from lessons.refi_qda.collecting import project
from lessons.refi_qda.writing import write_project


class Command(BaseCommand):
    help = "Write texts, codebook and coded passages as a REFI-QDA project (.qdpx)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help=_("The file to write."))
        parser.add_argument(
            "--all-texts", action="store_true", help=_("Also the texts of published cases without any passage.")
        )

    def handle(self, *, file: Path, all_texts: bool, **_options: Any) -> None:
        found = project(with_all_texts=all_texts)
        try:
            with written_whole(file) as opened:
                write_project(found, opened)
        except OSError as error:
            reason = {"file": file, "reason": error.strerror or error}
            raise CommandError(_("%(file)s cannot be written: %(reason)s") % reason) from error
        counts = {"texts": len(found.sources), "codings": sum(1 for _each in found.codings), "file": file}
        self.stdout.write(_("%(texts)d texts with %(codings)d codings written to %(file)s.") % counts)
