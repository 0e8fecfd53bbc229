"""From lines to changes, without writing anything: which case each line means, and what would differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from curation.addresses import taken_by_pages
from curation.models import EditorialPolicy, FormerSlug
from initiatives.catalogue_rows import Texts
from initiatives.exchange.consistency import inconsistencies
from initiatives.exchange.fields import EMPTY, Values
from initiatives.exchange.free_slugs import FreeSlugs
from initiatives.exchange.known_cases import KnownCase, KnownCases, Likeness, editable_keys, obstacles_of
from initiatives.exchange.reading import CleanLine
from initiatives.exchange.references import References
from initiatives.exchange.report import Report
from initiatives.models import Initiative
from places.register import register

NO_SLUG = "initiatief"
LONGEST_SLUG = 120


@dataclass(frozen=True)
class Manner:
    """How a file is taken over. `is_operator`: by whoever runs the server, who answers for the second pair of eyes."""

    by: User | None
    publish: bool = False
    is_operator: bool = False
    creates_terms: bool = False


@dataclass(frozen=True)
class Change:
    """What a line makes of a case: its complete values, and the fields in which they differ from what it says now.

    `texts` are those of a new case, where they have been read.
    """

    line: int
    values: Values
    differing: frozenset[str]
    known: KnownCase | None
    texts: Texts | None = None


@dataclass
class Row:
    """What a line says of a case; without errors as long as none was found."""

    line: int
    values: Values
    has_errors: bool
    texts: Texts | None

    @property
    def likeness(self) -> Likeness:
        return self.values["title"], self.values.get("municipality", ""), self.values.get("neighbourhood", "")


class Planner:
    """Plans a file, batch by batch; what is wrong goes into the report."""

    def __init__(self, manner: Manner, report: Report, *, locks: bool) -> None:
        self.manner = manner
        self.report = report
        self.references = References(creates_terms=manner.creates_terms)
        self.cases = KnownCases(locks=locks)
        self._slugs = FreeSlugs([Initiative.objects.all(), _former_slugs()], LONGEST_SLUG, taken_by_pages())
        self._line_of_slug: dict[str, int] = {}
        self._editable: set[int] = set()
        self._obstacles: Mapping[int | None, list[str]] = {}
        self._register = register()
        self._needs_others = _needs_second_pair_of_eyes(manner)

    def read(self, lines: Sequence[CleanLine]) -> list[Row]:
        """What these lines say in terms of the vocabulary. Asks the database nothing, so it may be busy meanwhile."""
        rows = []
        for line, values, errors, texts in lines:
            found = errors + self.references.resolve_names(values)
            rows.append(Row(line, values, bool(self._add_errors(line, found)), texts))
        return rows

    def plan(self, rows: Sequence[Row]) -> list[Change]:
        """The changes that lines ask for, as read; those with errors and those that change nothing ask for none."""
        self._resolve([row for row in rows if not row.has_errors])
        with_slug = {slug for row in rows if (slug := row.values.get("slug"))}
        without_slug = [
            row for row in rows if not row.has_errors and not row.values.get("slug") and "title" in row.values
        ]
        self.cases.look_up(with_slug, {row.likeness for row in without_slug})
        self._editable = editable_keys(self.cases.found, self.manner.by)
        self._obstacles = obstacles_of(self.cases.found) if self.manner.publish else {}
        for slug in with_slug:
            self._slugs.take(slug)
        self._slugs.look_up(base for row in without_slug for base in self._bases(row.values))
        return [change for row in rows if (change := self._plan_row(row))]

    def finish(self) -> None:
        """Look at what only the whole file tells."""
        for line, number in self.cases.ambiguous_lines():
            message = _(
                "There are %(number)d cases with this title in this place: give the address of the one you mean."
            )
            self.report.add_error(line, "slug", message % {"number": number})

    def _resolve(self, sound: Sequence[Row]) -> None:
        self.references.look_up(row.values for row in sound)
        for row in sound:
            row.has_errors = bool(self._add_errors(row.line, self.references.resolve_rows(row.values)))

    def _plan_row(self, row: Row) -> Change | None:
        slug = row.values.get("slug", "")
        if (slug and self._is_on_another_line(row.line, slug)) or row.has_errors:
            return None
        if not slug and "title" not in row.values:
            self.report.add_error(row.line, "title", _("Give it a title."))
            return None
        known = self.cases.by_slug(slug) if slug else self.cases.by_likeness(row.likeness, row.line)
        if known is None:
            return self._plan_new(row)
        if (line := self.cases.give(known, row.line)) != row.line:
            message = _("Line %(line)d is about the same case (%(slug)s).")
            self.report.add_error(row.line, "slug", message % {"line": line, "slug": known.slug})
            return None
        return self._plan_known(row, known)

    def _plan_new(self, row: Row) -> Change | None:
        values = EMPTY | row.values
        if self._add_errors(row.line, [*inconsistencies(values), *self._refusal_to_publish(set())]):
            return None
        if not values.get("slug"):
            values["slug"] = self._slugs.free(*self._bases(values))
            self._line_of_slug[values["slug"]] = row.line
        self.report.new += 1
        return Change(row.line, values, frozenset(values), None, row.texts)

    def _plan_known(self, row: Row, known: KnownCase) -> Change | None:
        given = {name: value for name, value in row.values.items() if name != "slug"}
        if not self._asks_for_something(given, known):
            self.report.unchanged += 1
            return None
        values = known.values | given
        if self._add_errors(row.line, [*self._refusals(known), *inconsistencies(values)]):
            return None
        self.report.changed += 1
        return Change(row.line, values, _differing(given, known.values), known)

    def _asks_for_something(self, given: Values, known: KnownCase) -> bool:
        """Whether a line differs from the case. When publishing, what counts is what readers see."""
        if not self.manner.publish:
            return bool(_differing(given, known.values))
        is_hidden = known.published_values is None or known.is_withdrawn
        return is_hidden or bool(_differing(given, known.published_values or {}))

    def _refusals(self, known: KnownCase) -> Iterator[tuple[str, str]]:
        if known.is_withdrawn:
            yield "slug", _("This case is withdrawn; restore it first.")
        if known.is_in_review:
            yield "slug", _("This case has a version in review; publish it or give it back first.")
        if known.key not in self._editable:
            yield "slug", _("This case belongs to somebody else.")
        for obstacle in self._obstacles.get(known.base, ()):
            yield "", obstacle
        yield from self._refusal_to_publish(known.authors)

    def _refusal_to_publish(self, authors: set[int]) -> Iterator[tuple[str, str]]:
        by = self.manner.by
        if self._needs_others and by and authors <= {by.pk}:
            yield "", _("You alone have written this version: import it as a draft and let a colleague publish it.")

    def _is_on_another_line(self, line: int, slug: str) -> bool:
        first = self._line_of_slug.setdefault(slug, line)
        if first == line:
            return False
        message = _("Line %(line)d has the address “%(slug)s” already.")
        self.report.add_error(line, "slug", message % {"line": first, "slug": slug})
        return True

    def _bases(self, values: Values) -> list[str]:
        """What the address of a new case could be: its title, or its title and place."""
        title = slugify(values["title"]) or NO_SLUG
        place = self._register.municipality(values.get("municipality", ""))
        return [title, f"{title}-{place.slug}"] if place else [title]

    def _add_errors(self, line: int, errors: list[tuple[str, str]]) -> list[tuple[str, str]]:
        for name, message in errors:
            self.report.add_error(line, name, message)
        return errors


def _differing(given: Values, values: Values) -> frozenset[str]:
    return frozenset(name for name, value in given.items() if value != values[name])


def _former_slugs() -> QuerySet[FormerSlug]:
    return FormerSlug.objects.filter(record_type=ContentType.objects.get_for_model(Initiative))


def _needs_second_pair_of_eyes(manner: Manner) -> bool:
    if not manner.publish or manner.is_operator:
        return False
    policy = EditorialPolicy.objects.filter(pk=1).first()
    return policy is None or policy.second_pair_of_eyes
