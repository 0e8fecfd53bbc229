"""New cases as rows of all tables, made without asking the database anything; it needs only to be told the keys."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType

from curation.copying import Rows, draw_keys, rows_to_copy
from curation.models import Status, StatusChange
from initiatives import catalogue_rows, facets, projection
from initiatives.catalogue_rows import Place, PublicCase, read_keyword, read_name, read_texts, read_theme
from initiatives.exchange.planning import Change, Manner
from initiatives.exchange.references import References
from initiatives.exchange.version_rows import ROW_FIELDS, blank_row, rows_of, version_columns
from initiatives.models import CatalogueEntry, Initiative, InitiativeVersion
from places.register import register
from search.word_lists import Gathered


class Keys(NamedTuple):
    """What nobody else has: the keys of a case and of its version, and its number in the catalogue."""

    record: int
    version: int
    number: int | None


@dataclass(frozen=True)
class Made:
    """Rows to write, in their order, and the words of which the dictionary may not have all."""

    rows: Sequence[Rows] = ()
    words: frozenset[str] = frozenset()


class NewCases:
    """Makes the rows of new cases; `reason` stands in the trace of each, and their words go into `gathered`."""

    def __init__(
        self, manner: Manner, references: References, reason: str, now: datetime, gathered: Gathered | None
    ) -> None:
        self._gathered = gathered
        self._manner = manner
        self._references = references
        self._reason = reason
        self._now = now
        self._by = manner.by.pk if manner.by else None
        self._record_type = ContentType.objects.get_for_model(Initiative).pk
        self._blank_record = blank_row(Initiative) | {"created_at": now}
        state = {"status": Status.PUBLISHED.value, "number": 1, "published_at": now} if manner.publish else {}
        self._blank_version = (
            blank_row(InitiativeVersion) | {"status": Status.DRAFT.value, "created_at": now, "changed_at": now} | state
        )
        self._register = register()

    def draw_keys(self, number: int) -> list[Keys]:
        """Keys for so many cases, in the order of all of these."""
        records, versions = draw_keys(Initiative, number), draw_keys(InitiativeVersion, number)
        numbers: Sequence[int | None] = projection.draw_numbers(number) if self._manner.publish else [None] * number
        return [Keys(*each) for each in zip(records, versions, numbers, strict=True)]

    def make(self, changes: Sequence[Change], keys: Sequence[Keys]) -> Made:
        """The rows of these cases. What they refer to has been written, or will be before them."""
        if not changes:
            return Made()
        cases = list(zip(changes, keys, strict=True))
        action = "publish" if self._manner.publish else "draft"
        number = 1 if self._manner.publish else None
        made = [
            _rows_to_copy(Initiative, [self._record(change, each) for change, each in cases]),
            _rows_to_copy(InitiativeVersion, [self._version(change, each) for change, each in cases]),
            *(self._owned(name, cases) for name in ROW_FIELDS),
            *self._people(keys),
            rows_to_copy(
                StatusChange,
                ("record_type_id", "record_id", "version_number", "action", "reason", "by_id", "at"),
                [(self._record_type, each.record, number, action, self._reason, self._by, self._now) for each in keys],
            ),
        ]
        if not self._manner.publish:
            return Made(made)
        shown = [catalogue_rows.row_of(self._public(change, each)) for change, each in cases]
        made.append(rows_to_copy(CatalogueEntry, catalogue_rows.COLUMNS, [row for row, _indexed in shown]))
        if self._gathered:
            for each, (row, indexed) in zip(keys, shown, strict=True):
                self._gathered.add(each.number or 0, indexed.marked, catalogue_rows.codes_in(row))
        return Made(made, frozenset().union(*(indexed.vocabulary for _row, indexed in shown)))

    def _record(self, change: Change, keys: Keys) -> dict[str, Any]:
        return self._blank_record | {
            "id": keys.record,
            "slug": change.values["slug"],
            "published_version_id": keys.version if self._manner.publish else None,
            "catalogue_number": keys.number,
        }

    def _version(self, change: Change, keys: Keys) -> dict[str, Any]:
        said = version_columns(change, self._references)
        return self._blank_version | {"id": keys.version, "record_id": keys.record} | said

    def _owned(self, name: str, cases: Iterable[tuple[Change, Keys]]) -> Rows:
        return rows_to_copy(
            *rows_of(name, [(keys.version, change.values[name]) for change, keys in cases], self._references)
        )

    def _people(self, keys: Sequence[Keys]) -> list[Rows]:
        if self._by is None:
            return []
        return [
            rows_to_copy(
                InitiativeVersion.authors.through,
                ("initiativeversion_id", "user_id"),
                [(each.version, self._by) for each in keys],
            ),
            rows_to_copy(
                Initiative.owners.through, ("initiative_id", "user_id"), [(each.record, self._by) for each in keys]
            ),
        ]

    def _public(self, change: Change, keys: Keys) -> PublicCase:
        """The case as `projection` would read it from what is written."""
        values, terms = change.values, self._references.vocabulary
        place = self._register.municipality(values["municipality"]) if values["municipality"] else None
        kinds = terms["accommodations.kind"]
        return PublicCase(
            initiative=keys.record,
            version=keys.version,
            number=keys.number or 0,
            slug=values["slug"],
            texts=change.texts or read_texts(values),
            language=values["language"],
            place=Place(place.code, place.display_name, place.sort_name) if place else Place(),
            online=values["online"],
            incomplete=values["incomplete"],
            started=values["started"],
            first_published_at=self._now,
            published_at=self._now,
            connections=[name for name in facets.CONNECTIONS if values[name]],
            not_found=values["not_found"],
            themes=[
                (theme.pk, read_theme(theme.name, tuple(theme.synonyms)))
                for theme in map(terms["themes"].term, values["themes"])
            ],
            keywords=[read_keyword(name) for name in values["keywords"]],
            target_groups=_named(map(terms["target_groups"].term, values["target_groups"])),
            community_work=_named(map(terms["community_work"].term, values["community_work"])),
            actors=[
                (terms["actors.kind"].key_or_none(kind), read_name(name)) for name, kind, _role in values["actors"]
            ],
            accommodations=[
                (kinds.key_or_none(kind), access, read_name(name or kinds.term(kind).name))
                for name, kind, access in values["accommodations"]
            ],
        )


def _named(terms: Iterable[Any]) -> list[tuple[int, catalogue_rows.Read]]:
    return [(term.pk, read_name(term.name)) for term in terms]


def _rows_to_copy(model: type[Any], rows: Sequence[dict[str, Any]]) -> Rows:
    """Rows by the names of their columns, all in the same order."""
    return rows_to_copy(model, list(rows[0]), [tuple(row.values()) for row in rows])
