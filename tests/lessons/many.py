"""A site with many lessons on many passages, made at once."""

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from initiatives.models import Initiative
from initiatives.reading_text import reading_text
from lessons import grounds
from lessons.models import Evidence, Lesson, LessonVersion, Passage, PassagePlace, PassageState, Stance
from tests.factories import a_case

WORDS = "Wie nieuw is, schuift aan."


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
    _weigh(records, _mark(passages, [_a_long_case(passages // cases + 1) for _number in range(cases)]))
    grounds.renew(record.pk for record in records)
    return records


def _a_long_case(sentences: int) -> Initiative:
    return a_case(body="".join(f"<p>{WORDS} Zin {number}.</p>" for number in range(sentences)))


def _mark(number: int, cases: list[Initiative]) -> list[Passage]:
    passages = []
    for case in cases:
        version = case.published_version
        assert version is not None
        text, start = reading_text(version).text, -1
        for _each in range(number // len(cases)):
            start = text.index(WORDS, start + 1)
            passages.append(Passage(version=version, start=start, end=start + len(WORDS), exact=WORDS))
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
