"""An open version as the public page will show it."""

from typing import Any

from initiatives import case_page, index
from initiatives.belongings import belongings_of
from initiatives.margin import MarkedReading
from initiatives.models import Initiative, InitiativeVersion
from initiatives.story import story_of


def reading_context(record: Initiative, version: InitiativeVersion) -> dict[str, Any]:
    """What the public template needs; what only a published case has (likenesses, a citation, panels) stays out."""
    version.record = record
    belongings, values, reading = belongings_of(version), index.current().values, MarkedReading(version)
    return {
        "record": record,
        "version": version,
        "current": version,
        "is_current": True,
        "versions": belongings.versions,
        "panels": [],
        "sources": belongings.sources,
        "lead": reading.plain("summary"),
        "story": story_of(version, belongings.pictures),
        "attachments": belongings.attachments,
        "themes": belongings.themes,
        "place": case_page.place_line(version, values),
        "colour": case_page.head_colour(record.slug),
        "facts": case_page.facts_of(version, belongings, values),
        "actors": [case_page.actors_of(version, belongings)],
        "accommodations": [case_page.accommodations_of(version, belongings)],
        "map": case_page.map_of(version, values),
        "connections": case_page.connections_of(version, reading),
        "alike": [],
        "citation": "",
    }
