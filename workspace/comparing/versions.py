"""The versions of a record that can be compared, each by a short name for the address: v2, m41 (a moment), concept."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from curation.models import Status
from workspace.parts import Value, canonical, values_of

OPENED, NOTHING = "concept", "niets"


@dataclass(frozen=True)
class Comparable:
    """A version by its short name; `version` is None for “nothing”, which the first version is compared with."""

    name: str
    title: str
    version: Any

    @property
    def can_be_brought_back(self) -> bool:
        return self.version is not None and not self.version.is_open

    def values(self, like: dict[str, Value]) -> dict[str, Value]:
        """The values of all parts of a case; as empty as those of `like` can be when there is no version."""
        return values_of(self.version) if self.version else nothing_like(like)


def comparable(record: Any) -> dict[str, Comparable]:
    """What can be compared, by name: what is being worked on, then the newest first, and nothing at all."""
    versions = record.versions.select_related("kept_by").order_by("-changed_at", "-pk")
    found = sorted(versions, key=lambda version: not version.is_open)
    several = [Comparable(_name(version), _title(version), version) for version in found]
    return {each.name: each for each in [*several, Comparable(NOTHING, _("nothing, to see all of it"), None)]}


def usual_pair(record: Any, choices: dict[str, Comparable]) -> tuple[str, str]:
    """What one click compares: what is published with the open version; without one, the last two published."""
    numbers = sorted((c.version.number for c in choices.values() if c.version and c.version.number), reverse=True)
    published = [f"v{number}" for number in numbers]
    if OPENED in choices:
        return (published[0] if record.published_version_id else NOTHING), OPENED
    return (published[1] if len(published) > 1 else NOTHING), (published[0] if published else next(iter(choices)))


def _name(version: Any) -> str:
    if version.is_open:
        return OPENED
    return f"v{version.number}" if version.number else f"m{version.pk}"


def _title(version: Any) -> str:
    at = date_format(localtime(version.published_at or version.changed_at), "j F Y H:i")
    if version.is_open:
        return _("what is being worked on now (%(state)s)") % {"state": Status(version.status).label}
    if version.number:
        return _("version %(number)s, published %(at)s") % {"number": version.number, "at": at}
    return f"{version.kept_as or _('submitted for review')}, {at}"


def nothing_like(values: dict[str, Value]) -> dict[str, Value]:
    """Values that say nothing, of the same parts."""
    return {name: _empty(value) for name, value in values.items()}


def _empty(value: Value) -> Value:
    empty: dict[str, Any] = {name: [] if isinstance(said, list) else "" for name, said in value.items()}
    return canonical(empty)
