"""Changes to the vocabulary and to actors. Each keeps the public catalogue right in the same transaction.

This is the one way in which the rows of a published version change: its words stay, its terms follow the list.
Locks are taken in one order, so that none waits for another in a ring: the list, the cases, the terms.
"""

from itertools import chain, count
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import CharField, F, Func, Value
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from curation import merging, wording
from curation.addresses import taken_by_pages
from curation.merging import MergeNotAllowed
from curation.models import FormerSlug, Merge, StatusChange
from initiatives import projection
from initiatives.models import (
    AccommodationKind,
    Actor,
    ActorKind,
    CommunityWork,
    Initiative,
    InitiativeVersion,
    InvolvementRole,
    Keyword,
    KeywordInVersion,
    Phase,
    TargetGroup,
    Theme,
    ThemeInVersion,
)
from initiatives.models.records import Knowable
from search import findables

__all__ = [
    "MergeNotAllowed",
    "merge_terms",
    "project_cases_with",
    "promote_keyword",
    "save_term",
    "undo_merge",
]

# How a version of a case refers to the rows of each list.
PATHS: dict[type[models.Model], str] = {
    Theme: "theme_rows__tag",
    Keyword: "keyword_rows__tag",
    Actor: "involvements__actor",
    ActorKind: "involvements__actor__kind",
    InvolvementRole: "involvements__role",
    AccommodationKind: "accommodations__kind",
    TargetGroup: "target_group_rows__term",
    CommunityWork: "community_work_rows__term",
    Phase: "phase",
}
_SHOWN_IN_CATALOGUE = ("name", "synonyms", "kind_id")


@transaction.atomic
def save_term(term: Any, *, by: User | None) -> None:
    """Save a new or changed term, keyword or actor; a changed address of a term redirects.

    Raises ValidationError, by field, when another term of the list has its name or a synonym already.
    """
    wording.lock_list(type(term))
    if hasattr(term, "synonyms"):
        term.synonyms = wording.tidy(term.synonyms, besides=term.name)
        wording.check(term)
    cases = _lock_cases_with(term) if term.pk else []
    before = type(term)._default_manager.select_for_update(of=("self",), no_key=True).filter(pk=term.pk).first()
    if before and getattr(before, "slug", None) != getattr(term, "slug", None):
        _keep_old_address(before, term)
    term.save()
    if before and any(getattr(before, name, None) != getattr(term, name, None) for name in _SHOWN_IN_CATALOGUE):
        projection.project(cases)
    findables.renew_followers(type(term))
    _leave_trace(term, "change_term" if before else "add_term", by, f"{before} → {term}" if before else str(term))


@transaction.atomic
def merge_terms(merged: Any, *, into: Any, by: User | None) -> Merge:
    """Make two terms of a list, or two actors, one: see curation.merging. Raises MergeNotAllowed."""
    wording.lock_list(type(into))
    _lock_cases_with(merged, into)
    merge = merging.merge(merged, into=into, by=by)
    project_cases_with(into)
    findables.renew_followers(type(into))
    _leave_trace(into, "merge", by, str(merge))
    return merge


@transaction.atomic
def undo_merge(merge: Merge, *, by: User | None) -> Merge:
    """Part what was merged. Raises MergeNotAllowed."""
    model: Any = merge.record_type.model_class()
    wording.lock_list(model)
    both = list(model._default_manager.filter(pk__in=[merge.kept_id, merge.merged_id]))
    _lock_cases_with(*both)
    merge = merging.undo(merge)
    project_cases_with(*both)
    findables.renew_followers(model)
    for term in both:
        if term.pk == merge.kept_id:
            _leave_trace(term, "undo_merge", by, str(merge))
    return merge


@transaction.atomic
def promote_keyword(keyword: Keyword, *, by: User | None, to: Theme | None = None) -> Theme:
    """Make a theme of a keyword, or a synonym of the theme `to`; its uses move, the keyword goes.

    Raises ValidationError when another theme has the word already, MergeNotAllowed when `to` was merged away.
    """
    wording.lock_list(Theme)
    cases = _lock_cases_with(keyword)
    theme = _theme_for(keyword, to)
    save_term(theme, by=by)
    versions = list(KeywordInVersion.objects.filter(tag=keyword).values_list("content_object", flat=True))
    rows = [ThemeInVersion(content_object_id=version, tag=theme) for version in versions]
    ThemeInVersion.objects.bulk_create(rows, ignore_conflicts=True)
    _now_has_themes(versions)
    _leave_trace(theme, "promote_keyword", by, keyword.name)
    keyword.delete()
    projection.project(cases)
    return theme


@transaction.atomic
def project_cases_with(*terms: Any) -> None:
    """Make the catalogue right where it shows `terms`, which are of one list."""
    projection.project(_lock_cases_with(*terms))


def _theme_for(keyword: Keyword, to: Theme | None) -> Theme:
    if to is None:
        return Theme(name=keyword.name, slug=_free_slug(slugify(keyword.name) or keyword.slug))
    theme = Theme.objects.get(pk=to.pk)
    if theme.merged_into_id:
        raise MergeNotAllowed(_("This theme is merged into another; choose that one."))
    theme.synonyms = [*theme.synonyms, keyword.name]
    return theme


def _lock_cases_with(*terms: Any) -> list[int]:
    """The keys of the cases with a version that refers to `terms`; locked, so that none is published meanwhile."""
    if not terms:
        return []
    versions = InitiativeVersion.objects.filter(**{f"{PATHS[type(terms[0])]}__in": [term.pk for term in terms]})
    cases = Initiative.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=versions.values("record"))
    return list(cases.order_by("pk").values_list("pk", flat=True))


def _keep_old_address(before: Any, term: Any) -> None:
    here = ContentType.objects.get_for_model(term)
    FormerSlug.objects.filter(record_type=here, slug=term.slug).delete()
    FormerSlug.objects.update_or_create(record_type=here, slug=before.slug, defaults={"record_id": term.pk})


def _free_slug(slug: str) -> str:
    taken = set(Theme.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    taken |= taken_by_pages()
    numbered = (f"{slug}-{number}" for number in count(2))
    return next(name for name in chain([slug], numbered) if name not in taken)


def _now_has_themes(versions: list[int]) -> None:
    """What had been looked for in vain is found now."""
    without = Func(
        F("not_found"),
        Value(Knowable.THEMES.value, output_field=CharField()),
        function="array_remove",
        output_field=ArrayField(CharField()),
    )
    InitiativeVersion.objects.filter(pk__in=versions, not_found__contains=[Knowable.THEMES]).update(not_found=without)


def _leave_trace(term: models.Model, action: str, by: User | None, reason: str) -> None:
    StatusChange.objects.create(
        record_type=ContentType.objects.get_for_model(term), record_id=term.pk, action=action, by=by, reason=reason
    )
