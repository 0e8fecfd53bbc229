"""What an infographic says, gathered into plain JSON: kept in its edition when it is published, drawn from either way.

Answers and labels are kept in every language, so that an edition can be read in each of them ever after.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from initiatives.models import Initiative
from lessons.models import Lesson, LessonVersion, Passage
from media.models import Picture
from publications.infographics.asking import ask
from publications.infographics.question import Question, QuestionNotUnderstood
from publications.models import PublicationVersion, Tile, TilePicture

Contents = dict[str, Any]
FORMAT = 1
_OWN = ("kind", "width", "height", "scheme", "pictogram", "heading", "words", "attribution", "url", "alternative_text")


def contents_of(version: PublicationVersion, *, anew: bool = False) -> Contents:
    """What a version says now: every question is asked, but for those of which an editor kept the answer.

    `anew`: those too.
    """
    tiles = version.tiles.in_order().with_what_they_say()
    pictures = {row.picture_id: row for row in version.tile_pictures.all()}
    return {
        "format": FORMAT,
        "title": version.title,
        "summary": version.summary,
        "language": version.language,
        "tiles": [said_by(tile, pictures, anew=anew) for tile in tiles],
    }


def said_by(tile: Tile, pictures: Mapping[int, TilePicture], *, anew: bool = False) -> Contents:
    """What one tile says; `pictures` are those of its version, by the key of the picture."""
    said: Contents = {name: getattr(tile, name) for name in _OWN} | {"tile": tile.pk, "audience": tile.audience}
    if tile.lesson:
        said["lesson"] = _lesson(tile.lesson, tile.audience)
    if tile.kind == Tile.Kind.QUOTATION:
        said["may_be_quoted"] = tile.may_be_quoted
    if tile.passage:
        said["passage"] = _passage(tile.passage)
    if tile.picture:
        said["picture"] = _picture(tile.picture, pictures.get(tile.picture.pk))
    if tile.is_live:
        said |= {"question": tile.question} | _answered(tile, anew=anew)
    return said


def withheld(contents: Contents) -> set[int]:
    """Of which tiles readers may no longer see what they say: their lesson, case or picture is not public any more.

    Asks one statement for each kind of these that the infographic has.
    """
    hidden: set[int] = set()
    for name, key, public in (
        ("lesson", "lesson", _public_lessons),
        ("passage", "initiative", _public_cases),
        ("picture", "picture", _pictures_there),
    ):
        about = {tile["tile"]: tile[name][key] for tile in contents["tiles"] if tile.get(name)}
        if about:
            shown = set(public(set(about.values())))
            hidden |= {tile for tile, each in about.items() if each not in shown}
    return hidden


def _public_lessons(keys: set[int]) -> Iterable[int]:
    return Lesson.objects.published().filter(pk__in=keys).values_list("pk", flat=True)


def _public_cases(keys: set[int]) -> Iterable[int]:
    return Initiative.objects.published().filter(pk__in=keys).values_list("pk", flat=True)


def _pictures_there(keys: set[int]) -> Iterable[int]:
    return Picture.objects.there().filter(pk__in=keys).values_list("pk", flat=True)


def _lesson(lesson: Lesson, audience: str) -> Contents:
    version: LessonVersion | None = lesson.published_version
    if version is None or lesson.withdrawn_at:
        return {
            "lesson": lesson.pk,
            "number": None,
            "title": "",
            "statement": "",
            "slug": lesson.slug,
            "language": "nl",
        }
    _label, asked = version.ask_of(audience) if audience else ("", "")
    return {
        "lesson": lesson.pk,
        "slug": lesson.slug,
        "number": version.number,
        "title": version.title,
        "statement": asked or version.statement,
        "language": version.language,
    }


def _passage(passage: Passage) -> Contents:
    version = passage.version
    return {
        "passage": passage.pk,
        "exact": passage.exact,
        "initiative": version.record_id,
        "is_public": version.record.is_public,
        "title": version.title,
        "language": version.language,
        "url": passage.get_absolute_url(),
    }


def _picture(picture: Picture, row: TilePicture | None) -> Contents:
    columns = ("key", "width", "height", "format", "widths")
    said = ("caption", "credit", "licence_sign", "licence_address")
    return {
        "picture": picture.pk,
        "about": {name: getattr(picture, name) for name in columns},
        "alternative_text": row.alternative_text if row and not row.is_decorative else "",
        "lacks": row.lacks() if row else [str(_("an alternative text, or that it is decorative"))],
        **{name: getattr(row, name) if row else "" for name in said},
    }


def _answered(tile: Tile, *, anew: bool) -> Contents:
    if tile.kept_answer and not anew:
        return {"answer": tile.kept_answer}
    try:
        return {"answer": ask(Question.read(tile.question)).written()}
    except QuestionNotUnderstood as error:
        return {"answer": None, "problems": error.problems}
