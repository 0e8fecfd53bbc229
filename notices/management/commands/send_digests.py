"""Find what is new and mail what is due, by hand; the worker does so by itself."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts import outbox
from notices.rounds import make_round


class Command(BaseCommand):
    help = "Mails people what is new since their last digest, and what could not be mailed before; each thing once."

    def handle(self, **_options: Any) -> None:
        sent, refused = make_round()
        if outbox.is_used():
            outbox.send_waiting()
        self.stdout.write(f"{sent} mails sent, {refused} refused by the mail server.")
