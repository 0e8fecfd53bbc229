"""Leaving notices, reading them, and choosing how to hear of them by mail."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from notices import mail
from notices.kinds import Strand
from notices.models import MailChoice, Notice, Rhythm

LONGEST = 2000


def tell(
    people: Iterable[User], kind: str, *, about: models.Model, title: str, by: User | None, words: str = ""
) -> None:
    """Leave a notice for each of these people but `by` and those who are switched off.

    It is there when what happened is: it belongs to the same transaction. Mail follows when that is committed.
    """
    heard = {person.pk: person for person in people if person.is_active and (by is None or person.pk != by.pk)}
    if not heard:
        return
    made = [
        Notice(
            person=person,
            kind=kind,
            by=by,
            record_type=ContentType.objects.get_for_model(about),
            record_id=about.pk,
            title=title[:200],
            words=words[:LONGEST],
        )
        for person in heard.values()
    ]
    leave(made)


def leave(notices: Iterable[Notice]) -> None:
    """Leave these notices as they are, many at once; mail follows, one to a person, when that is committed."""
    keys = [notice.pk for notice in Notice.objects.bulk_create(notices)]
    if keys:
        transaction.on_commit(lambda: mail.send_at_once(keys), robust=True)


def mark_read(person: User, notice: int | None = None) -> None:
    """One notice of `person`, or all of them, is read."""
    unread = Notice.objects.of(person).unread()
    (unread.filter(pk=notice) if notice else unread).update(read_at=timezone.now())


def rhythm_of(person: User, strand: Strand = Strand.WORK) -> Rhythm:
    return (MailChoice.objects.filter(person=person).first() or MailChoice()).of(strand)


def choose(person: User, rhythm: Rhythm, strand: Strand = Strand.WORK) -> None:
    field = "following" if strand == Strand.FOLLOWING else "rhythm"
    MailChoice.objects.update_or_create(person=person, defaults={field: rhythm})


def everything_of(person: User) -> dict[str, Any]:
    """What is kept here about `person`."""
    fields = ("kind", "title", "words", "at", "read_at", "mailed_at")
    return {
        "by_mail": {strand: rhythm_of(person, strand) for strand in Strand},
        "messages": list(Notice.objects.of(person).newest_first().values(*fields)),
    }


def forget(person: User) -> None:
    """Nobody reads them any more; what is said of the person to others names the emptied account."""
    Notice.objects.of(person).delete()
    MailChoice.objects.filter(person=person).delete()
