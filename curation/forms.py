"""What forms of versions and terms share: constraints beside the fields they are about, texts, words, records."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from curation import wording
from curation.addresses import taken_by_pages
from curation.models import FormerSlug
from curation.rich_text import from_markup


class ConstraintsBesideFields(forms.ModelForm):
    """A form that shows what a constraint of its model refuses beside the first field the constraint is about.

    Django shows it above the form, and skips constraints that ask about fields the form has not.
    """

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        refusals = {str(constraint.get_violation_error_message()) for constraint in self.instance._meta.constraints}
        above: Any = self.errors.pop(NON_FIELD_ERRORS, [])
        for message in above:
            if message not in refusals:
                self.add_error(None, message)
        self._check_constraints()

    def _check_constraints(self) -> None:
        wrong = set(self.errors)
        for constraint in self.instance._meta.constraints:
            fields = list(_fields_of(constraint))
            if not wrong.isdisjoint(fields):
                continue
            try:
                constraint.validate(type(self.instance), self.instance)
            except ValidationError as error:
                self.add_error(next((name for name in fields if name in self.fields), None), error.messages)


def _fields_of(constraint: models.BaseConstraint) -> Iterator[str]:
    if isinstance(constraint, models.CheckConstraint):
        yield from _names_in(constraint.condition)
    if isinstance(constraint, models.UniqueConstraint):
        yield from constraint.fields
        for expression in constraint.expressions:
            yield from (each.name for each in expression.flatten() if hasattr(each, "name"))  # type: ignore[union-attr]


def _names_in(condition: Any) -> Iterator[str]:
    """The fields a condition asks about, in the order in which it does."""
    for child in getattr(condition, "children", ()):
        if isinstance(child, tuple):
            yield child[0].split("__")[0]
        else:
            yield from _names_in(child)


class RichTextField(forms.CharField):
    """Text with marks, given as HTML or Markdown; what comes out is clean."""

    widget = forms.Textarea

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return from_markup(text) if text else ""


class WordListField(forms.CharField):
    """Words separated by commas; or one a line, so that a word may hold a comma."""

    def __init__(self, *, word_length: int = 120, **kwargs: Any) -> None:
        self.word_length = word_length
        area = forms.Textarea(attrs={"rows": 3})
        super().__init__(**{"required": False, "strip": False, "widget": area, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list | tuple):
            return value
        words = [str(word) for word in value]
        return "".join(f"{word}\n" for word in words) if any("," in word for word in words) else ", ".join(words)

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        words = wording.tidy(text.split("\n" if "\n" in text else ","))
        if too_long := [word for word in words if len(word) > self.word_length]:
            message = _("“%(word)s…” is longer than %(limit)d characters.")
            raise ValidationError([message % {"word": word[:40], "limit": self.word_length} for word in too_long])
        return words

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return [str(word) for word in initial or ()] != self.clean(data)
        except ValidationError:
            return True


class RecordField(forms.CharField):
    """A record by its address: the slug, or a link to its page."""

    def __init__(self, *, model: type[models.Model], **kwargs: Any) -> None:
        self.model = model
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return self.model._default_manager.values_list("slug", flat=True).filter(pk=value).first()
        return value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        slug = text.rstrip("/").rsplit("/", 1)[-1]
        found = self.model._default_manager.filter(slug=slug).first()
        if found is None:
            raise ValidationError(_("There is nothing at the address “%(slug)s”.") % {"slug": slug})
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class TermChoices:
    """The terms that a form offers: those in use, and those that what is edited has already; read once."""

    def __init__(self, model: type[models.Model]) -> None:
        self.terms: list[Any] = list(model._default_manager.filter(merged_into__isnull=True).in_order())  # type: ignore[attr-defined]

    def beside(self, chosen: Iterable[int | None]) -> list[tuple[Any, str]]:
        """The choices of a select."""
        keep = set(chosen)
        return [("", "—"), *((term.pk, term.label) for term in self.terms if term.is_active or term.pk in keep)]


class TermsField(forms.ModelMultipleChoiceField):
    """Several terms of a list, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, model: type[models.Model], **kwargs: Any) -> None:
        super().__init__(model._default_manager.none(), required=False, **kwargs)
        self.model = model

    def offer(self, chosen: Iterable[int]) -> None:
        """Offer the terms in use and those of `chosen`, which the version has already."""
        is_offered = models.Q(is_active=True) | models.Q(pk__in=list(chosen))
        self.queryset = self.model._default_manager.filter(is_offered, merged_into__isnull=True).in_order()  # type: ignore[attr-defined]

    def label_from_instance(self, obj: Any) -> str:
        return obj.label


class VersionForm(ConstraintsBesideFields):
    """A version of a record; a new one may say at which address its record will be.

    `TERM_ROWS` names, for each TermsField, the related name and the key of the rows that tie a version to its terms.
    """

    TERM_ROWS: ClassVar[dict[str, tuple[str, str]]] = {}

    slug = forms.SlugField(
        label=_("address"),
        max_length=120,
        required=False,
        help_text=_("Left empty, it is made from the title."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (rows, key) in self.TERM_ROWS.items():
            chosen = list(getattr(self.instance, rows).values_list(key, flat=True)) if self.instance.pk else []
            self.fields[name].offer(chosen)  # type: ignore[attr-defined]
            self.initial[name] = chosen

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        records = self.instance._meta.get_field("record").related_model
        if slug and records._default_manager.filter(slug=slug).exists():
            raise ValidationError(_("Something else has this address."))
        refuse_address_of_another(records(), slug)
        return slug


def refuse_address_of_another(record: models.Model, slug: str) -> None:
    """Raise ValidationError when another page is at `slug`, or links to another record still lead there: addresses are
    permanent."""
    if slug in taken_by_pages():
        raise ValidationError(_("Another page of the site has this address."))
    if FormerSlug.objects.leads_to_another(record, slug):
        raise ValidationError(_("Something else had this address, and links to it still lead there."))


class RecordRowForm(ConstraintsBesideFields):
    """A row that ties a version to a record, named in `RECORD_FIELD`, which people give by its address."""

    RECORD_FIELD: ClassVar[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial[self.RECORD_FIELD] = getattr(self.instance, self.RECORD_FIELD).slug


class LabelledRows(forms.BaseInlineFormSet):
    """Rows of a table whose inputs bear the name of their column, for who hears the page."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            if field.label and not field.widget.is_hidden:
                field.widget.attrs["aria-label"] = capfirst(field.label)


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=2000, strip=True)
