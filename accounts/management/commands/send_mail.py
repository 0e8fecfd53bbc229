"""Send the mail that waits, by hand; the worker does so by itself."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.outbox import send_waiting


class Command(BaseCommand):
    help = "Sends the mail that waits for the mail server, as far as it is due."

    def handle(self, **_options: Any) -> None:
        sent, refused = send_waiting()
        self.stdout.write(f"{sent} mails sent, {refused} refused by the mail server.")
