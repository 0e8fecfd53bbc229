"""A site with many lessons on many passages, made at once."""

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from initiatives.models import Initiative
from initiatives.reading_text import reading_text
from lessons import grounds
from lessons.models import Evidence, Lesson, LessonVersion, Passage, PassagePlace, PassageState, Stance
from tests.factories import a_case

WORDS = "Wie nieuw is, schuift aan. "
STARTS, SHORTEST = 1000, 5


def many_lessons(lessons: int, passages: int, *, cases: int = 10) -> list[Lesson]:
    """Published lessons that share `passages` evenly, all of them living, in the texts of a few cases."""
    records = Lesson.objects.bulk_create(Lesson(slug=f"veel-{number}") for number in range(lessons))
    LessonVersion.objects.bulk_create(
        LessonVersion(
            record=record,
            title=f"Les {number}",
            statement="Wie elkaar kent, zorgt voor elkaar.",
            number=1,
            status="published",
            published_at=timezone.now(),
        )
        for number, record in enumerate(records)
    )
    newest = LessonVersion.objects.filter(record=OuterRef("pk")).values("pk")[:1]
    Lesson.objects.filter(pk__in=[record.pk for record in records]).update(published_version=Subquery(newest))
    _weigh(records, _mark(passages, [a_case(body=f"<p>{WORDS * 50}</p>") for _number in range(cases)]))
    grounds.renew(record.pk for record in records)
    return records


def _mark(number: int, cases: list[Initiative]) -> list[Passage]:
    """Passages that begin and end anywhere in the same few sentences: long texts take longer, and tell no more."""
    passages = []
    for case in cases:
        version = case.published_version
        assert version is not None
        text = reading_text(version).text
        for each in range(number // len(cases)):
            start, size = each % STARTS, SHORTEST + each // STARTS
            passages.append(Passage(version=version, start=start, end=start + size, exact=text[start : start + size]))
    Passage.objects.bulk_create(passages, batch_size=5000)
    PassagePlace.objects.bulk_create(
        [
            PassagePlace(
                passage=each,
                version=each.version,
                state=PassageState.FOUND,
                start=each.start,
                end=each.end,
                exact=each.exact,
            )
            for each in passages
        ],
        batch_size=5000,
    )
    place = PassagePlace.objects.filter(passage=OuterRef("pk")).values("pk")[:1]
    Passage.objects.filter(place=None).update(place=Subquery(place))
    return passages


def _weigh(lessons: list[Lesson], passages: list[Passage]) -> None:
    now = timezone.now()
    Evidence.objects.bulk_create(
        [
            Evidence(
                lesson=lessons[number % len(lessons)],
                passage=passage,
                stance=list(Stance)[number // len(lessons) % 3],
                accepted_at=now,
            )
            for number, passage in enumerate(passages)
        ],
        batch_size=5000,
    )
