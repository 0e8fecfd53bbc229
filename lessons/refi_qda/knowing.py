"""What of a file is ours: its codes, texts and coders, known by their identifiers, or else by what they are called.

Programs that make identifiers anew keep names; addresses that changed are known by what they once were.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db import models

from accounts.models import User
from curation.models import FormerSlug
from initiatives.models import Initiative, InitiativeVersion, Theme
from lessons.models import Lesson, Stance
from lessons.refi_qda import identity
from lessons.refi_qda.codebook import codable, codebook
from lessons.refi_qda.project import Code


@dataclass(frozen=True)
class Meaning:
    """What a code stands for here, by their keys: a theme, or a lesson with a stance."""

    theme: int | None = None
    lesson: int | None = None
    stance: str = ""


class Known:
    """What this site knows, read once for a file."""

    def code(self, guid: str, name: str) -> Meaning | None:
        by_name = self._codes_by_name.get(_folded(name), [])
        return self._codes.get(guid) or (by_name[0] if len(by_name) == 1 else None)

    def holds_codes(self, guid: str) -> bool:
        """Whether it is one of our codes that only hold others."""
        return guid in self._holders

    def versions(self, guid: str, name: str) -> list[int]:
        """The keys of the published versions whose text it may be; several when only the name tells."""
        if guid in self._versions:
            return [self._versions[guid]]
        return self._versions_by_name.get(_folded(name.removesuffix(".txt")), [])

    def coder(self, guid: str) -> int | None:
        """The key of a person; None for the site itself. Raises KeyError."""
        return self._coders[guid]

    @cached_property
    def _codes(self) -> dict[str, Meaning]:
        found: dict[str, Meaning] = {}
        for key, slug, merged_into in Theme.objects.values_list("pk", "slug", "merged_into"):
            found[identity.theme(slug)] = Meaning(theme=merged_into or key)
        for slug, key in _slugs(Lesson):
            for stance in Stance:
                found[identity.stance(slug, stance)] = Meaning(lesson=key, stance=stance.value)
        return found

    @cached_property
    def _codes_by_name(self) -> dict[str, list[Meaning]]:
        found: dict[str, list[Meaning]] = defaultdict(list)
        for code in codable(self._codebook):
            found[_folded(code.name)].append(self._codes[code.guid])
        return found

    @cached_property
    def _holders(self) -> set[str]:
        lessons = {code.guid for root in self._codebook for code in root.codes if not code.is_codable}
        return lessons | {root.guid for root in self._codebook}

    @cached_property
    def _codebook(self) -> tuple[Code, ...]:
        return codebook()

    @cached_property
    def _versions(self) -> dict[str, int]:
        slugs = defaultdict(list)
        for slug, key in _slugs(Initiative):
            slugs[key].append(slug)
        return {
            identity.version(slug, number): key
            for key, record, number, _title in self._published
            for slug in slugs[record]
        }

    @cached_property
    def _versions_by_name(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for key, _record, number, title in self._published:
            found[_folded(f"{title} (v{number})")].append(key)
        return found

    @cached_property
    def _published(self) -> list[tuple[int, int, int, str]]:
        versions = InitiativeVersion.objects.published().filter(record__withdrawn_at=None)
        return [
            (key, record, number or 0, title)
            for key, record, number, title in versions.order_by("pk").values_list("pk", "record", "number", "title")
        ]

    @cached_property
    def _coders(self) -> dict[str, int | None]:
        people = User.objects.values_list("pk", flat=True)
        return {identity.site(): None, **{identity.coder(key): key for key in people}}


def _slugs(model: type[models.Model]) -> Iterator[tuple[str, int]]:
    """The addresses that records have or once had, with their keys, present ones last; nothing of what is withdrawn."""
    present = dict(model._default_manager.filter(withdrawn_at=None).values_list("pk", "slug"))
    former = FormerSlug.objects.filter(record_type=ContentType.objects.get_for_model(model), record_id__in=present)
    yield from former.values_list("slug", "record_id")
    yield from ((slug, key) for key, slug in present.items())


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
