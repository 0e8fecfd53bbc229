"""What the picture of each kind of page shows: in the language of what is shown, not of who looks."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from curation import kept_files
from initiatives import index
from initiatives.case_page import head_colour, place_line
from initiatives.models import InitiativeVersion, Theme
from lessons.models import LessonVersion
from previews.pictures import SQUARE, Preview
from publications.models import PublicationVersion


def folder_of(model: type[models.Model], key: int) -> str:
    """Where the picture of a version or a theme is kept."""
    return f"previews/{model._meta.model_name}/{key}"


def forget(changed: Mapping[type[models.Model], Iterable[int]]) -> None:
    """Delete the pictures of versions and themes that words were taken out of; `changed` are their keys, by model."""
    for model in (InitiativeVersion, LessonVersion, PublicationVersion, Theme):
        for key in changed.get(model, ()):
            for folder in (folder_of(model, key), _square_below(folder_of(model, key))):
                kept_files.forget(folder)


def preview_of_case(version: InitiativeVersion) -> Preview:
    with override(version.language):
        kind, place = _("Initiative"), place_line(version, index.current_values())
    return _preview(version, kind, place, head_colour(version.record.slug))


def preview_of_lesson(version: LessonVersion) -> Preview:
    with override(version.language):
        kind = _("Lesson")
        audiences = [_("For %(who)s") % {"who": label} for label in version.audience_labels]
    return _preview(version, kind, ", ".join(audiences).capitalize(), "linden")


def preview_of_publication(version: PublicationVersion) -> Preview:
    with override(version.language):
        kind, day = str(version.get_kind_display()).capitalize(), version.issued_in_words
    return _preview(version, kind, ", ".join([*version.makers[:3], *([day] if day else [])]), "sky")


def square_of_series(version: PublicationVersion) -> Preview:
    """Of a podcast series, as programs show it in which it is listened to."""
    wide = preview_of_publication(version)
    return replace(wide, folder=_square_below(wide.folder), shape=SQUARE)


def _square_below(folder: str) -> str:
    return f"{folder}/square"


def preview_of_theme(theme: Theme) -> Preview:
    with override("nl"):
        kind, title = _("Theme"), theme.label
    folder = folder_of(Theme, theme.pk)
    return Preview(folder, theme.slug, kind, title[:1].upper() + title[1:], "", "nl", "blossom", (theme.slug,))


def preview_of_site() -> Preview:
    with override("nl"):
        title = _("Community-building initiatives in the Netherlands, and the lessons drawn from them.")
    return Preview("previews/site", "wijk", "", title, "", "nl", "sun")


def _preview(version: Any, kind: str, place: str, ground: str) -> Preview:
    themes = tuple(version.theme_rows.order_by("pk").values_list("tag__slug", flat=True))
    folder, slug = folder_of(type(version), version.pk), version.record.slug
    return Preview(folder, slug, kind, version.title, place, version.language, ground, themes)
