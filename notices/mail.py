"""Notices by mail: at once, or together once a day or a week. What is refused is tried again with the next digest."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import ngettext

from accounts.language import language_of
from accounts.models import User
from notices.kinds import Strand
from notices.models import MailChoice, Notice, Rhythm
from notices.querysets import NoticeQuerySet
from notices.reading import Told, told
from notices.unsubscribing import link_for

log = logging.getLogger(__name__)

TRIED = timedelta(minutes=10)  # what was to be sent at once, and is this old, was refused
MORNING = 6  # the hour up to which a digest looks back; those of a week look back to Monday


def send_at_once(keys: Iterable[int]) -> None:
    """Mail these notices to those who want to hear at once: one mail to each person for each strand."""
    found = Notice.objects.filter(pk__in=list(keys), by_mail=True, mailed_at=None)
    for person in User.objects.filter(pk__in=found.values("person")).select_related("mail_choice").order_by("pk"):
        for strand in Strand:
            if _rhythm(person, strand) == Rhythm.AT_ONCE:
                _send_those(person, strand, found.of(person).about(strand))


def send_digests() -> tuple[int, int]:
    """Mail everybody whose digest is due what is new, and what could not be sent before; returns (sent, refused)."""
    waiting = Notice.objects.to_mail().filter(person__is_active=True)
    people = User.objects.filter(pk__in=waiting.values("person")).select_related("mail_choice").order_by("pk")
    answers = [_send_digest(person, strand) for person in people for strand in Strand]
    return answers.count(True), answers.count(False)


def _send_digest(person: User, strand: Strand) -> bool | None:
    """Whether the mail went out; None when nothing was to be sent."""
    until = _due_until(_rhythm(person, strand))
    return _send_those(person, strand, Notice.objects.of(person).about(strand).to_mail(), until) if until else None


def _due_until(rhythm: Rhythm) -> datetime | None:
    """Up to when notices go out now: each goes with the first digest after it, whenever and how often this is asked."""
    if rhythm == Rhythm.NEVER:
        return None
    now = timezone.localtime()
    if rhythm == Rhythm.AT_ONCE:
        return now - TRIED
    morning = now.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    if now < morning:
        morning -= timedelta(days=1)
    return morning - timedelta(days=morning.weekday()) if rhythm == Rhythm.WEEKLY else morning


@transaction.atomic
def _send_those(person: User, strand: Strand, waiting: NoticeQuerySet, until: datetime | None = None) -> bool | None:
    """Mail what waits: kept as sent with the mail itself, when that goes by the outbox. None when nothing waits."""
    if until:
        waiting = waiting.filter(at__lt=until)
    # Locked rows are being mailed by another run.
    rows = waiting.select_for_update(of=("self",), skip_locked=True).select_related("by").order_by("at", "pk")
    with translation.override(language_of(person)):
        several = [each for each in told(rows) if each.is_public]
        return _send(person, strand, several) if several else None


def _send(person: User, strand: Strand, several: list[Told]) -> bool:
    stopping = link_for(person, strand)
    context = {
        "person": person,
        "told": several,
        "site": settings.SITE_URL,
        "stopping": stopping if strand == Strand.FOLLOWING else "",
    }
    subject = several[0].sentence if len(several) == 1 else _counted(len(several))
    message = EmailMessage(
        " ".join(f"wijk: {subject}".split()),
        render_to_string("notices/mail.txt", context),
        to=[person.email],
        headers={"List-Unsubscribe": f"<{stopping}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )
    try:
        message.send()
    except (SMTPException, OSError) as error:
        log.warning("A mail to person %s was not sent: %s", person.pk, error)
        return False
    Notice.objects.filter(pk__in=[each.notice.pk for each in several]).update(mailed_at=timezone.now())
    return True


def _counted(number: int) -> str:
    return ngettext("%(number)s message", "%(number)s messages", number) % {"number": number}


def _rhythm(person: User, strand: Strand) -> Rhythm:
    return getattr(person, "mail_choice", MailChoice()).of(strand)
