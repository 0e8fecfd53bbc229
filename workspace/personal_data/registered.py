"""What the workspace keeps about a person, for the download of their data; their work and remarks stay when they go."""

from typing import Any

from accounts import personal
from accounts.models import User
from curation.models import StatusChange
from initiatives.models import Initiative, InitiativeVersion
from lessons.models import Assessment, Evidence, Lesson, LessonVersion, Shift
from workspace.models import Answer, Presence, Remark, Review, Typing


def register() -> None:
    personal.register("cases", _cases)
    personal.register("lessons", _lessons)
    personal.register("remarks", _remarks)
    personal.register("reviews", _reviews)
    personal.register("traces", _traces)
    personal.register("typed", _typed, erase=_forget_typed)


def _cases(person: User) -> dict[str, Any]:
    written = InitiativeVersion.objects.filter(authors=person).order_by("pk")
    return {
        "owned": list(Initiative.objects.filter(owners=person).order_by("pk").values_list("slug", flat=True)),
        "written": list(written.values("record__slug", "number", "status", "title", "changed_at")),
    }


def _lessons(person: User) -> dict[str, Any]:
    written = LessonVersion.objects.filter(authors=person).order_by("pk")
    proposed = Evidence.objects.filter(by=person).order_by("pk")
    judged = Assessment.objects.filter(by=person).order_by("pk")
    looked = Shift.objects.filter(looked_by=person).order_by("pk")
    return {
        "owned": list(Lesson.objects.filter(owners=person).order_by("pk").values_list("slug", flat=True)),
        "written": list(written.values("record__slug", "number", "status", "title", "changed_at")),
        "evidence": list(proposed.values("lesson__slug", "stance", "note", "at")),
        "judged": list(judged.values("lesson__slug", "overall", "overall_reason", "at")),
        "looked_at": list(looked.values("lesson__slug", "conclusion", "looked_at")),
    }


def _remarks(person: User) -> dict[str, Any]:
    fields = ("record__slug", "part", "quote", "text", "at", "resolved_at")
    return {
        "made": list(Remark.objects.filter(by=person).order_by("pk").values(*fields)),
        "answers": list(Answer.objects.filter(by=person).order_by("pk").values("remark", "step", "text", "at")),
    }


def _reviews(person: User) -> list[Any]:
    fields = ("version__record__slug", "taken_up_at", "publish_at")
    return list(Review.objects.filter(reviewer=person).order_by("pk").values(*fields))


def _traces(person: User) -> list[Any]:
    return list(StatusChange.objects.filter(by=person).order_by("pk").values("at", "action", "reason"))


def _typed(person: User) -> list[Any]:
    found = Typing.objects.filter(person=person).order_by("pk")
    return list(found.values("version__record__slug", "part", "value", "at"))


def _forget_typed(person: User) -> None:
    """What was never saved is nobody's work."""
    Typing.objects.filter(person=person).delete()
    Presence.objects.filter(person=person).delete()
