"""Notices by mail: at once, or together once a day. What the server refuses is tried again with the next digest."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import ngettext

from accounts.language import language_of
from accounts.models import User
from notices.models import Notice, Rhythm
from notices.reading import told

log = logging.getLogger(__name__)

TRIED = timedelta(minutes=10)  # what was to be sent at once, and is this old, was refused


def send_at_once(keys: Iterable[int]) -> None:
    """Mail these notices to those who want to hear at once, which is also who has not chosen."""
    found = Notice.objects.filter(pk__in=list(keys)).select_related("person__mail_choice", "by")
    for notice in found:
        if _rhythm(notice.person) == Rhythm.AT_ONCE:
            _send(notice.person, [notice])


def send_digests() -> tuple[int, int]:
    """Mail everybody who wants a digest what is new, and what could not be sent before; returns (sent, refused)."""
    waiting = Notice.objects.to_mail().filter(person__is_active=True).exclude(person__mail_choice__rhythm=Rhythm.NEVER)
    people = User.objects.filter(pk__in=waiting.values("person")).select_related("mail_choice").order_by("pk")
    answers = [_send_digest(person) for person in people]
    return answers.count(True), answers.count(False)


@transaction.atomic
def _send_digest(person: User) -> bool | None:
    """Whether the mail went out; None when there was nothing left to send."""
    waiting = Notice.objects.of(person).to_mail()
    if _rhythm(person) == Rhythm.AT_ONCE:
        waiting = waiting.filter(at__lt=timezone.now() - TRIED)
    # Locked rows are being mailed by another run.
    notices = list(waiting.select_for_update(of=("self",), skip_locked=True).select_related("by").order_by("at", "pk"))
    return _send(person, notices) if notices else None


def _send(person: User, notices: list[Notice]) -> bool:
    with translation.override(language_of(person)):
        several = told(notices)
        context = {"person": person, "told": several, "site": settings.SITE_URL}
        subject = several[0].sentence if len(several) == 1 else _counted(len(several))
        message = EmailMessage(
            " ".join(f"wijk: {subject}".split()), render_to_string("notices/mail.txt", context), to=[person.email]
        )
    try:
        message.send()
    except (SMTPException, OSError) as error:
        log.warning("A mail to person %s was not sent: %s", person.pk, error)
        return False
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=timezone.now())
    return True


def _counted(number: int) -> str:
    return ngettext("%(number)s message", "%(number)s messages", number) % {"number": number}


def _rhythm(person: User) -> str:
    choice = getattr(person, "mail_choice", None)
    return choice.rhythm if choice else Rhythm.AT_ONCE
