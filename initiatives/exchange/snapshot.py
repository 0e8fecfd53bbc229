"""What a version says, as values of the exchange format."""

from initiatives.exchange.cleaning import in_paragraphs
from initiatives.exchange.fields import Values
from initiatives.models import InitiativeVersion

_PLAIN = (
    "title",
    "summary",
    "neighbourhood",
    "online",
    "bonding",
    "bridging",
    "linking",
    "started",
    "ended",
    "visited",
    "incomplete",
    "language",
)


def snapshot(version: InitiativeVersion) -> Values:
    """The values of a version fetched `with_everything`, in the inner form."""
    values: Values = {name: getattr(version, name) for name in _PLAIN}
    values["slug"] = version.record.slug
    values["body"] = in_paragraphs(version.body)
    values["municipality"] = version.municipality_id or ""
    values["phase"] = version.phase.slug if version.phase else ""
    values["themes"] = tuple(row.tag.slug for row in version.theme_rows.all())
    values["keywords"] = tuple(row.tag.name for row in version.keyword_rows.all())
    values["target_groups"] = tuple(row.term.slug for row in version.target_group_rows.all())
    values["community_work"] = tuple(row.term.slug for row in version.community_work_rows.all())
    values["uncertain"], values["not_found"] = tuple(version.uncertain), tuple(version.not_found)
    values["actors"] = tuple(
        (row.actor.name, _slug(row.actor.kind), _slug(row.role)) for row in version.involvements.all()
    )
    values["accommodations"] = tuple((row.name, _slug(row.kind), row.access) for row in version.accommodations.all())
    values["sources"] = tuple(
        (row.title, row.url, str(row.year) if row.year is not None else "") for row in version.sources.all()
    )
    return values


def _slug(term: object) -> str:
    return getattr(term, "slug", "")
