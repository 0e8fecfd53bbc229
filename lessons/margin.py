"""The passages of a case in the version that somebody reads, with what rests on them."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from curation.margins import CODED, MarkedWords, Resting
from initiatives.models import InitiativeVersion
from lessons.models import Coding, Evidence

MAY_MARK = "lessons.add_passage"


def sees_all(reader: Any) -> bool:
    """Whether somebody sees, besides what public lessons rest on, what is proposed, or coded with a theme."""
    return bool(reader.has_perm(MAY_MARK))


def marked_in(version: InitiativeVersion, reader: Any) -> Iterator[MarkedWords]:
    """The passages that stand, for sure, in this version: for visitors those that a public lesson has accepted."""
    places: dict[int, tuple[int, int]] = {}
    resting: dict[int, list[Resting]] = defaultdict(list)
    sees_more = sees_all(reader)
    evidence = Evidence.objects.filter(dropped_at=None)
    evidence = evidence if sees_more else evidence.accepted().of_public_lessons()
    codings = Coding.objects.all() if sees_more else Coding.objects.none()
    each: Any
    coding: Any
    for each in evidence.standing_in(version).for_margin():
        places[each.passage_id] = (each.there_start, each.there_end)
        resting[each.passage_id].append(_resting(each))
    for coding in codings.standing_in(version).for_margin():
        places[coding.passage_id] = (coding.there_start, coding.there_end)
        resting[coding.passage_id].append(_coded(coding))
    for key, (start, end) in places.items():
        yield MarkedWords(key, start, end, tuple(resting[key]))


def _resting(evidence: Any) -> Resting:
    lesson, stance = evidence.lesson, str(evidence.get_stance_display())
    if lesson.is_public and evidence.is_accepted:
        kind, words = evidence.stance, stance
    else:
        kind, words = "proposed", _("%(stance)s, not public yet") % {"stance": stance}
    address = f"{lesson.get_absolute_url()}#fragment-{evidence.passage_id}" if lesson.is_public else _own_page(evidence)
    return Resting(kind, words, evidence.lesson_title, address, evidence.lesson_language)


def _coded(coding: Any) -> Resting:
    return Resting(CODED, _("theme"), coding.theme.label, _own_page(coding), "")


def _own_page(row: Any) -> str:
    return reverse("workspace_passage", args=[row.passage_id])
