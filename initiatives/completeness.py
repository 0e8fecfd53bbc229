"""How complete the description of a case is: the share of what can be known that is filled, or declared not found."""

from django.db.models import QuerySet

from initiatives.models import InitiativeVersion
from initiatives.models.records import Knowable

_ROWS = {
    Knowable.THEMES: "theme_rows",
    Knowable.TARGET_GROUPS: "target_group_rows",
    Knowable.ACTORS: "involvements",
    Knowable.ACCOMMODATIONS: "accommodations",
    Knowable.COMMUNITY_WORK: "community_work_rows",
}
_PLACE = {Knowable.MUNICIPALITY, Knowable.NEIGHBOURHOOD}
# An end is no gap: most cases have not ended.
COUNTED = tuple(field for field in Knowable if field is not Knowable.ENDED)


def with_completeness(versions: QuerySet[InitiativeVersion]) -> QuerySet[InitiativeVersion]:
    """Fetch what `completeness` asks of each version, in one query a kind of row."""
    return versions.prefetch_related(*_ROWS.values())


def completeness(version: InitiativeVersion) -> int:
    """From 0 to 100. Asks no query of versions that come from `with_completeness`."""
    return round(100 * sum(_is_known(version, field) for field in COUNTED) / len(COUNTED))


def missing(version: InitiativeVersion) -> list[Knowable]:
    """The fields of which nothing is said yet, not even that it was not found."""
    return [field for field in COUNTED if not _is_known(version, field)]


def _is_known(version: InitiativeVersion, field: Knowable) -> bool:
    if field in version.not_found or (field in _PLACE and version.online):
        return True
    if field in _ROWS:
        return bool(getattr(version, _ROWS[field]).all())
    return bool(getattr(version, f"{field}_id" if field in {Knowable.MUNICIPALITY, Knowable.PHASE} else field))
