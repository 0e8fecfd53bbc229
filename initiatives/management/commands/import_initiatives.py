"""Take over cases from a file, all or nothing."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.command_line import person_named
from initiatives import projection
from initiatives.exchange import ImportNotAllowed, Manner, Report, RowError, check_file, import_file
from initiatives.exchange.garbage import collected_seldom
from initiatives.exchange.reading_beside import reader_for
from initiatives.management.progress import Progress
from search.word_lists import Gathered


class Command(BaseCommand):
    help = "Take over cases from a file in the exchange format: all of them, or none when there is any error."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help=_("The file: .ndjson, .csv or .xlsx."))
        parser.add_argument(
            "--publish", action="store_true", help=_("Publish what changed, instead of leaving drafts.")
        )
        parser.add_argument("--dry-run", action="store_true", help=_("Only tell what would happen."))
        parser.add_argument("--as", dest="email", metavar="EMAIL", help=_("The person who is recorded as its author."))
        parser.add_argument(
            "--create-terms", action="store_true", help=_("Make terms that the vocabulary does not have.")
        )

    def handle(self, *, file: Path, dry_run: bool, **options: Any) -> None:
        manner = Manner(
            by=person_named(options["email"]) if options["email"] else None,
            publish=options["publish"],
            is_operator=True,
            creates_terms=options["create_terms"],
        )
        gathered = Gathered()
        with collected_seldom():
            self._tell(self._run(file, manner, gathered, dry_run=dry_run), dry_run=dry_run)
            if manner.publish and not dry_run:
                projection.renew_word_lists(gathered)

    def _run(self, file: Path, manner: Manner, gathered: Gathered, *, dry_run: bool) -> Report:
        progress = Progress(self.stderr)
        try:
            with file.open("rb") as opened:
                reader = reader_for(opened, for_catalogue=manner.publish and not dry_run)
                if dry_run:
                    report = check_file(opened, file.name, manner, reader=reader, progress=progress.show)
                else:
                    report = import_file(
                        opened, file.name, manner, reader=reader, progress=progress.show, gathered=gathered
                    )
        except OSError as error:
            raise CommandError(_("%(file)s cannot be read: %(reason)s") % _reason(file, error)) from error
        except ImportNotAllowed as error:
            raise CommandError(str(error)) from error
        progress.finish()
        return report

    def _tell(self, report: Report, *, dry_run: bool) -> None:
        if report.errors:
            for error in report.errors:
                self.stderr.write(_described(error))
            raise CommandError(_("Nothing was imported; errors: %(number)d.") % {"number": len(report.errors)})
        for term in report.created_terms:
            self.stdout.write(_("New in “%(kind)s”: %(name)s (%(slug)s)") % vars(term))
        counts = _("%(new)d new, %(changed)d changed, %(unchanged)d unchanged.") % vars(report)
        self.stdout.write(
            _("Nothing was imported; it would be: %(counts)s") % {"counts": counts} if dry_run else counts
        )


def _described(error: RowError) -> str:
    place = _("line %(line)d") % {"line": error.line} if error.line else _("the file")
    return f"{place}, {error.field}: {error.message}" if error.field else f"{place}: {error.message}"


def _reason(file: Path, error: OSError) -> dict[str, Any]:
    return {"file": file, "reason": error.strerror or error}
