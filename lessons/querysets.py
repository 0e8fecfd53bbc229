"""Queries over lessons."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Self

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Min, OuterRef, Subquery
from django.db.models.functions import Coalesce

from curation.querysets import RecordQuerySet, VersionQuerySet


class BrowsedLesson(NamedTuple):
    """What a lesson is browsed by. `cases` are behind it: named by its version, or with living evidence for it."""

    key: int
    title: str
    audiences: list[str]
    certainty: str
    is_outdated: bool
    themes: tuple[int, ...]
    cases: frozenset[int]


class LessonQuerySet(RecordQuerySet):
    def editable_by(self, user: Any) -> Self:
        """Lessons whose open version `user` may edit: editors all, researchers what they own, readers none."""
        if not user.has_perm("lessons.propose_lesson"):
            return self.none()
        return self if user.is_staff else self.filter(owners=user)

    def weighed_by(self, user: Any) -> Self:
        """Lessons of which `user` may see how they are weighed: beside their own, all that are public."""
        if not user.has_perm("lessons.propose_lesson") or user.is_staff:
            return self.editable_by(user)
        is_public = models.Q(published_version__isnull=False, withdrawn_at=None)
        owned: Any = self.filter(owners=user)
        return self.filter(is_public | models.Q(pk__in=owned.values("pk")))

    def about_initiative(self, initiative_id: int) -> Self:
        """Published lessons that were drawn from this case."""
        return self.published().filter(published_version__initiative_rows__initiative=initiative_id)

    def resting_on_initiative(self, initiative_id: int) -> Self:
        """Published lessons that were drawn from this case or rest on passages of it, with the `stances` of these."""
        counts = models.Q(evidence__accepted_at__isnull=False, evidence__dropped_at=None)
        of_case = models.Q(evidence__passage__version__record=initiative_id)
        drawn = models.Exists(self.about_initiative(initiative_id).filter(pk=models.OuterRef("pk")))
        stances = ArrayAgg("evidence__stance", filter=counts & of_case, distinct=True, default=models.Value([]))
        return self.published().annotate(stances=stances).filter(drawn | ~models.Q(stances=[]))

    def subjects_among_initiatives(self) -> models.QuerySet:
        """The keys of the cases that published lessons were drawn from, or rest on passages of."""
        public = self.published().order_by()
        drawn_from = public.values_list("published_version__initiative_rows__initiative", flat=True)
        counts = {"evidence__accepted_at__isnull": False, "evidence__dropped_at": None}
        return drawn_from.union(public.filter(**counts).values_list("evidence__passage__version__record", flat=True))

    def about_theme(self, theme_id: int) -> Self:
        return self.published().filter(published_version__theme_rows__tag=theme_id)

    def for_browsing_cards(self) -> Self:
        """Fetch what lessons/browsed.jinja shows, in one query."""
        return self.select_related("published_version", "ground")

    def to_browse(self) -> Iterator[BrowsedLesson]:
        """What they are browsed by, in the order of their first publication, in one query."""
        of_lessons: Any = self.model._meta.get_field("versions").related_model
        versions: LessonVersionQuerySet = LessonVersionQuerySet(of_lessons)
        of_record = versions.filter(record=OuterRef("pk")).values("record")
        shown = versions.filter(pk=OuterRef("published_version"))
        rows = self.annotate(
            first_published_at=Subquery(of_record.annotate(first=Min("published_at")).values("first")),
            theme_keys=ArraySubquery(shown.filter(theme_rows__isnull=False).values("theme_rows__tag")),
            drawn_from=ArraySubquery(shown.filter(initiative_rows__isnull=False).values("initiative_rows__initiative")),
        ).order_by("first_published_at", "pk")
        of_version = [f"published_version__{name}" for name in ("title", "audiences")]
        of_ground = [f"ground__{name}" for name in ("certainty", "is_outdated", "cases")]
        for key, title, audiences, certainty, is_outdated, cases, themes, drawn_from in rows.values_list(
            "pk", *of_version, *of_ground, "theme_keys", "drawn_from"
        ):
            behind = frozenset([*(cases or ()), *drawn_from])
            yield BrowsedLesson(key, title, audiences, certainty or "", bool(is_outdated), tuple(themes), behind)

    def with_card_details(self) -> Self:
        """Fetch what lessons/cards.jinja shows, in two queries."""
        return self.select_related("published_version", "ground").prefetch_related("published_version__theme_rows__tag")

    def in_order(self) -> Self:
        return self.order_by("published_version__title", "pk")

    def to_choose_from(self) -> Self:
        """Lessons, published or being worked on, with the title that they have now."""
        newest = _rows(self.model, "versions").filter(record=models.OuterRef("pk"))
        title = Coalesce("published_version__title", newest.order_by("-pk").values("title")[:1])
        return self.filter(withdrawn_at=None).annotate(shown_title=title).order_by("shown_title", "pk")

    def bearing_on(self, version: Any) -> Self:
        """Lessons about the themes of a version of a case, and those that rest on passages of the case already."""
        themes = models.Q(published_version__theme_rows__tag__in=version.theme_rows.values("tag"))
        rests = models.Q(evidence__passage__version__record=version.record_id, evidence__dropped_at=None)
        return self.filter(themes | rests).distinct()


class LessonVersionQuerySet(VersionQuerySet):
    def with_everything(self) -> Self:
        """Fetch all that the page of a lesson shows."""
        return self.select_related("record__published_version").prefetch_related(
            self.rows_in_order("theme_rows", "tag"),
            self.rows_in_order("sources"),
            self.rows_in_order("initiative_rows", "initiative__entry"),
        )


class MarkingQuerySet(models.QuerySet):
    """What is said of passages: the rows have a `passage`."""

    def standing_in(self, version: models.Model) -> Self:
        """Those whose passage stands, for sure, in this version: from `there_start` up to `there_end`."""
        there = models.FilteredRelation("passage__places", condition=models.Q(passage__places__version=version))
        is_sure = models.Q(there__state__in=("gevonden", "verplaatst")) | models.Q(there__by__isnull=False)
        places = {"there_start": models.F("there__start"), "there_end": models.F("there__end")}
        return self.annotate(there=there).filter(is_sure, there__start__isnull=False).annotate(**places)


class PassageQuerySet(models.QuerySet):
    def of_case(self, initiative_id: int) -> Self:
        """Passages of a case, in whichever of its versions they were marked."""
        return self.filter(version__record=initiative_id)

    def waiting(self) -> Self:
        """Those of which a person must say what became of them in the version that readers see now."""
        return self.filter(
            place__by=None,
            place__state__in=("gewijzigd", "dubbelzinnig", "verweesd"),
            version__record__withdrawn_at=None,
        )

    def overlapping(self, version: models.Model, start: int, end: int) -> Self:
        """Those marked in this version among these code points."""
        return self.filter(version=version, start__lt=end, end__gt=start)

    def in_work_list(self) -> Self:
        """Fetch what the work list of passages shows, in a fixed number of queries."""
        evidence = _rows(self.model, "evidence").filter(dropped_at=None)
        places = _rows(self.model, "places").select_related("version", "by")
        return self.select_related("place__version", "place__by", "version__record", "by").prefetch_related(
            models.Prefetch("evidence", evidence.with_titles().order_by("stance", "pk")),
            models.Prefetch("places", places.order_by("version__number")),
            "codings__theme",
        )

    def on_public_ground(self) -> Self:
        """Passages that visitors may see: some public lesson has accepted them."""
        counts = {"evidence__accepted_at__isnull": False, "evidence__dropped_at": None}
        is_public = {"evidence__lesson__published_version__isnull": False, "evidence__lesson__withdrawn_at": None}
        return self.filter(**counts, **is_public).distinct()

    def with_place(self) -> Self:
        return self.select_related("place__version", "version__record__published_version")


class CodingQuerySet(MarkingQuerySet):
    def for_margin(self) -> Self:
        """Fetch what the margin of a case says."""
        return self.select_related("theme").order_by("theme__name", "pk")


class EvidenceQuerySet(MarkingQuerySet):
    def accepted(self) -> Self:
        """What counts now."""
        return self.filter(accepted_at__isnull=False, dropped_at=None)

    def proposed(self) -> Self:
        return self.filter(accepted_at=None, dropped_at=None)

    def dropped(self) -> Self:
        return self.exclude(dropped_at=None)

    def cases_visitors_see(self) -> models.QuerySet:
        """The keys of the cases of which passages are evidence for public lessons."""
        cases = self.accepted().of_public_lessons().order_by()
        return cases.values_list("passage__version__record", flat=True).distinct()

    def of_public_lessons(self) -> Self:
        return self.filter(lesson__published_version__isnull=False, lesson__withdrawn_at=None)

    def at(self, moment: Any) -> Self:
        """What counted at a moment."""
        dropped_later = models.Q(dropped_at=None) | models.Q(dropped_at__gt=moment)
        return self.filter(dropped_later, accepted_at__lte=moment)

    def visitors_see(self) -> Self:
        """What counts for public lessons, in cases that are not withdrawn."""
        return self.accepted().of_public_lessons().filter(passage__version__record__withdrawn_at=None)

    def for_annotations(self) -> Self:
        """Fetch what lessons.web_annotations says of it, those that stand first in the texts first."""
        related = ("lesson", "by", "passage__place", "passage__version__record")
        return self.select_related(*related).order_by("passage__version", "passage__start", "pk")

    def with_titles(self) -> Self:
        """Fetch the lesson along, with the title and the language that it has now, published or not."""
        lesson: Any = self.model._meta.get_field("lesson").related_model
        newest = _rows(lesson, "versions").filter(record=models.OuterRef("lesson")).order_by("-pk")
        return self.select_related("lesson").annotate(
            lesson_title=Coalesce("lesson__published_version__title", newest.values("title")[:1]),
            lesson_language=Coalesce("lesson__published_version__language", newest.values("language")[:1]),
        )

    def for_margin(self) -> Self:
        """Fetch what the margin of a case says."""
        return self.with_titles().order_by("stance", "pk")

    def with_passages(self) -> Self:
        """Fetch what the workspace shows of the passage, its place and its case: no texts of cases."""
        texts = (f"passage__version__{name}" for name in ("summary", "body", "bonding", "bridging", "linking"))
        passages = self.select_related("passage__place", "passage__version__record", "passage__version__municipality")
        return passages.defer(*texts)

    def with_places(self) -> Self:
        """Fetch what says whether each stands: no texts of cases, however many there are."""
        return self.select_related("passage__place", "passage__version__record").only(
            *("lesson_id", "stance"),
            *(f"passage__place__{name}" for name in ("state", "start", "exact", "by", "version")),
            *(f"passage__version__record__{name}" for name in ("withdrawn_at", "published_version")),
        )

    def for_lesson_page(self) -> Self:
        """Fetch what the page of a lesson shows of each: no texts of cases, however many there are."""
        passage, version, shown = "passage__", "passage__version__", "passage__version__record__published_version__"
        return self.select_related("passage__place", "passage__version__record__published_version").only(
            *("lesson_id", "stance", "note", "accepted_at"),
            *(f"{passage}{name}" for name in ("start", "end", "exact", "at")),
            *(f"{passage}place__{name}" for name in ("state", "start", "end", "exact", "by", "version")),
            *(f"{version}{name}" for name in ("number", "visited", "published_at", "language")),
            *(f"{version}record__{name}" for name in ("slug", "withdrawn_at", "published_version")),
            *(f"{shown}{name}" for name in ("title", "language", "municipality", "neighbourhood", "online")),
        )


class AssessmentQuerySet(models.QuerySet):
    def newest(self) -> Self:
        """The one that counts for each lesson."""
        return self.order_by("lesson_id", "-at", "-pk").distinct("lesson_id")


class LookedQuerySet(models.QuerySet):
    def in_cells(self, field: str, rows: Iterable[int], cases: Iterable[int]) -> Self:
        """Those for these lessons or themes (`field`), in these cases, given by their keys."""
        return self.filter(**{f"{field}__in": list(rows)}, initiative__in=list(cases)).select_related("version", "by")

    def in_vain_for(self, lesson: models.Model) -> Self:
        """Those for this lesson in public cases of which no passage was marked for it all the same."""
        marked = lesson.evidence.filter(dropped_at=None).values("passage__version__record")  # type: ignore[attr-defined]
        public = self.filter(initiative__published_version__isnull=False, initiative__withdrawn_at=None)
        return public.filter(lesson=lesson).exclude(initiative__in=marked)


class ShiftQuerySet(models.QuerySet):
    def with_what_happened(self) -> Self:
        """Fetch what the work list says of it: the case, and the passage as it was and as it is."""
        related = ("initiative__published_version", "passage__place", "passage__version__record", "looked_by")
        return self.select_related(*related)

    def to_look_at(self) -> Self:
        """Those that nobody has looked at yet."""
        return self.filter(looked_at=None)


class NewsQuerySet(models.QuerySet):
    def of_lessons(self, keys: Iterable[int]) -> Self:
        """What happened to these lessons, each with its lesson."""
        return self.filter(lesson__in=list(keys)).select_related("lesson__published_version")

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


def _rows(model: type[models.Model], name: str) -> Any:
    """What refers to a model under this name."""
    related: Any = model._meta.get_field(name).related_model
    return related._default_manager.all()
