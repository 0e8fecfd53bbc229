"""What pages are about, as programs read it: JSON-LD in the words of https://schema.org/.

Everything follows from what the page shows already: it asks nothing of the database.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from initiatives.models import InitiativeVersion, Theme
from lessons.models import LessonVersion
from lessons.shown_evidence import StanceGroup
from places.register import register
from places.registered import RegisteredMunicipality

Node = dict[str, Any]

SITE = "#website"
PUBLISHER = "#uitgever"
# So that no text can end the element that it stands in.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def in_a_page(nodes: Iterable[Node]) -> SafeString:
    """The nodes as JSON that may stand in a script element, whatever their texts are."""
    said = {"@context": "https://schema.org", "@graph": [_filled(node) for node in nodes]}
    return mark_safe(json.dumps(said, ensure_ascii=False).translate(_ESCAPES))


def absolute(address: str) -> str:
    return f"{settings.SITE_URL}{address}"


def breadcrumbs(*steps: tuple[str, str]) -> Node:
    """The way to a page from the front page: names with addresses."""
    way = [(_("Home"), reverse("home")), *steps]
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": absolute(address)}
        for place, (name, address) in enumerate(way, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def website() -> list[Node]:
    """The site, that it can be searched, and who makes it."""
    search = {"@type": "EntryPoint", "urlTemplate": absolute(f"{reverse('search')}?q={{words}}")}
    return [
        {
            "@type": "WebSite",
            "@id": absolute(f"/{SITE}"),
            "url": absolute("/"),
            "name": "wijk",
            "description": _("Community-building initiatives in the Netherlands, and the lessons drawn from them."),
            "inLanguage": [code for code, _name in settings.LANGUAGES],
            "publisher": _publisher(),
            "potentialAction": {"@type": "SearchAction", "target": search, "query-input": "required name=words"},
        }
    ]


def dataset(name: str, description: str, address: str, files: Mapping[str, str]) -> Node:
    """A list that can be taken along; `files` are addresses by their media type."""
    return {
        "@type": "Dataset",
        "@id": absolute(f"{address}#gegevens"),
        "url": absolute(address),
        "name": f"wijk: {name}",
        "description": description,
        "creator": _publisher(),
        "isAccessibleForFree": True,
        "inLanguage": "nl",
        "spatialCoverage": {"@type": "Country", "name": "Nederland"},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": media_type, "contentUrl": absolute(file)}
            for media_type, file in files.items()
        ],
    }


def case(version: InitiativeVersion, themes: Iterable[Theme], sources: Iterable[Any], picture: str) -> Node:
    """The description of a case, and the project that it is about."""
    project = {
        "@type": "Project",
        "name": version.title,
        "foundingDate": version.started,
        "dissolutionDate": version.ended,
        "location": _place(version),
    }
    return described(version, "Article", picture) | {
        "headline": version.title,
        "description": version.summary,
        "keywords": [theme.label for theme in themes],
        "about": _filled(project),
        "citation": sources_of(sources),
    }


def lesson(version: LessonVersion, groups: Iterable[StanceGroup], picture: str) -> Node:
    """A lesson, for whom it is, and the words of cases that it rests on."""
    evidence = [item for group in groups for item in (*group.first, *group.rest)]
    return described(version, "Article", picture) | {
        "headline": version.title,
        "description": version.statement,
        "author": {"name": version.drawn_by} if version.drawn_by else None,
        "audience": [{"@type": "Audience", "audienceType": label} for label in version.audience_labels],
        "keywords": [row.tag.label for row in version.theme_rows.all()],
        "isBasedOn": list(dict.fromkeys(absolute(item.url) for item in evidence if item.is_living and item.url)),
        "citation": sources_of(version.sources.all()),
    }


def theme(found: Theme) -> Node:
    return {
        "@type": "DefinedTerm",
        "@id": absolute(f"{found.get_absolute_url()}#thema"),
        "url": absolute(found.get_absolute_url()),
        "name": found.label,
        "alternateName": list(found.synonyms),
        "description": found.description,
        "inDefinedTermSet": absolute(reverse("theme_list")),
    }


def area(municipality: RegisteredMunicipality) -> Node:
    """A municipality, with its code at Statistics Netherlands."""
    name = municipality.display_name
    return {
        "@type": "AdministrativeArea",
        "name": name,
        "identifier": municipality.code,
        "address": {"@type": "PostalAddress", "addressLocality": name, "addressCountry": "NL"},
    }


def page(title: str, description: str, address: str) -> Node:
    """A page that gathers others."""
    return {
        "@type": "CollectionPage",
        "@id": absolute(address),
        "url": absolute(address),
        "name": title,
        "description": description,
        "isPartOf": {"@id": absolute(f"/{SITE}")},
    }


def described(version: Any, kind: str, picture: str) -> Node:
    """What every version of every record has; known by its permanent address."""
    return {
        "@type": kind,
        "@id": absolute(version.get_absolute_url()),
        "url": absolute(version.get_absolute_url()),
        "name": version.title,
        "version": str(version.number),
        "inLanguage": version.language,
        "dateModified": version.published_at,
        "image": picture,
        "publisher": _publisher(),
        "isPartOf": {"@id": absolute(f"/{SITE}")},
    }


def _publisher() -> Node:
    return {
        "@type": "Organization",
        "@id": absolute(f"/{PUBLISHER}"),
        "name": "wijk",
        "url": absolute("/"),
    }


def _place(version: InitiativeVersion) -> Node | None:
    """The neighbourhood in its municipality, as this version has it."""
    if version.online:
        return {"@type": "VirtualLocation"}
    places = register()
    municipality = places.municipality(version.municipality_id) if version.municipality_id else None
    if municipality is None:
        return None
    if not version.neighbourhood:
        return area(municipality)
    return {"@type": "Place", "name": version.neighbourhood, "containedInPlace": area(municipality)}


def sources_of(rows: Iterable[Any]) -> list[Node]:
    """Where something was read."""
    return [
        _filled({"@type": "CreativeWork", "name": row.title, "url": row.url, "datePublished": row.year}) for row in rows
    ]


def named(kind: str, name: str, address: str) -> Node:
    """Something that has a page of its own."""
    return {"@type": kind, "name": name, "url": absolute(address)}


def _filled(node: Node) -> Node:
    """Without what is not known."""
    said = {name: value for name, value in node.items() if value not in (None, "", [], {})}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in said.items()}
