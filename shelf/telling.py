"""Telling people what happened to what they follow: each of it once, whenever and however often this is done.

What is looked at starts some time before the last look, since a transaction shows what it wrote only when it is done;
`Heard` says what was told already. A round that is cut off has told nothing and marked nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Min, Model
from django.utils import timezone
from django.utils.text import Truncator

from initiatives.models import Theme
from notices import workflow as notices
from notices.models import Notice
from shelf import happenings, kinds
from shelf.happenings import Happening
from shelf.models import Follow, Heard, LookedUpTo

OVERLAP = timedelta(days=1)  # longer than any transaction takes
MOST_CASES = 10  # a person hears of so many new cases one by one; of more, in one message for each reason

Place = tuple[int, str, type[Model], int]


@dataclass
class Message:
    """What somebody will read: of one record, for one or more reasons."""

    person: int
    kind: str
    model: type[Model]
    record: int
    title: str
    keys: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return "; ".join(self.reasons)


@transaction.atomic
def tell_followers() -> int:
    """Leave a notice for everybody about what is new in what they follow; returns how many.

    Does nothing while another process does it.
    """
    LookedUpTo.objects.get_or_create(pk=1)
    looked = LookedUpTo.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=1).first()
    if looked is None:
        return 0
    now = timezone.now()
    last = looked.at or Follow.objects.aggregate(first=Min("since"))["first"] or now
    made = _messages(_unheard(list(_told(last - OVERLAP))))
    types = ContentType.objects.get_for_models(*{message.model for message in made})
    notices.leave(
        Notice(
            person_id=each.person,
            kind=each.kind,
            record_type=types[each.model],
            record_id=each.record,
            title=Truncator(each.title).chars(200),
            words=each.words[: notices.LONGEST],
        )
        for each in made
    )
    Heard.objects.bulk_create(Heard(person_id=each.person, key=key) for each in made for key in each.keys)
    Heard.objects.filter(at__lt=last - OVERLAP).delete()
    looked.at = now
    looked.save(update_fields=["at"])
    return len(made)


def _told(since: datetime) -> Iterator[tuple[int, Happening, str]]:
    """Whom to tell what, and why, heard already or not."""
    yield from _of_lessons(since)
    yield from _of_themes(since)
    yield from _of_searches(since)


def _of_lessons(since: datetime) -> Iterator[tuple[int, Happening, str]]:
    follows = _by_key(Follow.objects.to_tell(Follow.Kind.LESSON))
    for lesson, happening in happenings.news_of_lessons(follows, since) if follows else ():
        yield from _to(follows[lesson], happening, "")


def _of_themes(since: datetime) -> Iterator[tuple[int, Happening, str]]:
    follows = _by_key(Follow.objects.to_tell(Follow.Kind.THEME))
    themes = {theme.pk: theme for theme in Theme.objects.filter(pk__in=follows).select_related("merged_into")}
    current: dict[int, list[Follow]] = defaultdict(list)
    labels: dict[int, str] = {}
    for key, theme in themes.items():
        kept = theme.merged_into or theme
        current[kept.pk] += follows[key]
        labels[kept.pk] = kept.label
    for find in (happenings.lessons_at_themes, happenings.cases_at_themes) if current else ():
        for key, happening in find(current, since):
            yield from _to(current[key], happening, labels[key])


def _of_searches(since: datetime) -> Iterator[tuple[int, Happening, str]]:
    follows: dict[str, list[Follow]] = defaultdict(list)
    for follow in Follow.objects.to_tell(Follow.Kind.SEARCH):
        follows[follow.query].append(follow)
    for query, happening in happenings.cases_answering(follows, since) if follows else ():
        for follow in follows[query]:
            yield from _to([follow], happening, follow.name)


def _to(follows: Iterable[Follow], happening: Happening, reason: str) -> Iterator[tuple[int, Happening, str]]:
    """Those who followed it already when it happened."""
    return ((follow.person_id, happening, reason) for follow in follows if follow.since <= happening.at)


def _by_key(follows: Iterable[Follow]) -> dict[int, list[Follow]]:
    found: dict[int, list[Follow]] = defaultdict(list)
    for follow in follows:
        found[follow.key].append(follow)
    return found


def _unheard(told: list[tuple[int, Happening, str]]) -> Iterator[tuple[int, Happening, str]]:
    keys = {happening.key for _person, happening, _reason in told}
    heard = set(Heard.objects.filter(key__in=keys).values_list("person", "key")) if keys else set()
    return (each for each in told if (each[0], each[1].key) not in heard)


def _messages(told: Iterable[tuple[int, Happening, str]]) -> list[Message]:
    found: dict[Place, Message] = {}
    for person, what, reason in told:
        place = (person, what.kind, what.model, what.record)
        message = found.setdefault(place, Message(person, what.kind, what.model, what.record, what.title))
        if what.key not in message.keys:
            message.keys.append(what.key)
        if reason and reason not in message.reasons:
            message.reasons.append(reason)
    return _not_too_many(found.values())


def _not_too_many(messages: Iterable[Message]) -> list[Message]:
    """Of many new cases for the same reason, one message, that names the first and says how many more there are."""
    made, alike = [], defaultdict[tuple[int, str], list[Message]](list)
    for message in messages:
        if message.kind == kinds.CAME_CASE:
            alike[message.person, message.words].append(message)
        else:
            made.append(message)
    for several in alike.values():
        if len(several) > MOST_CASES:
            first = several[0]
            first.title = f"{Truncator(first.title).chars(180)} (+{len(several) - 1})"
            first.keys = [key for message in several for key in message.keys]
            made.append(first)
        else:
            made += several
    return made
