"""Moments after words were removed from transcripts at request: where they are now, or told to be lost.

It is to moments what `lessons.words_removed` is to passages of cases.
"""

from collections.abc import Collection, Mapping

from django.db.models import Q

from curation.passages import Passage as Words
from curation.passages import is_marked
from lessons import grounds
from lessons.models import PassageState, Shift
from lessons.words_removed import Moved, anchor_marked, moved_by
from publications.models import Moment, MomentPlace, Recording, SpokenEvidence
from publications.recordings.cues import SpokenText, spoken_text
from publications.recordings.following import note_shifts, put


def spoken_with_moments() -> dict[int, str]:
    """What is said in the versions with moments, by their keys: to be asked before words are removed."""
    has_moments = Q(version__moments__isnull=False) | Q(version__moment_places__isnull=False)
    found = Recording.objects.filter(has_moments).distinct().values_list("version", "transcript")
    return {version: spoken_text(transcript).text for version, transcript in found}


def anchor_moments_anew(
    words: Words, before: Mapping[int, str], recordings: Collection[int], moments: Collection[int]
) -> None:
    """Give the moments in these recordings, from which `words` were removed, their places anew.

    `before` is what `spoken_with_moments` gave; `moments` are those that read otherwise now (keys).
    """
    shifted = {moment.pk for moment in Moment.objects.filter(pk__in=moments) if is_marked(moment.exact)}
    touched = set(shifted)
    for recording in Recording.objects.filter(pk__in=recordings, version__in=before):
        spoken, key = spoken_text(recording.transcript), recording.version_id
        if spoken.text != before[key]:
            moved = moved_by(words, before[key], spoken.text)
            marked = Moment.objects.filter(version=key)
            for found in (anchor_marked(marked, spoken.text, moved), _anchor_places(key, spoken, moved)):
                touched |= found.keys()
                shifted |= {each for each, says_otherwise in found.items() if says_otherwise}
    note_shifts(dict.fromkeys(shifted, Shift.Cause.WORDS_REMOVED))
    rests = SpokenEvidence.objects.standing().filter(moment__in=touched)
    grounds.renew(rests.values_list("lesson_id", flat=True))


def _anchor_places(version: int, spoken: SpokenText, moved: Moved) -> dict[int, bool]:
    """The moments that are in the version by key, and whether they read otherwise there, or are lost there."""
    found = {}
    for place in MomentPlace.objects.filter(version=version, start__isnull=False).select_related("moment"):
        moment, span = place.moment, moved((place.start or 0, place.end or 0))
        if moment.version_id == version and moment.start is None:
            span = None
        put(place, spoken, *(span or (None, None)))
        if span is None:
            place.state, place.by = PassageState.AMBIGUOUS, None
        place.save()
        found[place.moment_id] = span is None or is_marked(place.exact)
    return found
