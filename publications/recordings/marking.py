"""Marking moments: words that are said in a published recording, kept with when they are said, for a lesson."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from curation.workflow import TransitionNotAllowed, leave_trace, lock
from lessons import grounds, weighing
from lessons.models import Lesson, PassageState, Stance
from lessons.quoting import NoPassage, at
from publications.models import Moment, MomentPlace, PublicationVersion, SpokenEvidence
from publications.recordings.following import follow, put, spoken_in


@transaction.atomic
def mark(version: PublicationVersion, begins: int, ends: int, *, by: User | None) -> Moment:
    """The moment of all lines that are said between two times (milliseconds) in a published version.

    Raises NoPassage when nothing is said then.
    """
    if version.number is None:
        raise NoPassage(_("Only the text of a published version can be marked."))
    spoken = spoken_in([version.pk])[version.pk]
    span = spoken.words_between(begins, ends) if begins < ends else None
    times = spoken.time_of(*span) if span else None
    if span is None or times is None:
        raise NoPassage(_("Nothing is said at that moment."))
    found = at(spoken.text, *span)
    moment, is_new = Moment.objects.get_or_create(
        version=version,
        start=found.start,
        end=found.end,
        defaults={
            "exact": found.exact,
            "prefix": found.prefix,
            "suffix": found.suffix,
            "begins": times[0],
            "ends": times[1],
            "by": by,
        },
    )
    if is_new:
        place = MomentPlace(moment=moment, version=version, state=PassageState.FOUND)
        put(place, spoken, found.start, found.end)
        place.save()
        moment.place = place
        moment.save(update_fields=["place"])
        follow(version.record)
        moment.refresh_from_db()
    return moment


@transaction.atomic
def propose(lesson: Lesson, moment: Moment, *, stance: Stance, note: str, by: User | None) -> SpokenEvidence:
    """Let a moment bear on a lesson. Raises TransitionNotAllowed when it does so already.

    Accepting and dropping are those of `lessons.weighing`.
    """
    lock(lesson)
    if SpokenEvidence.objects.standing().filter(lesson=lesson, moment=moment).exists():
        raise TransitionNotAllowed(_("These words stand with this lesson already."))
    evidence = SpokenEvidence.objects.create(lesson=lesson, moment=moment, stance=stance, note=note.strip(), by=by)
    leave_trace(lesson, "propose_evidence", by=by)
    if by is None or by.has_perm(weighing.MAY_ACCEPT):
        return weighing.accept(evidence, by=by)
    grounds.renew([lesson.pk])
    return evidence


@transaction.atomic
def mark_for(
    lesson: Lesson,
    version: PublicationVersion,
    times: tuple[int, int],
    *,
    stance: Stance,
    note: str,
    by: User | None,
) -> SpokenEvidence:
    """Mark what is said between two times (milliseconds) for a lesson, all or nothing; see `mark` and `propose`."""
    return propose(lesson, mark(version, *times, by=by), stance=stance, note=note, by=by)
