"""What waits in lessons for a person, for the start of the workspace; a fixed number of queries."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from lessons.models import LessonVersion
from lessons.weighing import MAY_ACCEPT
from workspace.lessons.access import MAY_PUBLISH
from workspace.lessons.lists import PROPOSED, SHIFTED, lessons_of
from workspace.waiting.items import MOST, Group, Item


def lesson_groups(person: User) -> list[Group]:
    """The groups of lessons in which something waits for `person`, the most urgent first."""
    found = lessons_of(person)
    groups = [
        _group("shifted", _("Lessons that wait for a look"), found.filter(ground__has_shifted=True), SHIFTED),
    ]
    if person.has_perm(MAY_PUBLISH):
        groups.append(_in_review())
    if person.has_perm(MAY_ACCEPT):
        proposed = found.filter(ground__proposed__gt=0)
        groups.append(_group("proposed", _("Evidence that was proposed"), proposed, PROPOSED))
    groups.append(_given_back(person))
    return groups


def _group(name: str, title: str, lessons: QuerySet[Any], state: str) -> Group:
    several = list(lessons.order_by("ground__changed_at", "pk")[: MOST + 1])
    items = [
        Item(each.shown_title or each.slug, reverse("workspace_lesson_evidence", args=[each.slug]))
        for each in several[:MOST]
    ]
    return Group(f"lessons_{name}", title, items, len(several) > MOST, f"{reverse('workspace_lessons')}?staat={state}")


def _in_review() -> Group:
    found = LessonVersion.objects.filter(status=LessonVersion.Status.IN_REVIEW).order_by("submitted_at", "pk")
    every = f"{reverse('workspace_lessons')}?staat=beoordeling"
    return _versions("in_review", _("Lessons in review"), found, every)


def _given_back(person: User) -> Group:
    draft = LessonVersion.Status.DRAFT
    found = LessonVersion.objects.filter(status=draft, submitted_at__isnull=False, record__owners=person)
    every = f"{reverse('workspace_lessons')}?staat=concept&van=mij"
    return _versions("asked", _("Changes are asked in lessons"), found.order_by("-changed_at", "-pk"), every)


def _versions(name: str, title: str, versions: QuerySet[Any], every: str) -> Group:
    several = list(versions.select_related("record")[: MOST + 1])
    items = [
        Item(each.title, reverse("workspace_lesson_review", args=[each.record.slug]), at=each.changed_at)
        for each in several[:MOST]
    ]
    return Group(f"lessons_{name}", title, items, len(several) > MOST, every)
