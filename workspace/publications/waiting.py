"""What waits in publications for a person, for the start of the workspace; a fixed number of queries."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from publications.models import PublicationVersion
from workspace.publications.desk import MAY_PUBLISH
from workspace.publications.infographics.waiting import figure_groups
from workspace.publications.lists import MOVED_ON, works_of
from workspace.publications.recordings.waiting import moment_groups
from workspace.waiting.items import MOST, Group, Item


def publication_groups(person: User) -> list[Group]:
    """The groups of publications in which something waits for `person`, the most urgent first."""
    groups = []
    if person.has_perm(MAY_PUBLISH):
        groups.append(_in_review())
    return [*groups, _moved_on(person), *figure_groups(person), *moment_groups(person), _given_back(person)]


def _moved_on(person: User) -> Group:
    """Published bundles of which a case or lesson reads otherwise by now, and that nobody renews yet."""
    found = works_of(person).filter(has_moved_on=True, open_state=None).order_by("shown_at", "pk")
    several = list(found[: MOST + 1])
    items = [
        Item(each.shown_title or each.slug, reverse("workspace_work_bundle", args=[each.slug]))
        for each in several[:MOST]
    ]
    every = f"{reverse('workspace_works')}?staat={MOVED_ON}"
    return Group(
        "works_moved_on", _("Bundles of which a case or lesson has moved on"), items, len(several) > MOST, every
    )


def _in_review() -> Group:
    found = PublicationVersion.objects.filter(status=PublicationVersion.Status.IN_REVIEW)
    every = f"{reverse('workspace_works')}?staat=beoordeling"
    return _versions("in_review", _("Publications in review"), found.order_by("submitted_at", "pk"), every)


def _given_back(person: User) -> Group:
    draft = PublicationVersion.Status.DRAFT
    found = PublicationVersion.objects.filter(status=draft, submitted_at__isnull=False, record__owners=person)
    every = f"{reverse('workspace_works')}?staat=concept&van=mij"
    return _versions("asked", _("Changes are asked in publications"), found.order_by("-changed_at", "-pk"), every)


def _versions(name: str, title: str, versions: QuerySet[Any], every: str) -> Group:
    several = list(versions.select_related("record")[: MOST + 1])
    items = [
        Item(each.title, reverse("workspace_work_review", args=[each.record.slug]), at=each.changed_at)
        for each in several[:MOST]
    ]
    return Group(f"works_{name}", title, items, len(several) > MOST, every)
