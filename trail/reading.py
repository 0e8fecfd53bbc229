"""The trail as an administrator reads it: narrowed by person, record, action and day, with names for the keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trail.actions import name_of
from trail.models import Entry

PAGE = 50
_DETAILS: dict[str, Any] = {
    "version": _("version"),
    "role": _("role"),
    "before": _("before"),
    "new": _("new"),
    "changed": _("changed"),
}
MOST_PEOPLE = 200


@dataclass(frozen=True)
class Line:
    """An entry in words; `record` is empty for what is about no record."""

    entry: Any
    action: str
    by: str
    whom: str
    record: str
    details: str


class Trail:
    """What is asked: `wie` (name or address), `wat` (address of a record, or its number), `actie`, `van`, `tot`."""

    def __init__(self, query: QueryDict) -> None:
        said = {name: query.get(name, "").replace("\x00", "").strip()[:200] for name in ("wie", "wat", "actie")}
        self.who, self.what, self.action = said.values()
        self.since, self.until = (_day(query.get(name, "")) for name in ("van", "tot"))
        self._query = query

    def page(self, number: int) -> Page:
        """Raises EmptyPage."""
        return Paginator(self._found().newest_first(), PAGE).page(number)

    def lines(self, entries: Iterable[Entry]) -> list[Line]:
        """In one query for people, and one for each kind of record on the page."""
        several = list(entries)
        people = _names_of_people({key for entry in several for key in (entry.by, entry.whom) if key})
        records = _names_of_records(several)
        return [
            Line(
                entry,
                name_of(entry.action),
                people.get(entry.by, f"#{entry.by}") if entry.by else "wijk",
                people.get(entry.whom, f"#{entry.whom}") if entry.whom else "",
                records.get((entry.record_type_id, entry.record_id or 0), "") if entry.record_type_id else "",
                ", ".join(f"{_DETAILS.get(name, name)}: {value}" for name, value in entry.details.items()),
            )
            for entry in several
        ]

    @property
    def address(self) -> str:
        query = self._query.copy()
        query.pop("pagina", None)
        return f"?{query.urlencode()}"

    def _found(self) -> Any:
        found = Entry.objects.all()
        if self.who:
            found = found.about_people(_people_called(self.who))
        if self.what:
            found = found.about_records(_records_at(self.what))
        if self.action:
            found = found.filter(action=self.action)
        if self.since:
            found = found.filter(at__gte=_midnight(self.since))
        if self.until:
            found = found.filter(at__lt=_midnight(self.until + timedelta(days=1)))
        return found


def _day(text: str) -> date | None:
    """What cannot be a day narrows nothing."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1900 < found.year < 9000 else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _people_called(words: str) -> list[int]:
    people: Any = get_user_model()._default_manager
    found = people.filter(Q(email__iexact=words) | Q(name__icontains=words)).order_by("pk")
    return list(found.values_list("pk", flat=True)[:MOST_PEOPLE])


def _records_at(what: str) -> list[tuple[int, int]]:
    """The records with this address; with a number, those with this key too."""
    found: list[tuple[int, int]] = []
    for kind in ContentType.objects.filter(pk__in=Entry.objects.values("record_type").distinct()).order_by("pk"):
        model: Any = kind.model_class()
        if model is None:
            continue
        if any(field.name == "slug" for field in model._meta.concrete_fields):
            keys = model._default_manager.filter(slug=what).values_list("pk", flat=True)
            found += [(kind.pk, key) for key in keys]
        if what.isascii() and what.isdigit() and len(what) < 19:
            found.append((kind.pk, int(what)))
    return found


def _names_of_people(keys: set[int]) -> dict[int, str]:
    people: Any = get_user_model()._default_manager
    return {person.pk: str(person) for person in people.filter(pk__in=keys)}


def _names_of_records(entries: list[Entry]) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for kind in {entry.record_type_id for entry in entries if entry.record_type_id}:
        content_type = ContentType.objects.get_for_id(kind)
        model: Any = content_type.model_class()
        keys = {entry.record_id or 0 for entry in entries if entry.record_type_id == kind}
        names = {row.pk: str(row) for row in model._default_manager.filter(pk__in=keys)} if model else {}
        label = model._meta.verbose_name if model else content_type.model
        found |= {(kind, key): f"{label} {names.get(key, key)}" for key in keys}
    return found
