"""Mail that waits for the mail server: kept with what it tells of, sent beside the requests, and gone once it is sent.

With EMAIL_URL, Django's way of sending mail is `Outbox`, which keeps it in the database. The worker sends what is
due, and so does `manage.py send_mail`. A mail is sent once more rather than lost: who is cut off between the server's
yes and our own note of it sends it again, under the same Message-ID.
"""

import json
import logging
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from enum import Enum, auto
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from accounts.models import Letter
from accounts.sealing import InvalidToken, seal

log = logging.getLogger(__name__)

KEPT = timedelta(days=3)  # a mail server that is away for longer gets it no more
LONGEST_WAIT = timedelta(hours=1)
TROUBLE = timedelta(minutes=10)  # a mail that waits for longer is worth telling
_PURPOSE = b"accounts.outbox"


class Went(Enum):
    """Where a mail went: out, back to wait for another time, or nowhere, since it cannot be delivered."""

    OUT = auto()
    BACK = auto()
    NOWHERE = auto()


class Outbox(BaseEmailBackend):
    """Keeps messages, in the transaction of whoever sends them."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        letters = [Letter(sealed=_sealed(message)) for message in email_messages if message.recipients()]
        Letter.objects.bulk_create(letters)
        return len(letters)


def is_used() -> bool:
    return bool(settings.EMAIL_SENT_BY)


def waits() -> bool:
    """Whether there is mail to send now."""
    return is_used() and Letter.objects.due().exists()


def send_waiting() -> tuple[int, int]:
    """Send what is due, one after another; returns how many went out, and how many were refused.

    When the mail server does not answer, the rest waits for the next time.
    """
    server = mail.get_connection(settings.EMAIL_SENT_BY) if is_used() else mail.get_connection()
    went: Counter[Went] = Counter()
    try:
        while (end := _send_next(server)) is not None:
            went[end] += 1
            if end is Went.BACK:
                break
    finally:
        server.close()
    return went[Went.OUT], went[Went.BACK] + went[Went.NOWHERE]


@transaction.atomic
def _send_next(server: Any) -> Went | None:
    """Where the mail went that was due first; None when none is due. Others leave it alone meanwhile."""
    letter = Letter.objects.due().select_for_update(skip_locked=True, no_key=True).order_by("due_at", "pk").first()
    if letter is None:
        return None
    try:
        message = _opened(letter.sealed)
        server.open()
        server.send_messages([message])
    except InvalidToken:
        log.warning("A mail of %s cannot be opened with the key of now, and is not sent.", letter.written_at)
        end = Went.NOWHERE
    except (SMTPException, OSError, ValueError) as error:
        end = _refused(letter, error)
    else:
        end = Went.OUT
    if end is not Went.BACK:
        letter.delete()
    return end


def _refused(letter: Letter, error: Exception) -> Went:
    """Try again later, less and less often; not where the server knows nobody of that name, or after days."""
    nobody = isinstance(error, SMTPRecipientsRefused) and all(code >= 500 for code, _ in error.recipients.values())
    if nobody or letter.written_at < timezone.now() - KEPT:
        log.warning("A mail of %s cannot be delivered: %s", letter.written_at, _without_addresses(error))
        return Went.NOWHERE
    letter.tries += 1
    letter.due_at = timezone.now() + min(timedelta(minutes=2 ** min(letter.tries, 10)) / 2, LONGEST_WAIT)
    letter.refusal = _without_addresses(error)[:200]
    letter.save(update_fields=["tries", "due_at", "refusal"])
    log.warning("A mail was not sent, and is tried again: %s", letter.refusal)
    return Went.BACK


def _without_addresses(error: Exception) -> str:
    if isinstance(error, SMTPRecipientsRefused):
        return ", ".join(f"{code} {text!r}" for code, text in error.recipients.values())
    return f"{type(error).__name__}: {error}"


# ---------------------------------------------------------------- what is in a mail
def _sealed(message: EmailMessage) -> str:
    """A message as it is kept. Raises ValueError for what no mail can be, such as a subject of two lines."""
    if message.attachments:
        raise ValueError("Mail with attachments is not kept here.")
    if "Message-ID" not in message.extra_headers:
        message.extra_headers["Message-ID"] = str(message.message()["Message-ID"])
    said = {name: getattr(message, name) for name in ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to")}
    headers = {name: str(value) for name, value in message.extra_headers.items()}
    alternatives = [list(each) for each in getattr(message, "alternatives", [])]
    kept = {name: str(value) if isinstance(value, str) else list(value) for name, value in said.items()}
    text = json.dumps(kept | {"headers": headers, "alternatives": alternatives}, default=str)
    return seal(_PURPOSE).encrypt(text.encode()).decode()


def _opened(sealed: str) -> EmailMultiAlternatives:
    return EmailMultiAlternatives(**json.loads(seal(_PURPOSE).decrypt(sealed.encode())))


# ---------------------------------------------------------------- what waits
def trouble() -> Letter | None:
    """The mail that has waited too long, when there is any: the server does not answer, or refuses it."""
    if not is_used():
        return None
    return Letter.objects.filter(written_at__lt=timezone.now() - TROUBLE).order_by("-tries", "pk").first()


def texts_waiting() -> list[tuple[Letter, list[str]]]:
    """The mails that wait, with what they say, for who has to take words out of all that is kept."""
    found = []
    for letter in Letter.objects.select_for_update(no_key=True):
        try:
            message = _opened(letter.sealed)
        except InvalidToken:
            continue
        texts = [message.subject, message.body, *(text for text, _kind in message.alternatives)]
        found.append((letter, [str(text) for text in texts]))
    return found
