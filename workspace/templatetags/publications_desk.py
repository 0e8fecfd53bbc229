"""What the pages of publications in the workspace ask of the desk."""

from typing import Any

from django import template

from publications.models import Kind
from workspace.publications.kinds import Composing, composing_of
from workspace.records.versions import shown_version

register = template.Library()


@register.simple_tag
def composing(record: Any) -> Composing | None:
    """The page on which a publication of this kind is composed; None for kinds without one."""
    version = record.versions.open().first() or shown_version(record)
    return composing_of(version.kind) if version else None


@register.filter
def kind_label(kind: str) -> str:
    return str(Kind(kind).label) if kind in Kind.values else ""
