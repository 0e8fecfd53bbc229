"""What is missing in tiles that are being worked on, in words: said in the draft, and in the way of publication."""

from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from publications.infographics.contents import Contents
from publications.infographics.question import Measure
from publications.models import Tile

Kind = Tile.Kind


def problem_of(tile: Contents, said: dict[str, Any]) -> str:
    """What is missing in a tile, in one sentence; empty when nothing is. `said` is what it would show."""
    if tile.get("problems"):
        return " ".join(tile["problems"])
    return str(_PROBLEMS.get(Kind(tile["kind"]), _nothing)(tile, said))


def _nothing(_tile: Contents, _said: dict[str, Any]) -> str:
    return ""


def _of_title(_tile: Contents, said: dict[str, Any]) -> str:
    return "" if said["heading"] else _("The title has no words yet.")


def _of_lesson(tile: Contents, _said: dict[str, Any]) -> str:
    if not tile.get("lesson"):
        return _("No lesson is chosen yet.")
    return "" if tile["lesson"]["number"] else _("This lesson is not public (any more).")


def _of_figure(tile: Contents, _said: dict[str, Any]) -> str:
    if tile["question"]["measure"] == Measure.TOP:
        return _("A figure is one number: ask for something else than the largest groups.")
    return ""


def _of_chart(tile: Contents, _said: dict[str, Any]) -> str:
    return (
        "" if tile["question"]["measure"] == Measure.TOP else _("A bar chart shows the largest groups: ask for these.")
    )


def _of_map(tile: Contents, _said: dict[str, Any]) -> str:
    question = tile["question"]
    if question["measure"] == Measure.TOP and question["facet"] == "gemeente" and "limit" not in question:
        return ""
    return _("A map shows all municipalities: ask for the largest groups of these, without a limit.")


def _of_quotation(tile: Contents, said: dict[str, Any]) -> str:
    if not said["words"]:
        return _("Nobody is quoted yet.")
    if not said["source"]:
        return _("Say whose words these are.")
    if not tile["may_be_quoted"]:
        return _("Those who are quoted have not agreed yet, or it is not said who agreed and where that is kept.")
    if tile.get("passage") and not tile["passage"]["is_public"]:
        return _("The case of this passage is not public (any more).")
    return ""


def _of_pictogram(tile: Contents, _said: dict[str, Any]) -> str:
    return "" if tile["pictogram"] else _("No pictogram is chosen yet.")


def _of_text(_tile: Contents, said: dict[str, Any]) -> str:
    return "" if said["words"] or said["heading"] else _("The text has no words yet.")


def _of_picture(tile: Contents, _said: dict[str, Any]) -> str:
    if not tile.get("picture"):
        return _("No picture is chosen yet.")
    if lacks := tile["picture"]["lacks"]:
        return _("The picture lacks %(what)s.") % {"what": get_text_list(lacks, _("and"))}
    return ""


def _of_link(_tile: Contents, said: dict[str, Any]) -> str:
    return "" if said["url"] else _("The link has no address yet.")


_PROBLEMS = {
    Kind.TITLE: _of_title,
    Kind.LESSON: _of_lesson,
    Kind.FIGURE: _of_figure,
    Kind.BARS: _of_chart,
    Kind.MAP: _of_map,
    Kind.QUOTATION: _of_quotation,
    Kind.PICTOGRAM: _of_pictogram,
    Kind.TEXT: _of_text,
    Kind.PICTURE: _of_picture,
    Kind.LINK: _of_link,
}
