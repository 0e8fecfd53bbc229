"""The sections of the entry page of a case: which parts they hold, what they ask, and how much of each is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from initiatives.completeness import COUNTED
from workspace.parts import PARTS, Part, Value

# Beside what can be known of a case, these are what a description cannot do without.
ESSENTIAL = ("title", "summary", "story", "sources")


@dataclass(frozen=True)
class Section:
    name: str
    title: Any
    guidance: Any
    part_names: tuple[str, ...]


@dataclass(frozen=True)
class Measure:
    """How many of the questions of a section have an answer; “looked for, not found” is one."""

    section: Section
    done: int
    total: int


SECTIONS = (
    Section(
        "basis",
        _("Basis"),
        _("What it is, what it is about, and since when."),
        (
            *("title", "summary", "themes", "keywords", "started", "ended", "phase", "visited"),
            *("language", "incomplete"),
        ),
    ),
    Section("place", _("Place"), _("Where people find it."), ("municipality", "neighbourhood")),
    Section(
        "people",
        _("People and organisations"),
        _("For whom it is, who makes it happen, and who helps."),
        ("target_groups", "actors", "community_work"),
    ),
    Section(
        "premises",
        _("Premises"),
        _("Where people meet: a community centre, a café, a square. One row for each."),
        ("accommodations",),
    ),
    Section(
        "connections",
        _("Which contacts it makes"),
        _("Who meets whom: within a group, between groups, and with institutions. Describe what you saw or heard."),
        ("bonding", "bridging", "linking"),
    ),
    Section(
        "story",
        _("Story"),
        _("What somebody elsewhere would want to know in order to begin tomorrow."),
        ("story",),
    ),
    Section(
        "pictures",
        _("Pictures and files"),
        _("Photographs with the consent of who is on them, and sound or documents that one may keep."),
        ("pictures", "attachments"),
    ),
    Section(
        "sources",
        _("Sources"),
        _("Where it can be read or heard, so that others can look it up: reports, websites, conversations."),
        ("sources",),
    ),
)


def measures(values: Mapping[str, Value]) -> list[Measure]:
    """How complete each section is, from the values of its parts."""
    found = []
    for section in SECTIONS:
        parts = [PARTS[name] for name in section.part_names]
        counted = [part for part in parts if part.knowable in COUNTED or part.name in ESSENTIAL]
        done = sum(_is_answered(part, values) for part in counted)
        found.append(Measure(section, done, len(counted)))
    return found


def _is_answered(part: Part, values: Mapping[str, Value]) -> bool:
    value = values[part.name]
    if part.name == "neighbourhood" and values["municipality"].get("online"):
        return True
    said = any(content for name, content in value.items() if name != part.certainty)
    return said or value.get(part.certainty) == "not_found"
