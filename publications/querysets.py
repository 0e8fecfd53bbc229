"""Queries over publications."""

from collections.abc import Iterator
from typing import Any, NamedTuple, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Value
from django.db.models.functions import Coalesce

from curation.querysets import RecordQuerySet, VersionQuerySet

AFTER_ALL_NUMBERS = 32_767


class BrowsedPublication(NamedTuple):
    """What a publication is browsed by. `issued` is a partial date, or empty; `cases` are those that it is about."""

    key: int
    title: str
    kind: str
    issued: str
    themes: tuple[int, ...]
    cases: tuple[int, ...]


class PublicationQuerySet(RecordQuerySet):
    def editable_by(self, user: Any) -> Self:
        """Publications whose open version `user` may edit: editors all, researchers what they own, readers none."""
        if not user.has_perm("publications.propose_publication"):
            return self.none()
        return self if user.is_staff else self.filter(owners=user)

    def with_whether_moved_on(self) -> Self:
        """`has_moved_on`: a bundle that readers see would hold other versions if it were published today."""
        stale = [
            _rows_of_version(self.model, rows).filter(
                holds_another(record), version=OuterRef("published_version"), version__kind="bundle"
            )
            for rows, record in (("initiative_rows", "initiative"), ("lesson_rows", "lesson"))
        ]
        is_public = models.Q(published_version__isnull=False, withdrawn_at=None)
        return self.annotate(
            has_moved_on=models.ExpressionWrapper(
                is_public & (models.Exists(stale[0]) | models.Exists(stale[1])), output_field=models.BooleanField()
            )
        )

    def of_kind(self, kind: str) -> Self:
        """Publications of one kind; all of them when it is empty."""
        return self.filter(published_version__kind=kind) if kind else self

    def about_initiative(self, initiative_id: int) -> Self:
        return self.published().filter(published_version__initiative_rows__initiative=initiative_id)

    def about_lesson(self, lesson_id: int) -> Self:
        return self.published().filter(published_version__lesson_rows__lesson=lesson_id)

    def part_of(self, series: models.Model) -> Self:
        return self.filter(published_version__series=series)

    def panel_of_initiative(self, initiative: models.Model) -> dict[str, Any] | None:
        """What publications/_of_record.html shows on the page of a case."""
        publications = self.about_initiative(initiative.pk).with_published_version().newest_first()
        return {"publications": publications} if publications else None

    def panel_of_lesson(self, lesson: models.Model) -> dict[str, Any] | None:
        """What publications/_of_record.html shows on the page of a lesson."""
        publications = self.about_lesson(lesson.pk).with_published_version().newest_first()
        return {"publications": publications} if publications else None

    def subjects_among_initiatives(self) -> models.QuerySet:
        """The keys of the cases that published publications tell of."""
        return self.published().values_list("published_version__initiative_rows__initiative", flat=True)

    def subjects_among_lessons(self) -> models.QuerySet:
        return self.published().values_list("published_version__lesson_rows__lesson", flat=True)

    def about_theme(self, theme_id: int) -> Self:
        return self.published().filter(published_version__theme_rows__tag=theme_id)

    def bundles_as_facet_values(self) -> Self:
        """Published bundles with the columns that the catalogue asks of the values of a facet."""
        return (
            self.published()
            .of_kind("bundle")
            .annotate(
                name=F("published_version__title"),
                name_en=Value(""),
                position=Coalesce(F("published_version__number_in_series"), AFTER_ALL_NUMBERS),
                is_active=Value(True),  # noqa: FBT003 - Django's signature
                merged_into_id=Value(None, output_field=models.BigIntegerField()),
            )
        )

    def to_browse(self) -> Iterator[BrowsedPublication]:
        """What they are browsed by, in the order in which they came out, in one query; undated ones come first."""
        of_publications: Any = self.model._meta.get_field("versions").related_model
        shown = of_publications._default_manager.filter(pk=OuterRef("published_version")).order_by()
        rows = self.annotate(
            theme_keys=ArraySubquery(shown.filter(theme_rows__isnull=False).values("theme_rows__tag")),
            about=ArraySubquery(shown.filter(initiative_rows__isnull=False).values("initiative_rows__initiative")),
        ).newest_first()
        of_version = [f"published_version__{name}" for name in ("title", "kind", "issued")]
        for key, title, kind, issued, themes, cases in rows.reverse().values_list(
            "pk", *of_version, "theme_keys", "about"
        ):
            yield BrowsedPublication(key, title, kind, issued, tuple(themes), tuple(cases))

    def with_card_details(self) -> Self:
        """Fetch what publications/cards.jinja shows, in one query."""
        return self.select_related("published_version__series__published_version")

    def with_covers(self) -> Self:
        """Fetch the pictures on their fronts, in one query."""
        versions: Any = self.model._meta.get_field("versions").related_model
        rows = versions._meta.get_field("covers").related_model._default_manager.select_related("picture")
        return self.prefetch_related(models.Prefetch("published_version__covers", rows.order_by("position", "pk")))

    def newest_first(self) -> Self:
        return self.order_by("-published_version__issued", "published_version__title", "pk")


def _rows_of_version(records: Any, name: str) -> models.QuerySet:
    """The rows that versions of these records have under `name`."""
    rows: Any = records._meta.get_field("versions").related_model._meta.get_field(name).related_model
    return rows._default_manager.all()


def holds_another(record: str) -> models.Q:
    """Rows that would be pinned otherwise today: to the version that readers see, or to none when it is withdrawn."""
    is_public = models.Q(**{f"{record}__withdrawn_at": None, f"{record}__published_version__isnull": False})
    is_current = models.Q(pinned=F(f"{record}__published_version"))
    return (is_public & (models.Q(pinned=None) | ~is_current)) | (~is_public & models.Q(pinned__isnull=False))


class PublicationVersionQuerySet(VersionQuerySet):
    def with_everything(self) -> Self:
        """Fetch all that the page of a publication shows."""
        return self.select_related("record__published_version", "series__published_version").prefetch_related(
            self.rows_in_order("theme_rows", "tag"),
            self.rows_in_order("sources"),
            self.rows_in_place("initiative_rows", "initiative__entry"),
            self.rows_in_place("lesson_rows", "lesson__published_version"),
            self.rows_in_place("covers", "picture"),
        )

    def rows_in_place(self, name: str, *related: str) -> models.Prefetch:
        """To prefetch rows that have a place, in the order of these places."""
        rows: Any = self.model._meta.get_field(name).related_model
        return models.Prefetch(name, rows._default_manager.select_related(*related).order_by("position", "pk"))


class TileQuerySet(models.QuerySet):
    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def with_what_they_say(self) -> Self:
        """Fetch what publications/infographics/drawing.py reads of a tile."""
        return self.select_related(
            "version",
            "lesson__published_version",
            "passage__version__record__published_version",
            "picture",
        )


class SpokenEvidenceQuerySet(models.QuerySet):
    def accepted(self) -> Self:
        """What counts now."""
        return self.filter(accepted_at__isnull=False, dropped_at=None)

    def standing(self) -> Self:
        """What is proposed or counts."""
        return self.filter(dropped_at=None)

    def at(self, moment: Any) -> Self:
        """What counted at a moment in time."""
        dropped_later = models.Q(dropped_at=None) | models.Q(dropped_at__gt=moment)
        return self.filter(dropped_later, accepted_at__lte=moment)

    def with_places(self) -> Self:
        """Fetch what says whether it lives, and what is shown of it."""
        related = ("moment__place", "moment__version__record__published_version", "lesson__published_version")
        return self.select_related(*related)
