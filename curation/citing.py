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
from django.utils.translation import gettext as _

from curation.models import Record, RecordVersion
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


@dataclass(frozen=True)
class Cited:
    """A published version, as far as one cites it; `makers` are names as people write them."""

    key: str
    kind: str
    title: str
    makers: tuple[str, ...]
    at: datetime
    number: int
    address: str
    language: str

    @property
    def in_words(self) -> str:
        """In one line, in the language of the moment."""
        makers = f"{'; '.join(self.makers)}. " if self.makers else ""
        version = f"{self.title} ({_('version')} {self.number})"
        return f"{makers}{version}. ({self.at.year}). {PUBLISHER}. {self.address}"

    @property
    def names(self) -> tuple[str, str, str]:
        return KINDS.get(self.kind, PAGE)


def cited(version: Any) -> Cited:
    """A published version of any record."""
    return Cited(
        key=f"{version.record.slug}-v{version.number}",
        kind=getattr(version, "kind", ""),
        title=version.title,
        makers=tuple(getattr(version, "makers", ())),
        at=timezone.localtime(version.published_at),
        number=version.number,
        address=f"{settings.SITE_URL}{version.get_absolute_url()}",
        language=version.language,
    )


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
        ("LA", this.language),
        ("UR", this.address),
        ("ID", this.key),
        ("ER", ""),
    ]
    return "".join(f"{name}  - {' '.join(value.split())}\r\n" for name, value in lines)


def csl(this: Cited) -> str:
    said = {
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
