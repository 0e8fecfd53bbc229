"""The production server, with everything it needs made ready first."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

from wijk import address, demonstration, preparation, server
from wijk.embedded_postgres.engine import engine


class Command(BaseCommand):
    help = "Prepare the database, the catalogue and the static files, and serve the site on HOST and PORT."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--unprepared", action="store_true", help="serve at once, with everything as it is")

    def handle(self, *, unprepared: bool, **options: Any) -> None:  # noqa: ARG002
        held = address.reserve(settings.HOST, settings.PORT)
        embedded = engine(Path(settings.WIJK_VAR)) if "EMBEDDED_IN" in settings.DATABASES["default"] else None
        if embedded:
            embedded.ensure_running()
        if not unprepared:
            preparation.prepare(tell=self._tell)
        connections.close_all()
        self._tell(self._welcome())
        try:
            server.serve(held)
        finally:
            if embedded:
                embedded.release()
        self._tell("Stopped.")

    def _tell(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def _welcome(self) -> str:
        lines = ["", f"The site is at {settings.SITE_URL}/"]
        if demonstration.accounts_file().exists():
            lines.append(f"Demonstration accounts are in {demonstration.accounts_file()}")
        lines.append("Ctrl-C stops it.")
        return "\n".join(lines)
