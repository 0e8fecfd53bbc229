"""The files of a published infographic: made when somebody first asks for one, and kept as they are.

A file says what the page says: when something on it is not public any more, it is another file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from xml.sax.saxutils import escape

from curation.kept_files import kept_file
from publications.infographics.announcing import SIZES, Size, announcement
from publications.infographics.drawable import Infographic
from publications.infographics.drawing import drawing_of
from publications.infographics.typeset import UNIT, ToSet, whole
from publications.models import Edition, PublicationVersion
from publications.models.tiles import COLUMNS
from publications.typesetting.setting import set_pdf, set_png, set_svg

PIXELS_WIDE = 1600
WHOLE, ANNOUNCED = "infographic.typ", "announcement.typ"


@dataclass(frozen=True)
class Form:
    """A kind of file. `lay` says what is set, `make` makes the bytes of that."""

    name: str
    content_type: str
    lay: Callable[[Infographic, PublicationVersion], ToSet]
    make: Callable[[ToSet], bytes]


def file_of(version: PublicationVersion, form: Form) -> bytes:
    """The bytes of a published version in this form: those that were kept, or else made now."""
    laid = form.lay(drawing_of(version, version.language), version)
    return kept_file(Edition(pk=version.pk).folder, laid.said, form.name, partial(form.make, laid))


def _pdf(laid: ToSet) -> bytes:
    return set_pdf(WHOLE, laid.said, files=laid.files, at=None)


def _png(laid: ToSet) -> bytes:
    return set_png(WHOLE, laid.said, files=laid.files, pixels_a_point=PIXELS_WIDE / (UNIT * COLUMNS))


def _svg(laid: ToSet) -> bytes:
    """With a title, by which those who do not see it know what it is; the page has the rest in words."""
    drawn = set_svg(WHOLE, laid.said, files=laid.files).decode()
    start, more = drawn.split(">", 1)
    title, description = escape(laid.said["title"]), escape(laid.said["address"])
    return f'{start} role="img"><title>{title}</title><desc>{description}</desc>{more}'.encode()


def _announced(laid: ToSet) -> bytes:
    return set_png(ANNOUNCED, laid.said, files=laid.files)


def _lay_announcement(size: Size, infographic: Infographic, version: PublicationVersion) -> ToSet:
    return announcement(infographic, version.record.slug, size)


FORMS = {
    form.name: form
    for form in (
        Form("infographic.pdf", "application/pdf", whole, _pdf),
        Form("infographic.svg", "image/svg+xml", whole, _svg),
        Form("infographic.png", "image/png", whole, _png),
        *(
            Form(f"infographic-{size}.png", "image/png", partial(_lay_announcement, size), _announced)
            for size in SIZES.values()
        ),
    )
}
