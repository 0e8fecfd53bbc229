"""The codebook: themes, and lessons with the three ways in which a passage can bear on them."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import override

from curation.models import Status
from initiatives.models import Theme
from lessons.models import Lesson, LessonVersion, Stance
from lessons.refi_qda import identity
from lessons.refi_qda.project import Code

ROOTS = ("/themas/", "/lessen/")


def codebook() -> tuple[Code, ...]:
    """All codes, in the site's own language whoever asks: the same codebook gives the same file."""
    with override(settings.LANGUAGE_CODE):
        themes = tuple(_theme(theme) for theme in themes_to_code_with())
        lessons = tuple(_lesson(lesson) for lesson in lessons_to_code_with())
        roots = (
            (identity.guid_of(ROOTS[0]), _("Themes"), themes),
            (identity.guid_of(ROOTS[1]), _("Lessons"), lessons),
        )
        return tuple(Code(guid, name, is_codable=False, codes=codes) for guid, name, codes in roots if codes)


def themes_to_code_with() -> QuerySet[Theme]:
    """Those one can choose, and those that passages were coded with when one still could."""
    coded = Theme.objects.filter(codings__isnull=False, merged_into=None)
    return (Theme.objects.current() | coded).distinct().order_by("slug")


def lessons_to_code_with() -> QuerySet[Lesson]:
    """Lessons that are not withdrawn, drafts too, each with its `title` and `statement`."""
    versions = LessonVersion.objects.filter(record=OuterRef("pk")).exclude(status=Status.KEPT)
    newest = versions.order_by("-pk")
    shown = LessonVersion.objects.filter(pk=OuterRef("published_version"))
    return (
        Lesson.objects.filter(withdrawn_at=None, versions__isnull=False)
        .annotate(
            shown_title=Subquery(shown.values("title")[:1]),
            shown_statement=Subquery(shown.values("statement")[:1]),
            drafted_title=Subquery(newest.values("title")[:1]),
            drafted_statement=Subquery(newest.values("statement")[:1]),
        )
        .distinct()
        .order_by("slug")
    )


def codable(codes: Iterable[Code]) -> Iterator[Code]:
    """The codes that passages can have, however deep they stand."""
    for code in codes:
        if code.is_codable:
            yield code
        yield from codable(code.codes)


def stance_name(stance: Stance, title: str) -> str:
    """What the code of a lesson with a stance is called: programs want names that are not the same."""
    return f"{stance.label}: {title}"


def _theme(theme: Theme) -> Code:
    synonyms = _("Synonyms: %(words)s") % {"words": ", ".join(theme.synonyms)} if theme.synonyms else ""
    description = "\n\n".join(filter(None, (theme.description, synonyms)))
    return Code(identity.theme(theme.slug), theme.name, is_codable=True, description=description)


def _lesson(lesson: Lesson) -> Code:
    title = lesson.shown_title or lesson.drafted_title or lesson.slug  # type: ignore[attr-defined]
    statement = lesson.shown_statement or lesson.drafted_statement or ""  # type: ignore[attr-defined]
    stances = tuple(
        Code(identity.stance(lesson.slug, stance), stance_name(stance, title), is_codable=True) for stance in Stance
    )
    return Code(identity.lesson(lesson.slug), title, is_codable=False, description=statement, codes=stances)
