"""Citing a published version: in words after APA, and for reference managers as BibTeX, RIS and CSL-JSON.

RIS: https://en.wikipedia.org/wiki/RIS_(file_format); CSL-JSON: https://citeproc-js.readthedocs.io/en/latest/csl-json/.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from curation.models import Record, RecordVersion
from curation.partial_dates import in_words
from curation.querysets import VersionQuerySet
from curation.record_pages import record_page, version_shown

PUBLISHER = "wijk – Wij in de Wijk"
# What a thing is called in each format: (BibTeX, RIS, CSL). Anything else is a page of a site.
KINDS = {
    "bundle": ("book", "BOOK", "book"),
    "article": ("article", "BLOG", "article"),
    "film": ("misc", "VIDEO", "motion_picture"),
    "podcast_series": ("misc", "SOUND", "broadcast"),
    "podcast_episode": ("misc", "SOUND", "broadcast"),
    "infographic": ("misc", "FIGURE", "graphic"),
}
PAGE = ("misc", "ELEC", "webpage")
_BIBTEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_BIBTEX |= {sign: f"\\{sign}" for sign in "{}%&#_$"}


# What a kind is called after its title, of what is neither a text nor a page.
_DESCRIBED_AS = {
    "film": _("Film"),
    "podcast_series": _("Audio podcast"),
    "podcast_episode": _("Audio podcast episode"),
    "infographic": _("Infographic"),
}


@dataclass(frozen=True)
class Cited:
    """A published version, as far as one cites it; `makers` are names as people write them.

    `at` is when this version was published here; `issued` when the thing itself came out, as a partial date, if that is
    known and was not here.
    """

    key: str
    kind: str
    title: str
    makers: tuple[str, ...]
    at: datetime
    number: int
    address: str
    language: str
    issued: str = ""

    @property
    def in_words(self) -> str:
        """In one line after APA, in the language of the moment: who, when, what, where; without makers what comes
        first."""
        described = f" [{_DESCRIBED_AS[self.kind]}]" if self.kind in _DESCRIBED_AS else ""
        title = f"{self.title} ({gettext('version')} {self.number}){described}"
        order = [_listed(self.makers), f"({self._day})", title] if self.makers else [title, f"({self._day})"]
        said = " ".join(f"{part.removesuffix('.')}." for part in (*order, PUBLISHER))
        first = gettext("(Originally published %(date)s)") % {"date": in_words(self.issued)} if self.issued else ""
        return " ".join(filter(None, [said, self.address, first]))

    @property
    def names(self) -> tuple[str, str, str]:
        return KINDS.get(self.kind, PAGE)

    @property
    def _day(self) -> str:
        """The year first, then the day as the language has it."""
        return f"{self.at.year}, {date_format(self.at, 'F j' if get_language() == 'en' else 'j F')}"


def cited(version: Any) -> Cited:
    """A published version of any record."""
    at = timezone.localtime(version.published_at)
    issued = getattr(version, "issued", "")
    return Cited(
        key=f"{version.record.slug}-v{version.number}",
        kind=getattr(version, "kind", ""),
        title=version.title,
        makers=tuple(getattr(version, "makers", ())),
        at=at,
        number=version.number,
        address=f"{settings.SITE_URL}{version.get_absolute_url()}",
        language=version.language,
        issued="" if issued == at.date().isoformat()[: len(issued)] else issued,
    )


def _listed(names: tuple[str, ...]) -> str:
    *others, last = names
    return f"{', '.join(others)}, & {last}" if others else last


def bibtex(this: Cited) -> str:
    fields = {
        "title": f"{{{_in_bibtex(this.title)}}}",
        "author": " and ".join(f"{{{_in_bibtex(name)}}}" for name in this.makers or (PUBLISHER,)),
        "year": str(this.at.year),
        "month": str(this.at.month),
        "version": str(this.number),
        "publisher": _in_bibtex(PUBLISHER),
        "url": this.address.translate(str.maketrans(dict.fromkeys("{}\\ "))),
        "language": this.language,
    }
    if this.issued:
        fields["origdate"] = this.issued
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{this.names[0]}{{{this.key},\n{lines}}}\n"


def ris(this: Cited) -> str:
    lines = [
        ("TY", this.names[1]),
        ("TI", this.title),
        *(("AU", name) for name in this.makers),
        ("PB", PUBLISHER),
        ("PY", str(this.at.year)),
        ("DA", f"{this.at:%Y/%m/%d}"),
        ("ET", str(this.number)),
        *([("OP", this.issued)] if this.issued else ()),
        ("LA", this.language),
        ("UR", this.address),
        ("ID", this.key),
        ("ER", ""),
    ]
    return "".join(f"{name}  - {' '.join(value.split())}\r\n" for name, value in lines)


def csl(this: Cited) -> str:
    said: dict[str, Any] = {
        "id": this.key,
        "type": this.names[2],
        "title": this.title,
        "author": [{"literal": name} for name in this.makers or (PUBLISHER,)],
        "issued": {"date-parts": [[this.at.year, this.at.month, this.at.day]]},
        "version": str(this.number),
        "publisher": PUBLISHER,
        "URL": this.address,
        "language": this.language,
    }
    if this.issued:
        said["original-date"] = {"date-parts": [[int(part) for part in this.issued.split("-")]]}
    return json.dumps([said], ensure_ascii=False, indent=2)


@dataclass(frozen=True)
class Form:
    ending: str
    content_type: str
    write: Callable[[Cited], str]


FORMS = {
    form.ending: form
    for form in (
        Form("bib", "application/x-bibtex; charset=utf-8", bibtex),
        Form("ris", "application/x-research-info-systems; charset=utf-8", ris),
        Form("json", "application/vnd.citationstyles.csl+json", csl),
    )
}


def citation_page(model: type[Record], versions: Callable[[], VersionQuerySet]) -> Callable[..., HttpResponse]:
    """A view of the citation of a version of `model`, in the form of its `ending`."""

    @record_page(model)
    def citation(_request: HttpRequest, record: Record, ending: str, number: int) -> HttpResponse:
        version: RecordVersion = version_shown(record, versions(), number)
        version.record = record  # type: ignore[attr-defined]
        form = FORMS[ending]
        response = HttpResponse(form.write(cited(version)), content_type=form.content_type)
        response["Content-Disposition"] = f'attachment; filename="{record.slug}-v{number}.{ending}"'
        return response

    return citation


def citation_paths(name: str, view: Callable[..., HttpResponse]) -> list[URLPattern]:
    """The addresses of such a view, which are called `name` and the form: initiative_bib."""
    return [
        path(f"<slug:slug>/v<int:number>/citeren.{ending}", view, {"ending": ending}, name=f"{name}_{ending}")
        for ending in FORMS
    ]


def _in_bibtex(text: str) -> str:
    return "".join(_BIBTEX.get(sign, sign) for sign in " ".join(text.split()))
