"""Take in coded passages from a program for qualitative analysis, all or nothing."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.command_line import person_named
from lessons.refi_qda.importing import check_file, import_file
from lessons.refi_qda.planning import Manner
from lessons.refi_qda.positions import Counting
from lessons.refi_qda.report import ImportNotAllowed, Remark, Report


class Command(BaseCommand):
    help = "Take in coded passages from a REFI-QDA project (.qdpx): all of it, or nothing when there is any error."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help=_("The file: .qdpx, or .qdc to look at its codes."))
        parser.add_argument("--as", dest="email", metavar="EMAIL", required=True, help=_("The editor who takes it in."))
        parser.add_argument("--dry-run", action="store_true", help=_("Only tell what would happen."))
        parser.add_argument(
            "--skip-unknown", action="store_true", help=_("Leave out codes and texts that are not ours.")
        )
        parser.add_argument(
            "--positions", choices=Counting.values, default=Counting.UNTOLD, help=_("What counts as one character.")
        )

    def handle(self, *, file: Path, dry_run: bool, **options: Any) -> None:
        manner = Manner(person_named(options["email"]), options["skip_unknown"], Counting(options["positions"]))
        try:
            with file.open("rb") as opened:
                report = (check_file if dry_run else import_file)(opened, manner)
        except OSError as error:
            reason = {"file": file, "reason": error.strerror or error}
            raise CommandError(_("%(file)s cannot be read: %(reason)s") % reason) from error
        except ImportNotAllowed as error:
            raise CommandError(str(error)) from error
        self._tell(report, dry_run=dry_run)

    def _tell(self, report: Report, *, dry_run: bool) -> None:
        for error in report.errors:
            self.stderr.write(_described(error))
        if report.errors:
            raise CommandError(_("Nothing was taken in; errors: %(number)d.") % {"number": len(report.errors)})
        for remark in report.left_out:
            self.stdout.write(_("Left out: %(remark)s") % {"remark": _described(remark)})
        counts = _(
            "%(new_passages)d new passages, %(new_codings)d coded with a theme, %(new_evidence)d proposed as evidence; "
            "%(known)d were here."
        ) % vars(report)
        would_be = _("Nothing was taken in; it would be: %(counts)s")
        self.stdout.write(would_be % {"counts": counts} if dry_run else counts)


def _described(remark: Remark) -> str:
    place = _("line %(line)d") % {"line": remark.line} if remark.line else _("the file")
    return f"{place}: {remark.message}"
