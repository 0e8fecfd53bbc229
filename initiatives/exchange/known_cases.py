"""The cases that the site has already, found for the lines that mean them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType

from accounts.models import User
from curation.among import among
from curation.models import FormerSlug, Status
from curation.uses import is_current
from initiatives.exchange.fields import EMPTY, Values
from initiatives.exchange.snapshot import snapshots
from initiatives.models import Initiative, InitiativePicture, InitiativeVersion

Likeness = tuple[str, str, str]
"""What a line without an address is known again by: title, code of the municipality, neighbourhood."""


@dataclass
class KnownCase:
    """A case with the keys of its open version and of the published one, as far as it has them, and what they say."""

    key: int
    slug: str
    is_withdrawn: bool
    open_version: int | None = None
    is_in_review: bool = False
    published: int | None = None
    values: Values = field(default_factory=dict)
    published_values: Values | None = None
    authors: set[int] = field(default_factory=set)

    @property
    def base(self) -> int | None:
        """The version that a change starts from."""
        return self.open_version or self.published


class KnownCases:
    """Finds cases for a whole file, a batch of lines at a time; each case is given to one line only.

    A line without an address means the case with the same title, municipality and neighbourhood. Where several cases
    are alike, the first line means the oldest of them, the second line the next, and so on (see docs/decisions).
    """

    def __init__(self, *, locks: bool) -> None:
        self._locks = locks
        self._by_slug: dict[str, int] = {}
        self._alike: dict[Likeness, list[int]] = {}
        self._line_of: dict[int, int] = {}
        self._lines_alike: dict[Likeness, list[int]] = defaultdict(list)
        self._made: set[int] = set()
        self._loaded: dict[int, KnownCase] = {}

    @property
    def found(self) -> Collection[KnownCase]:
        """The cases of the last look-up."""
        return self._loaded.values()

    def look_up(self, slugs: Collection[str], likenesses: Collection[Likeness]) -> None:
        """Fetch the cases that have (or had) these addresses or are alike, ahead of the other methods."""
        found = _keys_by_slug(slugs)
        self._by_slug = found
        new = [likeness for likeness in likenesses if likeness not in self._alike]
        self._alike.update(_keys_by_likeness(new, without=self._made))
        keys = {*found.values(), *(key for likeness in likenesses for key in self._alike[likeness])}
        self._loaded = _load(keys - self._made, locks=self._locks)

    def by_slug(self, slug: str) -> KnownCase | None:
        """The case at this address, or the one that left it."""
        return self._loaded.get(self._by_slug.get(slug, 0))

    def by_likeness(self, likeness: Likeness, line: int) -> KnownCase | None:
        """The first case alike that no line has been given yet."""
        self._lines_alike[likeness].append(line)
        free = (key for key in self._alike[likeness] if key not in self._line_of)
        key = next(free, None)
        return self._loaded.get(key) if key else None

    def give(self, case: KnownCase, line: int) -> int:
        """Let the case be the one that `line` means; returns the line that means it."""
        return self._line_of.setdefault(case.key, line)

    def remember_made(self, keys: Iterable[int]) -> None:
        """These were made by this very file, and are what other lines mean only if they say so by address."""
        self._made.update(keys)

    def ambiguous_lines(self) -> Iterable[tuple[int, int]]:
        """At the end: lines without address for which there are more cases alike than lines, with that number."""
        for likeness, lines in self._lines_alike.items():
            alike = self._alike[likeness]
            if len(alike) > 1 and any(key not in self._line_of for key in alike):
                yield lines[0], len(alike)


def _keys_by_slug(slugs: Collection[str]) -> dict[str, int]:
    if not slugs:
        return {}
    record_type = ContentType.objects.get_for_model(Initiative)
    former = FormerSlug.objects.filter(among("slug", slugs), record_type=record_type).values_list("slug", "record_id")
    return dict(former) | dict(Initiative.objects.filter(among("slug", slugs)).values_list("slug", "pk"))


def _keys_by_likeness(likenesses: Collection[Likeness], *, without: set[int]) -> dict[Likeness, list[int]]:
    if not likenesses:
        return {}
    rows = (
        InitiativeVersion.objects.filter(among("title", {title for title, _place, _part in likenesses}))
        .filter(is_current())
        .order_by("record_id")
        .values_list("record_id", "title", "municipality_id", "neighbourhood")
    )
    found: dict[Likeness, list[int]] = {likeness: [] for likeness in likenesses}
    for key, title, place, part in rows:
        alike = found.get((title, place or "", part))
        if alike is not None and key not in without and key not in alike:
            alike.append(key)
    return found


def _load(keys: set[int], *, locks: bool) -> dict[int, KnownCase]:
    if not keys:
        return {}
    records = Initiative.objects.filter(among("pk", keys)).order_by("pk")
    if locks:
        records = records.select_for_update(of=("self",), no_key=True)
    cases = {
        key: KnownCase(key, slug, withdrawn_at is not None)
        for key, slug, withdrawn_at in records.values_list("pk", "slug", "withdrawn_at")
    }
    versions = InitiativeVersion.objects.filter(is_current(), among("record_id", keys))
    for key, record, status in versions.values_list("pk", "record_id", "status"):
        case = cases[record]
        if status == Status.PUBLISHED:
            case.published = key
        else:
            case.open_version, case.is_in_review = key, status == Status.IN_REVIEW
    _add_values(cases.values())
    _add_authors({case.open_version: case for case in cases.values() if case.open_version})
    return cases


def _add_values(cases: Collection[KnownCase]) -> None:
    values = snapshots([key for case in cases for key in (case.open_version, case.published) if key])
    for case in cases:
        case.values = values[case.base] if case.base else EMPTY | {"slug": case.slug}
        case.published_values = values[case.published] if case.published else None


def _add_authors(by_open_version: dict[int, KnownCase]) -> None:
    rows = InitiativeVersion.authors.through.objects.filter(among("initiativeversion_id", by_open_version))
    for version, author in rows.values_list("initiativeversion_id", "user_id") if by_open_version else ():
        by_open_version[version].authors.add(author)


def obstacles_of(cases: Iterable[KnownCase]) -> dict[int | None, list[str]]:
    """What stands in the way of publishing what these cases say, by version; a case without pictures costs nothing."""
    keys = {case.base for case in cases} - {None}
    lacking = InitiativePicture.objects.missing().filter(among("version_id", keys)) if keys else ()
    versions = InitiativeVersion.objects.in_bulk({row.version_id for row in lacking})
    return {key: version.obstacles() for key, version in versions.items()}


def editable_keys(cases: Iterable[KnownCase], by: User | None) -> set[int]:
    """Which of these cases `by` may edit; the operator may edit all."""
    keys = {case.key for case in cases}
    if by is None or not keys:
        return keys
    return set(Initiative.objects.editable_by(by).filter(pk__in=keys).values_list("pk", flat=True))
