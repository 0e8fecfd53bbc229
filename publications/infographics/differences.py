"""What a tile that has aged says and would say, put side by side in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publications.infographics.answer import Answer, in_figures
from publications.infographics.contents import Contents
from publications.models import StaleTile


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is otherwise by now; `was` or `now` is empty where there was or is nothing."""

    label: str
    was: str
    now: str


def differences(stale: StaleTile) -> list[Difference]:
    """What a tile says and would say, thing by thing, in the language of the moment."""
    was, now = stale.was, stale.now
    if was.get("lesson"):
        return [Difference(_("lesson"), _lesson(was), _lesson(now))]
    if not (was.get("answer") and now.get("answer")):
        return [Difference("", _shown(was), _shown(now))]
    old, new = Answer.read(was["answer"]), Answer.read(now["answer"])
    return [*_figures(old, new), *_rows(old, new), *_surroundings(old, new)]


def _figures(old: Answer, new: Answer) -> Iterator[Difference]:
    if not (old.rows or new.rows) and (old.value, old.whole) != (new.value, new.whole):
        yield Difference("", _in_full(old), _in_full(new))


def _rows(old: Answer, new: Answer) -> Iterator[Difference]:
    said, says = ({row.slug: row for row in answer.rows} for answer in (old, new))
    for slug in dict.fromkeys((*said, *says)):
        row = says.get(slug) or said[slug]
        was, now = (in_figures(rows[slug].value) if slug in rows else "" for rows in (said, says))
        if was != now:
            yield Difference(row.names.get(get_language() or "") or next(iter(row.names.values())), was, now)


def _surroundings(old: Answer, new: Answer) -> Iterator[Difference]:
    """What was counted among, where that alone, or that too, is otherwise."""
    for label, was, now in (
        (_("counted among"), old.total, new.total),
        (_("of which nothing is known"), old.missing, new.missing),
        (_("groups left out"), old.more, new.more),
    ):
        if was != now and not (was == old.value and now == new.value):
            yield Difference(label, in_figures(was), in_figures(now))


def _shown(said: Contents) -> str:
    if not said.get("answer"):
        return _("the question cannot be asked any more")
    return _in_full(Answer.read(said["answer"]))


def _in_full(answer: Answer) -> str:
    if answer.whole is None:
        return answer.shown
    parts = {"value": in_figures(answer.value), "whole": in_figures(answer.whole)}
    counted = _("%(value)s of %(whole)s") % parts
    return f"{answer.shown} ({counted})"


def _lesson(said: Contents) -> str:
    lesson = said.get("lesson") or {}
    if not lesson.get("number"):
        return _("not public")
    return _("“%(title)s”, version %(number)s") % {"title": lesson["title"], "number": lesson["number"]}
