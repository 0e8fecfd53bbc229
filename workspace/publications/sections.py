"""The sections of the form of a publication: what they ask, and which parts they hold."""

from django.utils.translation import gettext_lazy as _

from publications.models import Kind
from workspace.sections import Section

SECTIONS = (
    Section(
        "publication",
        _("The publication"),
        _("What it is called, and what one finds in it."),
        ("title", "genre", "summary", "body"),
    ),
    Section(
        "issue",
        _("Who made it, and when"),
        _("As its makers want to be named; leave out what nobody knows."),
        ("makers", "issued", "series", "number_in_series", "licence", "licence_url"),
    ),
    Section(
        "about",
        _("What it is about"),
        _("Readers find it from these cases, lessons and themes."),
        ("themes", "cases", "lessons", "sources", "language", "incomplete"),
    ),
)
# What is not asked of a kind on this form, or is asked on a page of its own.
ELSEWHERE = {Kind.BUNDLE: {"cases", "lessons"}}
ONLY_OF = {"genre": {Kind.ARTICLE}}


def sections_of(kind: str) -> tuple[Section, ...]:
    """The sections with the parts that are asked of this kind of publication."""
    left_out = ELSEWHERE.get(Kind(kind), set()) | {name for name, kinds in ONLY_OF.items() if kind not in kinds}
    return tuple(
        Section(each.name, each.title, each.guidance, tuple(name for name in each.part_names if name not in left_out))
        for each in SECTIONS
    )
