"""Where the words stand, grouped for who decides: this case, and what else says them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from curation.models import Record
from curation.places import Place
from media.models import AttachmentRow

SHOWN = 40  # places of one group


@dataclass
class Group:
    """The places in one record, or in a thing that belongs to none."""

    name: str
    kind: str
    title: str
    places: list[Place] = field(default_factory=list)

    @property
    def shown(self) -> list[Place]:
        return self.places[:SHOWN]

    @property
    def further(self) -> int:
        return max(0, len(self.places) - SHOWN)


@dataclass(frozen=True)
class Preview:
    """All places; `own` are those of the case itself, which always go. `mark` changes when the places do."""

    own: Group | None
    others: list[Group]
    mark: str

    @property
    def number(self) -> int:
        return sum(len(group.places) for group in [*self.others, *([self.own] if self.own else [])])


def preview_of(record: Record, places: Iterable[Place]) -> Preview:
    groups: dict[str, Group] = {}
    for place in places:
        about = place.record or place.row
        made = Group(place.group, str(about._meta.verbose_name), _title_of(about))
        groups.setdefault(place.group, made).places.append(place)
    seen = [
        f"{name} {place.row._meta.label}:{place.row.pk}" for name, group in groups.items() for place in group.places
    ]
    own = groups.pop(f"{record._meta.label_lower}:{record.pk}", None)
    return Preview(own, list(groups.values()), sha256("\n".join(sorted(seen)).encode()).hexdigest()[:16])


def number_of_files(record: Record) -> int:
    """The files of a case, which nobody but a person can look through."""
    return sum(
        relation.related_model._default_manager.filter(version__record=record).values("file").distinct().count()
        for relation in record.versions.model._meta.related_objects  # type: ignore[attr-defined]
        if issubclass(relation.related_model, AttachmentRow)
    )


def _title_of(about: object) -> str:
    """What a record is called, in the words of its newest version; another row by its own."""
    versions = getattr(about, "versions", None)
    newest = versions.order_by("-pk").first() if isinstance(about, Record) and versions is not None else None
    return newest.title if newest else str(about)
