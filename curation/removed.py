"""What the trace of a removal at request says, in names of today."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from curation.models import Erasure


@dataclass(frozen=True)
class Told:
    """The records that a removal changed besides, those that leaned on them, and the published versions it changed."""

    records: list[Any]
    leaning: list[Any]
    versions: list[tuple[Any, int]]


def told(erasure: Erasure) -> Told:
    """What a trace refers to, as far as it is still there."""
    records = list(_there(erasure.records))
    leaning = list(_there(erasure.leaning))
    versions = [(found, number) for label, key, number in erasure.versions for found in _there([[label, key]])]
    return Told(records, leaning, versions)


def _there(pairs: Iterable[Any]) -> Iterable[Any]:
    for label, key in pairs:
        model: Any = apps.get_model(label)
        found = model._default_manager.select_related("published_version").filter(pk=key).first()
        if found:
            yield found
