"""Marking passages: keeping words of a published version, with what stands around them, for ever; and taking a mark off
again as long as nothing rests on it."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from accounts.models import User
from initiatives.models import InitiativeVersion
from initiatives.reading_text import reading_text
from lessons import following_texts
from lessons.models import Coding, Passage, PassagePlace, PassageState
from lessons.quoting import NoPassage, at


@transaction.atomic
def mark(version: InitiativeVersion, start: int, end: int, *, by: User | None) -> Passage:
    """The passage between two code points of what a reader of this published version sees, made when it is new.

    Where it stands in the version that readers see now is worked out at once. Raises NoPassage.
    """
    if version.number is None:
        raise NoPassage(_("Only the text of a published version can be marked."))
    found = at(reading_text(version).text, start, end)
    passage, is_new = Passage.objects.get_or_create(
        version=version,
        start=found.start,
        end=found.end,
        defaults={"exact": found.exact, "prefix": found.prefix, "suffix": found.suffix, "by": by},
    )
    if is_new:
        passage.place = PassagePlace.objects.create(
            passage=passage,
            version=version,
            state=PassageState.FOUND,
            start=found.start,
            end=found.end,
            exact=found.exact,
        )
        passage.save(update_fields=["place"])
        following_texts.place_in_newer(passage)
    return passage


@transaction.atomic
def unmark(passage: Passage, *, by: User) -> None:
    """Take a mark off that `by` made, with the themes they gave it. Raises NoPassage when anything rests on it."""
    passage = Passage.objects.select_for_update(of=("self",)).get(pk=passage.pk)
    if not can_unmark(passage, by):
        raise NoPassage(_("Something rests on this passage, or somebody else marked it."))
    passage.codings.filter(by=by).delete()
    try:
        passage.delete()
    except ProtectedError as error:
        raise NoPassage(_("Something rests on this passage, or somebody else marked it.")) from error


def can_unmark(passage: Passage, person: User) -> bool:
    """Whether `person` marked it, or looks after all passages, and nothing rests on it: no evidence, present or past,
    and no theme that somebody else gave it."""
    is_theirs = passage.by_id == person.pk or person.has_perm("lessons.delete_passage")
    return is_theirs and not passage.evidence.exists() and not passage.codings.exclude(by=person).exists()


@transaction.atomic
def uncode(coding: Coding, *, by: User) -> None:
    """Take a theme off that `by` gave, and the mark too when it has no other use. Raises NoPassage for another's."""
    if coding.by_id != by.pk:
        raise NoPassage(_("Somebody else gave these words this theme."))
    passage = coding.passage
    coding.delete()
    if can_unmark(passage, by) and not passage.codings.exists():
        unmark(passage, by=by)
