"""What other programs are told of a page, in its head: a tag for each kind of page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from initiatives.listing import Listing
from initiatives.models import InitiativeVersion, Theme
from lessons.models import LessonVersion
from lessons.shown_evidence import StanceGroup
from places.registered import RegisteredMunicipality
from previews import linked_data, linked_works
from previews.linked_data import Node, absolute
from previews.linked_works import Work
from publications.models import PublicationVersion

register = template.Library()

PART = "components/_preview.html"
LONGEST_DESCRIPTION = 300
_LOCALES = {"nl": "nl_NL", "en": "en_GB"}
_BUNDLE_FILES = {"application/pdf": "bundle_version_pdf", "application/epub+zip": "bundle_version_epub"}


@dataclass(frozen=True)
class Page:
    """What components/_preview.html shows; `address` and `picture` are complete, `data` is JSON that is safe there."""

    kind: str
    title: str
    description: str
    address: str
    picture: str
    locale: str
    data: SafeString


@register.inclusion_tag(PART)
def preview_of_site() -> dict[str, Page]:
    description = _("Community-building initiatives in the Netherlands, and the lessons drawn from them.")
    return _gathering("wijk", description, "/", linked_data.website())


@register.inclusion_tag(PART)
def preview_of_list(
    title: str, description: str, name: str, *files: str, result: Listing | None = None
) -> dict[str, Page]:
    """Of the list at the address called `name`, or of a selection from it (`result`).

    `files` are media types, each with the name of an address after it.
    """
    address = reverse(name)
    nodes = [linked_data.page(title, description, address), linked_data.breadcrumbs((title, address))]
    if files:
        by_type = dict(zip(files[::2], (reverse(file) for file in files[1::2]), strict=True))
        nodes.append(linked_data.dataset(title, description, address, by_type))
    chosen = ", ".join(chip.label for chip in result.chips) if result else ""
    asked = result.address.question if result else ""
    return _gathering(f"{title}: {chosen}" if chosen else title, description, f"{address}{asked}", nodes)


@register.inclusion_tag(PART)
def preview_of_theme(theme: Theme) -> dict[str, Page]:
    address = theme.get_absolute_url()
    way = linked_data.breadcrumbs((_("Themes"), reverse("theme_list")), (theme.label, address))
    picture = absolute(reverse("theme_picture", args=[theme.slug]))
    return _gathering(theme.label, theme.description, address, [linked_data.theme(theme), way], picture)


@register.inclusion_tag(PART)
def preview_of_municipality(municipality: RegisteredMunicipality) -> dict[str, Page]:
    name, address = municipality.display_name, reverse("municipality", args=[municipality.slug])
    description = _("Community-building initiatives in %(place)s, and in places like it.") % {"place": name}
    way = linked_data.breadcrumbs((_("Municipalities"), reverse("municipality_list")), (name, address))
    page = linked_data.page(name, description, address) | {"about": linked_data.area(municipality)}
    return _gathering(name, description, address, [page, way])


@register.inclusion_tag(PART)
def preview_of_case(
    version: InitiativeVersion, is_current: bool, themes: Iterable[Theme], sources: Iterable[Any]
) -> dict[str, Page]:
    picture = _picture_of("initiative", version)
    node = linked_data.case(version, themes, sources, picture)
    above = (_("Initiatives"), "initiative_list")
    return _article(version, node, version.summary, picture=picture, is_current=is_current, above=above)


@register.inclusion_tag(PART)
def preview_of_lesson(version: LessonVersion, is_current: bool, groups: Iterable[StanceGroup]) -> dict[str, Page]:
    picture = _picture_of("lesson", version)
    node = linked_data.lesson(version, groups, picture)
    above = (_("Lessons"), "lesson_list")
    return _article(version, node, version.statement, picture=picture, is_current=is_current, above=above)


@register.inclusion_tag(PART)
def preview_of_publication(
    version: PublicationVersion, is_current: bool, has_edition: bool = False, infographic: object = None, **shown: Any
) -> dict[str, Page]:
    """`has_edition`: a bundle has one to take along; `infographic`: what an infographic draws, which is
    its picture; `shown`: what else of a Work its page shows."""
    place = [version.record.slug, version.number]
    picture = _picture_of("publication", version)
    if infographic:
        picture = absolute(reverse("infographic_version_file", args=[*place, "infographic-1200x630.png"]))
    files = {media_type: reverse(name, args=place) for media_type, name in _BUNDLE_FILES.items()} if has_edition else {}
    given = {name: value for name, value in shown.items() if value}
    node = linked_works.publication(Work(version, picture, files=files, **given))
    above = (_("Publications"), "publication_list")
    return _article(version, node, version.summary, picture=picture, is_current=is_current, above=above)


def _gathering(title: str, description: str, address: str, nodes: Iterable[Node], picture: str = "") -> dict[str, Page]:
    """A page that gathers others: in the language of the moment, with the picture of the site if it has none."""
    drawn, locale = picture or absolute(reverse("site_picture")), _LOCALES.get(get_language() or "", "")
    data = linked_data.in_a_page(nodes)
    return {"page": Page("website", title, _short(description), absolute(address), drawn, locale, data)}


def _article(
    version: Any, node: Node, description: str, *, picture: str, is_current: bool, above: tuple[str, str]
) -> dict[str, Page]:
    """The page of a version, in its own language; `above` is the name of its list, and that of the list's address."""
    shown = version.record if is_current else version
    way = linked_data.breadcrumbs((above[0], reverse(above[1])), (version.title, shown.get_absolute_url()))
    address, locale = absolute(shown.get_absolute_url()), _LOCALES.get(version.language, "")
    data = linked_data.in_a_page([node, way])
    return {"page": Page("article", version.title, _short(description), address, picture, locale, data)}


def _short(text: str) -> str:
    return Truncator(text).chars(LONGEST_DESCRIPTION)


def _picture_of(name: str, version: Any) -> str:
    return absolute(reverse(f"{name}_version_picture", args=[version.record.slug, version.number]))
