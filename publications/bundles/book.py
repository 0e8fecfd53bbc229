"""What a bundle says, gathered once: a value of plain JSON from which every form of it is made.

It is kept when the bundle is published, so that the same edition stays the same whatever becomes of terms and cases.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from curation.citing import cited
from initiatives import case_page, index
from initiatives.belongings import Belongings, belongings_of
from initiatives.facets import FacetValues
from initiatives.models import InitiativeVersion
from lessons.models import LessonVersion
from media.models import PictureRow
from publications.bundles.blocks import Block, blocks_of, paragraphs_of, runs_of
from publications.models import PublicationVersion

Contents = dict[str, Any]
FORMAT = 1


@dataclass(frozen=True)
class Front:
    """What a bundle says of itself. `foreword` is clean markup; of `covers` the first is shown. `number`,
    `published_at` and `address` are those of a published edition, and empty for what is not."""

    slug: str
    title: str
    subtitle: str = ""
    language: str = "nl"
    makers: Sequence[str] = ()
    issued: str = ""
    foreword: str = ""
    covers: Iterable[PictureRow] = ()
    number: int | None = None
    published_at: datetime | None = None
    address: str = ""


def contents_of(version: PublicationVersion, chapters: Sequence[InitiativeVersion | LessonVersion]) -> Contents:
    """What a bundle says that holds these versions of cases and lessons, in this order, in its own language."""
    with override(version.language):
        return book_of(
            Front(
                slug=version.record.slug,
                title=version.title,
                subtitle=version.summary,
                language=version.language,
                makers=version.makers,
                issued=version.issued_in_words,
                foreword=version.body,
                covers=version.covers.select_related("picture"),
                number=version.number,
                published_at=version.published_at,
                address=f"{settings.SITE_URL}{version.get_absolute_url()}" if version.number else "",
            ),
            chapters,
        )


def book_of(front: Front, chapters: Sequence[InitiativeVersion | LessonVersion]) -> Contents:
    """The same of any book, be it of an editor or of a reader."""
    day = timezone.localdate(front.published_at) if front.published_at else None
    with override(front.language):
        values = index.current_values()
        foreword = _Text(front.foreword)
        return {
            "format": FORMAT,
            "title": front.title,
            "subtitle": front.subtitle,
            "language": front.language,
            "makers": list(front.makers),
            "issued": front.issued,
            "slug": front.slug,
            "number": front.number,
            "date": day.isoformat() if day else "",
            "made": date_format(day, "j F Y") if day else "",
            "address": front.address,
            "picture": next(iter(_pictures(front.covers)), None),
            "foreword": {"blocks": foreword.blocks, "notes": foreword.notes},
            "chapters": [
                _case(each, values) if isinstance(each, InitiativeVersion) else _lesson(each) for each in chapters
            ],
            "words": _words(),
        }


class _Text:
    """A text with notes of its own numbering."""

    def __init__(self, markup: str) -> None:
        self.notes: list[list[dict[str, Any]]] = []
        self.blocks: list[Block] = blocks_of(markup, self._number)

    def _number(self, markup: str) -> int:
        self.notes.append(runs_of(markup))
        return len(self.notes)


def _case(version: InitiativeVersion, values: FacetValues) -> Contents:
    belongings = belongings_of(version)
    text = _Text(version.body)
    facts = [
        *case_page.facts_of(version, belongings, values),
        case_page.actors_of(version, belongings),
        case_page.accommodations_of(version, belongings),
    ]
    return {
        "kind": "case",
        "slug": version.record.slug,
        "number": version.number,
        "language": version.language,
        "title": version.title,
        "place": case_page.place_line(version, values),
        "summary": version.summary,
        "themes": [theme.slug for theme in belongings.themes],
        "facts": [_fact(fact) for fact in facts],
        "blocks": text.blocks,
        "notes": text.notes,
        "connections": [
            {"label": each.label, "blocks": paragraphs_of(each.text), "state": _state(each.state)}
            for each in case_page.connections_of(version)
        ],
        "pictures": _pictures(belongings.pictures),
        "sources": _sources(belongings),
        "citation": cited(version).in_words,
        "address": f"{settings.SITE_URL}{version.get_absolute_url()}",
    }


def _fact(fact: case_page.Fact) -> dict[str, Any]:
    said = [f"{item.text} ({item.note})" if item.note else item.text for item in fact.items]
    return {"label": fact.label, "values": said, "state": _state(fact.state)}


def _state(state: str) -> str:
    """What is said of a value that is not simply known."""
    said = {"uncertain": _("not certain"), "not_found": _("looked for, not found"), "unknown": _("not known")}
    return said.get(state, "")


def _pictures(rows: Iterable[PictureRow]) -> list[dict[str, Any]]:
    return [
        {
            "key": row.picture.key,
            "name": f"{min(row.picture.widths, key=lambda each: abs(each - 1440))}.{row.picture.format}",
            "alternative": "" if row.is_decorative else row.alternative_text,
            "caption": row.caption,
            "credit": row.credit,
        }
        for row in rows
        if not row.picture.is_removed
    ]


def _sources(belongings: Belongings) -> list[dict[str, Any]]:
    return [{"title": row.title or row.url, "url": row.url, "year": row.year} for row in belongings.sources]


def _lesson(version: LessonVersion) -> Contents:
    text = _Text(version.explanation)
    asks = (
        (_("What it asks of policy"), version.for_policy),
        (_("What it asks of professionals"), version.for_professionals),
        (_("What it asks of residents"), version.for_residents),
        (_("Where it does not hold"), version.limits),
    )
    return {
        "kind": "lesson",
        "slug": version.record.slug,
        "number": version.number,
        "language": version.language,
        "title": version.title,
        "place": _("lesson"),
        "summary": version.statement,
        "themes": version.theme_slugs,
        "facts": [],
        "blocks": text.blocks,
        "notes": text.notes,
        "connections": [{"label": label, "blocks": paragraphs_of(said), "state": ""} for label, said in asks if said],
        "pictures": [],
        "sources": [{"title": row.title or row.url, "url": row.url, "year": row.year} for row in version.sources.all()],
        "citation": cited(version).in_words,
        "address": f"{settings.SITE_URL}{version.get_absolute_url()}",
    }


def _words() -> dict[str, str]:
    """The words that stand around what people wrote, in the language of the bundle."""
    return {
        "contents": _("Contents"),
        "foreword": _("Foreword"),
        "at_a_glance": _("At a glance"),
        "sources": _("Sources"),
        "notes": _("Notes"),
        "cite": _("How to cite"),
        "bundle": _("Bundle of cases"),
        "places": _("Where they are"),
        "colophon": _("About this bundle"),
        "made": _("Composed on"),
        "permanent": _("This edition stays at"),
        "version": _("version"),
    }
