"""Mail the daily digests; to be run once a day by the machine's scheduler."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts import outbox
from notices.mail import send_digests


class Command(BaseCommand):
    help = "Mails people what is new since their last digest, and what could not be mailed before."

    def handle(self, **_options: Any) -> None:
        sent, refused = send_digests()
        if outbox.is_used():
            outbox.send_waiting()
        self.stdout.write(f"{sent} mails sent, {refused} refused by the mail server.")
