"""What a person may say in a tile, as the workspace asks it: a form for each kind."""

import json
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from curation.forms import ConstraintsBesideFields
from initiatives.models import Initiative
from lessons.models import Lesson, Passage
from publications.models import Tile, TilePicture
from publications.models.tiles import COLUMNS, MOST_ROWS, NARROWEST
from workspace.forms import FIELD
from workspace.publications.infographics.pictograms import PICTOGRAMS

Kind = Tile.Kind
_LIVE = ("question", "heading", "words", "alternative_text")
OF_PICTURE = (
    *("alternative_text", "is_decorative", "caption", "credit", "licence", "licence_url"),
    *("consent", "consent_note", "consent_on"),
)
SAID: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        Kind.TITLE: ("heading", "words"),
        Kind.LESSON: ("lesson", "audience", "heading", "words"),
        Kind.FIGURE: _LIVE,
        Kind.BARS: _LIVE,
        Kind.MAP: _LIVE,
        Kind.QUOTATION: ("passage", "words", "attribution", "consent", "consent_note"),
        Kind.PICTOGRAM: (),
        Kind.TEXT: ("heading", "words"),
        Kind.PICTURE: OF_PICTURE,
        Kind.LINK: ("url", "heading", "words"),
    }
)
LOOK = ("scheme", "pictogram", "width", "height")
WITHOUT_PICTOGRAM = (Kind.PICTURE, Kind.MAP)

LABELS: dict[str, Any] = {
    "question": _("What does it ask the catalogue?"),
    "kept": _("Go on with the answer that was published"),
    "heading": _("What stands above it?"),
    "words": _("What does the tile say?"),
    "alternative_text": _("What does it tell who does not see it?"),
    "lesson": _("Which lesson?"),
    "audience": _("What it asks of whom?"),
    "passage": _("Which passage?"),
    "attribution": _("Whose words are these?"),
    "consent": _("Do the people who are quoted agree?"),
    "consent_note": _("Who agreed, and where is that kept?"),
    "url": _("Where does it lead?"),
    "scheme": _("Colour"),
    "pictogram": _("Pictogram"),
    "width": _("Width in columns"),
    "height": _("Height in rows"),
    "is_decorative": _("It tells nothing that the text does not tell"),
    "caption": _("What stands below it?"),
    "credit": _("Who made it?"),
    "licence": _("What may others do with it?"),
    "licence_url": _("Where is that licence written?"),
    "consent_on": _("When did they agree?"),
}
HELP: dict[str, Any] = {
    "alternative_text": _("Leave it empty for the text that is written for it; that stands beside it here."),
    "words": _("An empty line begins a new paragraph."),
    "audience": _("Leave it empty for the lesson itself."),
    "attribution": _("Empty for a passage: the title of its case."),
    "consent_note": _("Not shown to visitors."),
    "licence_url": _("Only for another licence than those in the list."),
}
HEADINGS: Mapping[str, Any] = MappingProxyType(
    {
        Kind.TITLE: _("What is the title?"),
        Kind.LESSON: _("Another heading than that of the lesson?"),
        Kind.FIGURE: _("What stands below the figure?"),
        Kind.LINK: _("What is the link called?"),
    }
)
WORDS: Mapping[str, Any] = MappingProxyType(
    {
        Kind.LESSON: _("Other words than those of the lesson?"),
        Kind.QUOTATION: _("Or which words, when no passage is quoted?"),
        **dict.fromkeys((Kind.FIGURE, Kind.BARS, Kind.MAP), _("What do you say with it?")),
    }
)


class QuestionField(forms.CharField):
    """A question as JSON, in one writing: two of them are the same exactly when they ask the same."""

    widget = forms.HiddenInput

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else written_alike(value)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return json.loads(text) if text else None
        except json.JSONDecodeError as error:
            raise ValidationError(_("This is not a question.")) from error


def written_alike(question: Any) -> str:
    """The question in one writing: in which order values were ticked makes no other question of it."""
    return json.dumps(_in_order(question), sort_keys=True, ensure_ascii=False)


def _in_order(said: Any) -> Any:
    if isinstance(said, dict):
        return {name: _in_order(value) for name, value in said.items()}
    return sorted(said, key=str) if isinstance(said, list) else said


class LessonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return obj.published_version.title if obj.published_version else obj.slug


def quotable() -> QuerySet[Passage]:
    """Passages of cases that visitors may read."""
    return Passage.objects.filter(version__record__in=Initiative.objects.published())


class TileForm(ConstraintsBesideFields):
    """All that a tile says, or with `only` some of it."""

    question = QuestionField(required=False)
    lesson = LessonField(Lesson.objects.none(), required=False, empty_label=_("choose a lesson"))
    passage = forms.ModelChoiceField(Passage.objects.none(), required=False)
    url = forms.URLField(max_length=2000, required=False, assume_scheme="https")
    width = forms.TypedChoiceField(coerce=int, choices=[(each, each) for each in range(NARROWEST, COLUMNS + 1)])
    height = forms.TypedChoiceField(coerce=int, choices=[(each, each) for each in range(1, MOST_ROWS + 1)])
    pictogram = forms.ChoiceField(required=False, choices=[("", _("none")), *PICTOGRAMS.items()])
    kept = forms.BooleanField(required=False)

    class Meta:
        model = Tile
        fields = [
            *(
                "question",
                "lesson",
                "audience",
                "passage",
                "heading",
                "words",
                "attribution",
                "consent",
                "consent_note",
            ),
            *("url", "alternative_text", *LOOK),
        ]
        widgets: ClassVar[dict[str, Any]] = {
            "words": forms.Textarea(attrs={"rows": 4}),
            "alternative_text": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, only: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = Kind(self.instance.kind)
        self.use_required_attribute = False  # what is typed goes to the server, which keeps it when something lacks
        for name in [name for name in self.fields if name not in (only or names_of(self.instance))]:
            del self.fields[name]
        self._offer("lesson", Lesson.objects.published().with_published_version(), self.instance.lesson_id)
        self._offer("passage", quotable(), self.instance.passage_id)
        self.initial["kept"] = self.instance.kept_answer is not None
        labels = LABELS | {"heading": HEADINGS.get(kind, LABELS["heading"]), "words": WORDS.get(kind, LABELS["words"])}
        for name, field in self.fields.items():
            field.label, field.help_text = labels[name], HELP.get(name, "")
            field.template_name = FIELD  # type: ignore[attr-defined]

    def save(self, commit: bool = True) -> Any:
        """An answer that was kept goes when the tile asks something else, or is no longer to go on with it."""
        before = self.initial.get("question")
        if written_alike(self.cleaned_data.get("question")) == written_alike(before):
            self.instance.question = before
        elif "question" in self.fields:
            self.instance.kept_answer = None
        if not self.cleaned_data.get("kept"):
            self.instance.kept_answer = None
        return super().save(commit)

    def save_rows(self) -> None:
        """Keep what stands in other rows than the tile."""

    def _offer(self, name: str, offered: QuerySet[Any], chosen: int | None) -> None:
        """What can be chosen, and what was chosen when it still could be."""
        if name in self.fields:
            field: Any = self.fields[name]
            field.queryset = (offered | offered.model._default_manager.filter(pk=chosen)).distinct().order_by("pk")


class PictureTileForm(TileForm):
    """A tile with a picture: what is said of the picture stands in a row of the version."""

    def __init__(self, *args: Any, only: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, only=only, **kwargs)
        self.row = row_of(self.instance)
        if self.row is None:
            return
        made = fields_for_model(TilePicture, fields=OF_PICTURE, exclude=["licence_url"])
        made["licence_url"] = forms.URLField(max_length=500, required=False, assume_scheme="https")
        made["consent_on"].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        of_tile = dict(self.fields)
        self.fields = {name: made[name] for name in OF_PICTURE if not only or name in only} | of_tile
        for name in OF_PICTURE:
            self.initial[name] = getattr(self.row, name)
            self.fields[name].label, self.fields[name].help_text = LABELS[name], HELP.get(name, "")
            self.fields[name].template_name = FIELD  # type: ignore[attr-defined]
        self.fields["alternative_text"].help_text = TilePicture._meta.get_field("alternative_text").help_text

    def _post_clean(self) -> None:
        """Hold the row against its rules too: here alternative text and consent are those of the picture."""
        said = {name: self.cleaned_data.pop(name) for name in OF_PICTURE if name in self.cleaned_data}
        super()._post_clean()
        self.cleaned_data |= said
        if self.row is None:
            return
        for name, value in said.items():
            setattr(self.row, name, value)
        try:
            self.row.full_clean(exclude=[*self.errors, "version", "picture"])
        except ValidationError as error:
            self._add_refusals(error)

    def save_rows(self) -> None:
        if self.row is not None:
            self.row.save()

    def _add_refusals(self, error: ValidationError) -> None:
        for name, messages in error.message_dict.items():
            self.add_error(name if name in self.fields else "alternative_text", messages)


def row_of(tile: Tile) -> TilePicture | None:
    """What is said of the picture of a tile."""
    if not tile.picture_id:
        return None
    row: TilePicture | None = TilePicture.objects.filter(version=tile.version_id, picture=tile.picture_id).first()
    return row


def names_of(tile: Tile) -> tuple[str, ...]:
    """The parts that are asked of a tile as it is now, in their order."""
    said = SAID[Kind(tile.kind)]
    if tile.kind == Kind.PICTURE and row_of(tile) is None:
        said = ()
    kept = ("kept",) if tile.kept_answer else ()
    look = tuple(name for name in LOOK if name != "pictogram" or tile.kind not in WITHOUT_PICTOGRAM)
    return (*said[:1], *kept, *said[1:], *look)


def form_of(kind: str) -> type[TileForm]:
    return PictureTileForm if kind == Kind.PICTURE else TileForm


class TilePictureUpload(forms.Form):
    picture = forms.FileField(label=_("Picture"), widget=forms.FileInput(attrs={"accept": "image/*"}))
