"""Whatever is merged, undone, promoted, published or withdrawn, in any order: nothing is lost, nothing is stale."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curation import wording
from curation.merging import MergeNotAllowed
from curation.models import Merge
from curation.workflow import TransitionNotAllowed
from initiatives import projection, workflow
from initiatives.models import (
    Actor,
    ActorKind,
    CatalogueEntry,
    Initiative,
    InitiativeVersion,
    Involvement,
    InvolvementRole,
    Keyword,
    Theme,
    ThemeInVersion,
)
from initiatives.vocabulary_workflow import merge_terms, promote_keyword, undo_merge
from tests.factories import a_draft

pytestmark = pytest.mark.django_db

THEMES = ("ontmoeting", "omzien", "samenhang", "wonen")
KINDS = ("welzijn", "zorg", "school")
ROLES = ("trekker", "partner")
numbers = st.integers(0, 3)
MERGES = ("merge themes", "merge kinds", "merge roles", "merge actors")
merges = st.tuples(st.sampled_from(MERGES), numbers, numbers)
others = st.tuples(st.sampled_from(("undo", "promote", "publish", "withdraw", "draft")), numbers, numbers)


def of(rows: Any, number: int) -> Any:
    found = list(rows.order_by("pk"))
    return found[number % len(found)]


def do(deed: str, one: int, other: int) -> None:
    lists: dict[str, Any] = {
        "merge themes": Theme.objects.filter(slug__in=THEMES),
        "merge kinds": ActorKind.objects.filter(slug__in=KINDS),
        "merge roles": InvolvementRole.objects.filter(slug__in=ROLES),
        "merge actors": Actor.objects.all(),
    }
    cases = Initiative.objects.all()
    if deed in lists:
        merge_terms(of(lists[deed], one), into=of(lists[deed], other), by=None)
    elif deed == "undo" and Merge.objects.exists():
        undo_merge(of(Merge.objects.all(), one), by=None)
    elif deed == "promote" and Keyword.objects.exists():
        promote_keyword(of(Keyword.objects.all(), one), to=Theme.objects.get(slug=THEMES[other]), by=None)
    elif deed == "publish" and (version := InitiativeVersion.objects.open().order_by("pk").first()):
        workflow.publish(version, by=None)  # type: ignore[type-var]
    elif deed == "withdraw":
        workflow.withdraw(of(cases, one), by=None, reason="x")
    elif deed == "draft" and (published := cases.filter(published_version__isnull=False)):
        workflow.open_draft(of(published, one), by=None)


def catalogue() -> list[Any]:
    return list(CatalogueEntry.objects.order_by("pk").values())


def a_site() -> None:
    for number in range(4):
        draft = a_draft(
            themes=THEMES[number % 2 : number % 2 + 2],
            actors=[("Haard", KINDS[number % 3]), ("Vuur", KINDS[(number + 1) % 3])],
        )
        draft.keywords.add(f"woord {number % 2}", f"term {number}")
        for involvement, role in zip(list(draft.involvements.all()), ROLES, strict=True):
            involvement.role = InvolvementRole.objects.get(slug=role)
            involvement.save()
        if number:
            workflow.publish(draft, by=None)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(merges | others, min_size=1, max_size=12))
def test_the_vocabulary_stays_sound(sequence: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        a_site()
        for deed in sequence:
            try:
                do(*deed)
            except (MergeNotAllowed, TransitionNotAllowed, ValidationError):
                continue
        followed = catalogue()

        assert not ThemeInVersion.objects.filter(tag__merged_into__isnull=False).exists()
        assert not Involvement.objects.filter(actor__merged_into__isnull=False).exists()
        assert not Involvement.objects.filter(role__merged_into__isnull=False).exists()
        assert not Actor.objects.filter(merged_into=None, kind__merged_into__isnull=False).exists()
        for theme in Theme.objects.filter(merged_into=None):
            wording.check(theme)
        projection.rebuild()
        assert catalogue() == followed
        transaction.set_rollback(True)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(merges, min_size=1, max_size=5))
def test_undoing_all_from_the_last_gives_back_everything(sequence: list[tuple[str, int, int]]) -> None:
    def everything() -> list[Any]:
        models: list[Any] = [Theme, ActorKind, InvolvementRole, Actor, ThemeInVersion, Involvement, CatalogueEntry]
        return [list(model.objects.order_by("pk").values()) for model in models]

    with transaction.atomic():
        a_site()
        before = everything()
        for deed in sequence:
            try:
                do(*deed)
            except MergeNotAllowed:
                continue
        for merge in Merge.objects.order_by("-pk"):
            merge.refresh_from_db()
            if not merge.undone_at:
                undo_merge(merge, by=None)

        assert everything() == before
        transaction.set_rollback(True)
