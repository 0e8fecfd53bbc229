"""One account per role, to try the site with."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from wijk import demonstration


class Command(BaseCommand):
    help = "Make one demonstration account per role and keep their passwords in demo-accounts.txt under WIJK_VAR."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--password", help="the password for all of them, instead of random ones")
        parser.add_argument("--force", action="store_true", help="also on a site that others can open")

    def handle(self, *, password: str | None, force: bool, **options: Any) -> None:  # noqa: ARG002
        if not (force or demonstration.are_allowed_here()):
            raise CommandError(
                f"{settings.SITE_URL} is a real site, where demonstration accounts have no place; --force makes them."
            )
        if password is not None and (not password.strip() or not password.isprintable()):
            raise CommandError("A password cannot be empty and fits on one line.")
        for email, chosen in demonstration.ensure_accounts(password).items():
            self.stdout.write(f"{email} {chosen or '(keeps the password it has)'}")
