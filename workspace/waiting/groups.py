"""What waits for a person, in groups, and what others did with their cases; a fixed number of queries."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from curation.actions import name_of
from curation.models import Status, StatusChange
from initiatives.models import Initiative, InitiativeVersion
from workspace.lessons.waiting import lesson_groups
from workspace.lists import UNTOUCHED
from workspace.models import Answer, Remark, Review
from workspace.passages.lists import waiting_for
from workspace.publications.waiting import publication_groups
from workspace.review.workflow import MAY_PUBLISH
from workspace.waiting.items import MOST, Group, Item


def groups_for(person: User) -> list[Group]:
    """The groups in which something waits for `person`, the most urgent first."""
    groups = [_asked_changes(person), _remarks(person)]
    if person.has_perm(MAY_PUBLISH):
        groups += [_to_take_up(), _taken_up(person)]
    groups += [_planned(person), *lesson_groups(person), *publication_groups(person), _stale(person), _passages(person)]
    return [group for group in groups if group.items]


def stale() -> Q:
    """The versions that are drafts and were not touched for long."""
    return Q(status=Status.DRAFT, changed_at__lt=timezone.now() - UNTOUCHED)


def _asked_changes(person: User) -> Group:
    """Drafts that were submitted, and came back."""
    found = _open().filter(status=Status.DRAFT, submitted_at__isnull=False).filter(_owned_by(person))
    return _group("asked", _("Changes are asked"), found.order_by("-changed_at", "-pk"), "workspace_review")


def _remarks(person: User) -> Group:
    """Remarks that somebody else spoke last about, in cases of `person` or in a conversation they began."""
    last = Answer.objects.filter(remark=OuterRef("pk")).order_by("-pk")
    title = InitiativeVersion.objects.open().filter(record=OuterRef("record")).values("title")[:1]
    concerns = Q(by=person) | Q(Exists(_ownership(person, "record"))) | Q(Exists(_reviews_by(person)))
    found = (
        Remark.objects.unresolved()
        .annotate(
            last_by=Coalesce(Subquery(last.values("by")[:1]), F("by"), output_field=BigIntegerField()),
            shown_title=Subquery(title),
        )
        .filter(concerns, shown_title__isnull=False)
        .exclude(last_by=person.pk)
        .select_related("record", "by")
        .order_by("-pk")
    )
    several = list(found[: MOST + 1])
    items = [
        Item(
            each.shown_title,
            f"{reverse('workspace_review', args=[each.record.slug])}#opmerking-{each.pk}",
            f"{each.by}: {each.text[:120]}",
            each.at,
        )
        for each in several[:MOST]
    ]
    return Group("remarks", _("Remarks that wait for your answer"), items, len(several) > MOST)


def _to_take_up() -> Group:
    found = _open().filter(status=Status.IN_REVIEW, review__reviewer=None).order_by("submitted_at", "pk")
    every = f"{reverse('workspace_cases')}?staat=beoordeling"
    return _group("to_take_up", _("Submitted, and not taken up yet"), found, "workspace_review", every)


def _taken_up(person: User) -> Group:
    found = _open().filter(status=Status.IN_REVIEW, review__reviewer=person).order_by("submitted_at", "pk")
    return _group("taken_up", _("You review"), found, "workspace_review")


def _planned(person: User) -> Group:
    """What is to be published at a moment: all of it for editors, their own for others."""
    found = Review.objects.planned().select_related("version__record").order_by("publish_at", "pk")
    if not person.has_perm(MAY_PUBLISH):
        found = found.filter(Exists(_ownership(person, "version__record")))
    several = list(found[: MOST + 1])
    items = [
        Item(
            review.version.title,
            reverse("workspace_review", args=[review.version.record.slug]),
            _("is published then"),
            review.publish_at,
        )
        for review in several[:MOST]
    ]
    return Group("planned", _("Planned publications"), items, len(several) > MOST)


def _stale(person: User) -> Group:
    found = _open().filter(stale(), _owned_by(person)).order_by("changed_at", "pk")
    every = f"{reverse('workspace_cases')}?staat=stil&van=mij"
    return _group("stale", _("Not touched for two months"), found, "workspace_case", every)


def _passages(person: User) -> Group:
    """Passages of which a person must say what became of them."""
    several = list(waiting_for(person).select_related("version", "place").order_by("-place__at", "-pk")[: MOST + 1])
    items = [
        Item(
            str(passage),
            reverse("workspace_passage", args=[passage.pk]),
            f"{passage.version.title}: {passage.place.get_state_display()}",
            passage.place.at,
        )
        for passage in several[:MOST]
    ]
    every = reverse("workspace_passages")
    return Group("passages", _("Passages that wait for a look"), items, len(several) > MOST, every)


# ---------------------------------------------------------------- what others did
def done_by_others(person: User, most: int = 12) -> list[Item]:
    """What others did lately with the cases that `person` owns, wrote or reviews."""
    wrote = InitiativeVersion.authors.through.objects.filter(user=person)
    mine = Initiative.objects.filter(
        Q(owners=person)
        | Q(versions__in=wrote.values("initiativeversion"))
        | Q(versions__in=Review.objects.filter(reviewer=person).values("version"))
    )
    record_type = ContentType.objects.get_for_model(Initiative)
    changes = list(
        StatusChange.objects.filter(record_type=record_type, record_id__in=mine.values("pk"), by__isnull=False)
        .exclude(by=person)
        .select_related("by")
        .order_by("-at", "-pk")[:most]
    )
    names = _titles({change.record_id for change in changes})
    return [
        Item(
            names[key][1],
            reverse("workspace_history", args=[names[key][0]]),
            f"{change.by}: {name_of(change)}",
            change.at,
        )
        for change in changes
        if (key := change.record_id) in names
    ]


def _titles(keys: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Slug and title of cases by their key."""
    versions = InitiativeVersion.objects.filter(record=OuterRef("pk")).exclude(status=Status.KEPT).order_by("-pk")
    found = Initiative.objects.filter(pk__in=list(keys)).annotate(shown_title=Subquery(versions.values("title")[:1]))
    return {key: (slug, title or slug) for key, slug, title in found.values_list("pk", "slug", "shown_title")}


# ---------------------------------------------------------------- shared
def _open() -> QuerySet[Any]:
    return InitiativeVersion.objects.open().select_related("record")


def _owned_by(person: User) -> Q:
    return Q(Exists(_ownership(person, "record")))


def _ownership(person: User, path: str) -> QuerySet[Any]:
    return Initiative.owners.through.objects.filter(initiative=OuterRef(path), user=person)


def _reviews_by(person: User) -> QuerySet[Any]:
    return Review.objects.filter(version__record=OuterRef("record"), version__status=Status.IN_REVIEW, reviewer=person)


def _group(name: str, title: str, versions: QuerySet[Any], page: str, every: str = "") -> Group:
    several = list(versions[: MOST + 1])
    items = [Item(each.title, reverse(page, args=[each.record.slug]), at=each.changed_at) for each in several[:MOST]]
    return Group(name, title, items, len(several) > MOST, every)
