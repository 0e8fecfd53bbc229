"""The administration of what has versions: its list, its page with versions and history, and the steps it can take."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, models, transaction
from django.db.models import F, OuterRef, Prefetch, Q, Subquery
from django.forms import CheckboxSelectMultiple
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.roles import Role
from curation.actions import name_of
from curation.admin.steps import STEPS, Situation, Step
from curation.admin.traces import change_address
from curation.forms import ConstraintsBesideFields, ReasonForm, refuse_address_of_another
from curation.models import OPEN, Record, Status, StatusChange
from curation.uses import is_current
from curation.workflow import TransitionNotAllowed, leave_trace, lock

SHOWN_AT_START = 5


@dataclass(frozen=True)
class Waiting:
    """What the first page says of one kind of record: per list a heading, where all of it is, and the first few."""

    name: Any
    one: Any
    add_address: str
    lists: list[tuple[Any, str, list[tuple[str, Any]]]]


class RecordForm(ConstraintsBesideFields):
    """The address and the owners: researchers, and whoever is one already."""

    class Meta:
        fields = ["slug", "owners"]
        widgets = {"owners": CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "owners" in self.fields:
            may_own = Q(role=Role.RESEARCHER, is_active=True) | Q(pk__in=[owner.pk for owner in self.initial["owners"]])
            people: Any = self.fields["owners"]
            people.queryset = User.objects.filter(may_own).order_by("name", "email", "pk")
            people.help_text = _("Researchers who may edit the open version; editors always may.")

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        refuse_address_of_another(self.instance, slug)
        return slug


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "staat"
    _CONDITIONS = {
        "draft": Q(versions__status=Status.DRAFT),
        "in_review": Q(versions__status=Status.IN_REVIEW),
        "published": Q(published_version__isnull=False, withdrawn_at__isnull=True),
        "withdrawn": Q(withdrawn_at__isnull=False),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002
        return [*((state.value, state.label) for state in (*OPEN, Status.PUBLISHED)), ("withdrawn", _("withdrawn"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:  # noqa: ARG002
        condition = self._CONDITIONS.get(self.value() or "")
        return queryset.filter(condition) if condition else queryset


class RecordAdmin(admin.ModelAdmin):
    """A subclass names its `workflow` and may add columns, filters and `found_by`.

    `editing_page` and `adding_page` name the addresses where records are edited (by their slug) and begun, when a room
    above has pages for it; else that is done here. So do `draft_pages` for steps that a draft takes: there something is
    asked first.
    """

    workflow: Any
    editing_page = ""
    adding_page = ""
    draft_pages: ClassVar[dict[str, str]] = {}
    menu_order = 10
    form = RecordForm
    list_display = ["title", "state", "last_changed_at", "people"]
    list_filter: ClassVar[Any] = [StateFilter]
    list_per_page = 50
    search_fields: ClassVar[Any] = ["slug"]
    change_form_template = "admin/curation/record.html"
    show_facets = admin.ShowFacets.NEVER

    @property
    def version_model(self) -> Any:
        return self.model._meta.get_field("published_version").related_model

    # ------------------------------------------------------------ what is shown
    def current_versions(self) -> models.QuerySet:
        """The versions that rows of the list speak of."""
        return self.version_model._default_manager.filter(is_current())

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        newest = self.version_model._default_manager.filter(is_current(), record=OuterRef("pk")).order_by(
            "-changed_at", "-pk"
        )
        return (
            super()
            .get_queryset(request)
            .annotate(
                last_changed=Subquery(newest.values("changed_at")[:1]), shown_title=Subquery(newest.values("title")[:1])
            )
            .prefetch_related(Prefetch("versions", self.current_versions(), to_attr="current_versions"), "owners")
            .order_by("-last_changed", "-pk")
        )

    def found_by(self, word: str) -> Q:
        """What a word of the search box finds."""
        versions = self.version_model._default_manager.filter(is_current(), title__icontains=word)
        return Q(slug__icontains=word) | Q(pk__in=versions.values("record"))

    def get_search_results(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        queryset: models.QuerySet,
        search_term: str,
    ) -> tuple[models.QuerySet, bool]:
        for word in search_term.split()[:12]:
            queryset = queryset.filter(self.found_by(word))
        return queryset, False

    @admin.display(description=_("title"), ordering="shown_title")
    def title(self, record: Any) -> str:
        return record.shown_title or record.slug

    @admin.display(description=_("state"))
    def state(self, record: Any) -> SafeString:
        return format_html_join(" ", '<span class="state state-{}">{}</span>', Situation.of(record).states)

    @admin.display(description=_("last change"), ordering="last_changed")
    def last_changed_at(self, record: Any) -> str:
        changed = record.last_changed
        return date_format(localtime(changed), "SHORT_DATE_FORMAT") if changed else ""

    @admin.display(description=_("owners"))
    def people(self, record: Any) -> str:
        return ", ".join(str(person) for person in record.owners.all())

    def what_waits(self) -> Waiting:
        """The lists of the first page, a few of each."""
        versions = self.version_model._default_manager
        lists = [
            (_("In review"), "?staat=in_review", versions.filter(status=Status.IN_REVIEW).order_by("changed_at", "pk")),
            (_("Drafts"), "?staat=draft", versions.filter(status=Status.DRAFT).order_by("-changed_at", "-pk")),
            *self.more_that_waits(),
            (_("Recently published"), "?staat=published", versions.published().order_by("-published_at", "-pk")),
        ]
        options = self.version_model._meta
        return Waiting(
            self.opts.verbose_name_plural,
            self.opts.verbose_name,
            reverse(self.adding_page or f"admin:{options.app_label}_{options.model_name}_add"),
            [(name, self.changelist_address + query, self._first(found)) for name, query, found in lists],
        )

    def more_that_waits(self) -> list[tuple[Any, str, models.QuerySet]]:
        """Lists of its own: a heading, the filter of the list that gives all of it, and the versions."""
        return []

    @property
    def changelist_address(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def _first(self, versions: models.QuerySet) -> list[tuple[str, Any]]:
        found = versions.filter(is_current()).select_related("record").prefetch_related("authors")[:SHOWN_AT_START]
        return [
            (
                self._where_edited(version) if version.is_open else change_address(self.model, version.record_id),
                version,
            )
            for version in found
        ]

    def _where_edited(self, version: Any) -> str:
        if self.editing_page:
            return reverse(self.editing_page, args=[version.record.slug])
        return change_address(self.version_model, version.pk)

    # ------------------------------------------------------------ one record
    def add_view(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """A record begins with its first draft."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        options = self.version_model._meta
        return redirect(f"admin:{options.app_label}_{options.model_name}_add")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        record: Any = context["original"]
        here = Situation.of(record)
        history = list(StatusChange.objects.of(record).newest_first())
        context |= {
            "title": record.shown_title or record.slug,
            "subtitle": None,
            "here": here,
            "steps": [step for step in STEPS.values() if step.is_offered(here)],
            "step_name": f"admin:{self.opts.app_label}_{self.opts.model_name}_step",
            "versions": [
                (
                    version,
                    change_address(self.version_model, version.pk),
                    version.get_absolute_url() if version.number and record.is_public else "",
                )
                for version in _newest_first(record)
            ],
            "history": [(change, name_of(change)) for change in history],
            "editing_address": reverse(self.editing_page, args=[record.slug]) if self.editing_page else "",
            "open_address": change_address(self.version_model, here.opened.pk) if here.opened else "",
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: ARG002
        if "slug" in form.changed_data:
            obj.slug, new = form.initial["slug"], obj.slug
            obj.slug = self.workflow.change_slug(obj, new, by=request.user).slug

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was never published can be thrown away; what was, is withdrawn."""
        if obj is not None and obj.versions.published().exists():
            return False
        return super().has_delete_permission(request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, set[str], Any]:
        """Who may throw away a record may throw away all that belongs to it."""
        listed, counts, _lacking, protected = super().get_deleted_objects(objs, request)
        return listed, counts, set(), protected

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        leave_trace(obj, "discard", by=request.user, reason=obj.slug)  # type: ignore[arg-type]
        super().delete_model(request, obj)

    # ------------------------------------------------------------ steps
    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_step"
        return [
            path("<int:key>/stap/<slug:step>/", self.admin_site.admin_view(self.step_view), name=name),
            *super().get_urls(),
        ]

    @method_decorator(require_POST)
    def step_view(self, request: HttpRequest, key: int, step: str) -> HttpResponse:
        """Take a step with a record, and say how it went."""
        found = STEPS.get(step)
        if found is None:
            raise Http404
        if elsewhere := self.page_of(found, key):
            return redirect(elsewhere)
        form = ReasonForm(request.POST)
        if found.asks_reason and not form.is_valid():
            messages.error(request, _("Say why: the people who worked on it read your reason."))
        else:
            self.take(request, found, key, form.cleaned_data.get("reason", "") if form.is_valid() else "")
        return redirect(change_address(self.model, key))

    def page_of(self, step: Step, key: int) -> str:
        """Where a room above asks something before the draft of the record `key` takes a step; "" when none does."""
        name = self.draft_pages.get(step.name)
        drafts = self.version_model._default_manager.filter(record=key, status=Status.DRAFT) if name else ()
        return next((reverse(name, args=[draft.record.slug]) for draft in drafts), "")

    def take(self, request: HttpRequest, step: Step, key: int, reason: str = "") -> bool:
        """Take `step` with the record `key`; says in a message how it went, and returns whether it was taken."""
        if not request.user.has_perm(f"{self.opts.app_label}.publish_{self.opts.model_name}"):
            raise PermissionDenied
        try:
            with transaction.atomic():
                record: Any = self.get_queryset(request).filter(pk=key).first()
                if record is None:
                    raise Http404
                self._take_locked(request, step, record, reason)
        except TransitionNotAllowed as refusal:
            messages.error(request, str(refusal))
            return False
        except (IntegrityError, OperationalError):  # two who write at once, or wait for each other
            messages.error(request, _("Somebody else changed this at the same moment. Look again."))
            return False
        messages.success(request, step.done)
        return True

    def _take_locked(self, request: HttpRequest, step: Step, record: Record, reason: str) -> None:
        lock(record)
        here = Situation.of(self.get_queryset(request).get(pk=record.pk))
        if not step.is_offered(here):
            raise TransitionNotAllowed(_("This cannot be done now: somebody else may have changed it."))
        step.take(self.workflow, here, request.user, reason)  # type: ignore[arg-type]


def _newest_first(record: Any) -> list[Any]:
    """The versions of a record: the open one, then those published."""
    versions = record.versions.prefetch_related("authors").select_related("record")
    return list(versions.order_by(F("number").desc(nulls_first=True), "-pk"))
