"""Marking passages: keeping words of a published version, with what stands around them, for ever."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from initiatives.models import InitiativeVersion
from initiatives.reading_text import reading_text
from lessons import following_texts
from lessons.models import Passage, PassagePlace, PassageState
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
