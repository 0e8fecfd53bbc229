"""The changes a publication goes through; those of bundles also tell the catalogue which cases they hold."""

from collections.abc import Iterable, Mapping

from django.db import models, transaction

from accounts.models import User
from curation import leaning, telling
from curation import workflow as spine
from curation.first_drafts import begin_own
from curation.leaning import Event
from curation.statements import Statement, among_keys
from curation.workflow import SecondPairOfEyesNeeded, TransitionNotAllowed
from initiatives import projection
from publications.bundles import editions as bundles
from publications.bundles.works import make_ahead
from publications.infographics import editions as infographics
from publications.models import InitiativeInPublication, Kind, Publication, PublicationVersion
from search import findables

__all__ = ["SecondPairOfEyesNeeded", "TransitionNotAllowed"]

KIND = "publication"

open_draft = spine.open_draft


def propose(title: str, *, kind: str, by: User) -> PublicationVersion:
    """A new publication of `by`, with a draft that says this much."""
    return begin_own(PublicationVersion(title=title, kind=kind), by=by)


@transaction.atomic
def submit(version: PublicationVersion, *, by: User | None) -> None:
    """Offer a draft for review; how it was then is kept, whatever becomes of it in review."""
    spine.submit(version, by=by)
    spine.keep_moment(version, label="", by=by)
    telling.tell_editors(version, "publication_submitted", by=by)


@transaction.atomic
def ask_for_changes(version: PublicationVersion, *, by: User | None, reason: str) -> None:
    """Give a version in review back to its makers, with what should change."""
    spine.ask_for_changes(version, by=by, reason=reason)
    telling.tell_makers(version, "publication_changes_asked", by=by, words=reason)


@transaction.atomic
def publish(version: PublicationVersion, *, by: User | None, is_operator: bool = False) -> PublicationVersion:
    before = _initiatives_of(version.record)
    version = spine.publish(version, by=by, is_operator=is_operator)
    if version.kind == Kind.BUNDLE:
        make_ahead(bundles.keep(version), by=by)
    elif version.kind == Kind.INFOGRAPHIC:
        infographics.keep(version)
    leaning.tell(Publication, [version.record_id], Event.PUBLISHED)
    projection.project(before | _initiatives_of(version.record))
    findables.renew(KIND, [version.record_id])
    telling.tell_makers(version, "publication_published", by=by)
    return version


@transaction.atomic
def withdraw(publication: Publication, *, by: User | None, reason: str) -> Publication:
    publication = spine.withdraw(publication, by=by, reason=reason)
    leaning.tell(Publication, [publication.pk], Event.WITHDRAWN)
    projection.project(_initiatives_of(publication))
    findables.renew(KIND, [publication.pk])
    telling.tell_makers(publication.published_version, "publication_withdrawn", by=by, words=reason)
    return publication


@transaction.atomic
def restore(publication: Publication, *, by: User | None) -> Publication:
    publication = spine.restore(publication, by=by)
    leaning.tell(Publication, [publication.pk], Event.RESTORED)
    projection.project(_initiatives_of(publication))
    findables.renew(KIND, [publication.pk])
    telling.tell_makers(publication.published_version, "publication_restored", by=by)
    return publication


@transaction.atomic
def change_slug(publication: Publication, slug: str, *, by: User | None) -> Publication:
    publication = spine.change_slug(publication, slug, by=by)
    findables.renew(KIND, [publication.pk])
    return publication


def _bundles_of_initiatives() -> models.QuerySet:
    return InitiativeInPublication.objects.filter(
        among_keys("initiative"),
        version__kind=Kind.BUNDLE,
        version__record__published_version=models.F("version"),
        version__record__withdrawn_at=None,
    ).values_list("initiative", "version__record")


_bundles = Statement(_bundles_of_initiatives)


def bundles_of(initiatives: Iterable[int]) -> Mapping[int, list[int]]:
    """For initiatives, by key: the keys of the published bundles that hold them."""
    found: dict[int, list[int]] = {}
    for initiative, bundle in _bundles.rows(initiatives):
        found.setdefault(initiative, []).append(bundle)
    return found


def _initiatives_of(publication: Publication) -> set[int]:
    return set(
        InitiativeInPublication.objects.filter(version=publication.published_version_id).values_list(
            "initiative", flat=True
        )
    )
