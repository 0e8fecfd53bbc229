"""The desk of publications: what the shared pages of the workspace must know of them."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from curation.keys import keys_in
from initiatives.models import Initiative, Theme
from lessons.models import Lesson
from media.models import Licence
from publications import workflow
from publications.models import Publication, PublicationVersion
from workspace.comparing.versions import Comparable
from workspace.parts import Part, Rows, Value
from workspace.publications.forms import LABELS, PublicationForm, PublicationSourceRows
from workspace.publications.kinds import composing_of
from workspace.publications.sections import SECTIONS, sections_of
from workspace.records.sheets.comparing import Difference, text_difference
from workspace.records.sheets.desk import SheetDesk
from workspace.records.sheets.sheet import Known, Sheet
from workspace.sections import Section

MAY_PROPOSE = "publications.propose_publication"
MAY_PUBLISH = "publications.publish_publication"
SOURCES = Part(
    "sources", (), rows=Rows("sources", PublicationSourceRows, {"title": "title", "url": "url", "year": "year"})
)
PARTS = MappingProxyType(
    {name: SOURCES if name == "sources" else Part(name, (name,)) for section in SECTIONS for name in section.part_names}
)


def _known(values: Iterable[Mapping[str, Value]]) -> Known:
    several = list(values)
    keys = keys_in(key for each in several for key in each.get("themes", {}).get("themes", ()))
    return {
        "themes": {str(theme.pk): theme.label for theme in Theme.objects.filter(pk__in=keys)},
        "cases": _titles(Initiative, "cases", several),
        "lessons": _titles(Lesson, "lessons", several),
        "licence": dict(Licence.choices),
        "language": dict(settings.LANGUAGES),
        "incomplete": {"on": _("yes")},
    }


def _titles(model: Any, name: str, values: Iterable[Mapping[str, Value]]) -> dict[str, str]:
    """What records are called by the addresses that a part names."""
    slugs = {slug for each in values for slug in each.get(name, {}).get(name, "").split("\n") if slug}
    found = model.objects.filter(slug__in=slugs, published_version__isnull=False)
    return dict(found.annotate(title=F("published_version__title")).values_list("slug", "title")) if slugs else {}


SHEET = Sheet(PARTS, SECTIONS, PublicationForm, LABELS, _known, marked="body")


def sheet_of(version: PublicationVersion) -> Sheet:
    """The sheet with what is asked of its kind."""
    sections = sections_of(version.kind)
    parts = {name: PARTS[name] for section in sections for name in section.part_names}
    return Sheet(parts, sections, PublicationForm, LABELS, _known, marked="body")


def composition_differs(old: Comparable, new: Comparable) -> list[tuple[Section, list[Difference]]]:
    """What differs between two versions in what they are composed of, as the room of their kind puts it in words."""
    version: Any = new.version or old.version
    composing = composing_of(version.kind) if version else None
    if composing is None:
        return []
    before, after = (composing.words(each.version) if each.version else "" for each in (old, new))
    if before == after:
        return []
    part = Part("composition", ())
    section = Section("composition", composing.label, "", (part.name,))
    return [(section, [Difference(part, str(composing.label), [text_difference(before, after)])])]


def _more(version: PublicationVersion, _person: User) -> Mapping[str, Any]:
    return {"cover": version.covers.select_related("picture").first(), "composing": composing_of(version.kind)}


PUBLICATIONS = SheetDesk(
    page="workspace_work",
    prefix="workspace_work_",
    every="workspace_works",
    title=_("Publications in the workspace"),
    links="workspace/publications/_links.html",
    nobody=_("Nobody is working on this publication now."),
    records=Publication,
    workflow=workflow,
    sheet=SHEET,
    sheet_of=sheet_of,
    may_work=MAY_PROPOSE,
    may_publish=MAY_PUBLISH,
    texts=("title", "genre", "summary", "body"),
    template="workspace/publications/publication.html",
    mark="publication-",
    besides=composition_differs,
    more=_more,
)
