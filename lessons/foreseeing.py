"""What would become of passages if a version of their case were published: worked out, and not written."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from curation.leaning import Foreseen
from initiatives.models import InitiativeVersion
from initiatives.reading_text import reading_text
from lessons.following_texts import last_sure_places, places_in
from lessons.models import Evidence, PassagePlace, PassageState
from lessons.models.passages import UNSURE


def passages_foreseen(version: InitiativeVersion) -> Iterator[Foreseen]:
    """The passages with lessons on them that this open version would change, make ambiguous or lose."""
    resting: dict[int, list[Evidence]] = defaultdict(list)
    evidence = Evidence.objects.accepted().filter(passage__version__record=version.record_id)
    for each in evidence.filter(lesson__withdrawn_at=None).with_passages().select_related("lesson__published_version"):
        if each.passage.start is not None and not (each.passage.place and each.passage.place.waits):
            resting[each.passage_id].append(each)
    origins = last_sure_places([rows[0].passage for rows in resting.values()])
    versions = InitiativeVersion.objects.in_bulk({each.version_id for each in origins})
    texts = {key: reading_text(each).text for key, each in versions.items()} | {version.pk: reading_text(version).text}
    places = {place.passage_id: place for place in places_in(origins, texts, version.pk)}
    for origin in sorted(origins, key=lambda each: (each.start or 0, each.pk)):
        if (place := places[origin.passage_id]).state in UNSURE:
            lessons = [each.lesson for each in resting[origin.passage_id]]
            yield Foreseen(_words(place), origin.exact, place.exact, [(each, _title(each)) for each in lessons])


def _words(place: PassagePlace) -> str:
    if place.state == PassageState.CHANGED:
        return _("These words change")
    if place.state == PassageState.AMBIGUOUS:
        return _("It would not be plain any more where these words stand")
    return _("These words are gone")


def _title(lesson: Any) -> str:
    return lesson.published_version.title if lesson.published_version else lesson.slug
