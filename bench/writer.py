"""Somebody who changes the catalogue while others read it, in a process of its own: `python -m bench.writer`.

Reads an order as one line of JSON and answers with one line. Everything goes through the workflow, as with people.
"""

import json
import random
import sys
import time
from collections.abc import Callable
from typing import Any

import django

Changed = dict[str, Any]
COMMON = 3_000  # a term with more cases than this is left alone: the run would be about merging


class Writer:
    """Carries out orders. What is merged or withdrawn is remembered, so that it can be put back."""

    def __init__(self) -> None:
        self.chance = random.Random(5)
        self.withdrawn: list[int] = []
        self.merges: list[int] = []

    def publish(self, slug: str, title: str) -> Changed:
        """A new version of the case at `slug` with another title; tells what publishing alone took."""
        from initiatives import workflow

        draft = self._draft(slug=slug)
        draft.title = title
        draft.save(update_fields=["title"])
        begun = time.perf_counter()
        workflow.publish(draft, by=None)
        return {"took": 1000 * (time.perf_counter() - begun)}

    def disturb(self, number: int) -> Changed:
        """`number` random changes; gives the keys of the cases that changed, and whether terms did."""
        keys: set[int] = set()
        terms_changed = False
        for _ in range(number):
            kind = self.chance.choices(("publish", "withdraw", "restore", "merge"), (42, 14, 14, 1))[0]
            changes: dict[str, Callable[[], list[int]]] = {
                "publish": self._publish_anything,
                "withdraw": self._withdraw,
                "restore": self._restore,
                "merge": self._merge_or_part,
            }
            keys.update(changes[kind]())
            terms_changed = terms_changed or kind == "merge"
        return {"keys": sorted(keys), "terms": terms_changed}

    def settle(self) -> Changed:
        """Put back what was withdrawn or merged."""
        while self.withdrawn:
            self._restore()
        while self.merges:
            self._merge_or_part()
        return {}

    def _draft(self, **of: Any) -> Any:
        from initiatives import workflow
        from initiatives.models import Initiative

        record = Initiative.objects.select_related("published_version").get(**of)
        return record.versions.open().first() or workflow.open_draft(record, by=None)

    def _any_case(self) -> Any:
        """A public case by chance, in constant time however many there are."""
        from initiatives.models import CatalogueEntry

        entries = CatalogueEntry.objects.order_by("pk")
        first, last = entries.values_list("pk", flat=True)[0], entries.reverse().values_list("pk", flat=True)[0]
        return entries.filter(pk__gte=self.chance.randint(first, last)).values_list("pk", flat=True)[0]

    def _publish_anything(self) -> list[int]:
        from initiatives import workflow
        from initiatives.models import Theme, ThemeInVersion
        from places.register import register

        key = self._any_case()
        draft = self._draft(pk=key)
        draft.municipality_id = self.chance.choice([place.code for place in register().current()])
        draft.started = str(self.chance.randint(1990, 2025))
        draft.ended = ""
        for name in ("municipality", "started", "ended", "themes"):
            draft.not_found = [field for field in draft.not_found if field != name]
        draft.save()
        themes = list(Theme.objects.filter(merged_into=None).order_by("pk"))
        draft.theme_rows.all().delete()
        for theme in self.chance.sample(themes, self.chance.randint(1, 4)):
            ThemeInVersion.objects.create(content_object=draft, tag=theme)
        workflow.publish(draft, by=None)
        return [key]

    def _withdraw(self) -> list[int]:
        from initiatives import workflow
        from initiatives.models import Initiative

        key = self._any_case()
        workflow.withdraw(Initiative.objects.get(pk=key), by=None, reason="meting")
        self.withdrawn.append(key)
        return [key]

    def _restore(self) -> list[int]:
        from initiatives import workflow
        from initiatives.models import Initiative

        if not self.withdrawn:
            return []
        key = self.withdrawn.pop(self.chance.randrange(len(self.withdrawn)))
        workflow.restore(Initiative.objects.get(pk=key), by=None)
        return [key]

    def _merge_or_part(self) -> list[int]:
        """Merge two rare terms, or part those merged last."""
        from curation.models import Merge
        from initiatives import vocabulary_workflow
        from initiatives.models import AccommodationKind, TargetGroup

        if self.merges:
            merge = Merge.objects.get(pk=self.merges.pop())
            model: Any = merge.record_type.model_class()
            terms = list(model.objects.filter(pk__in=[merge.kept_id, merge.merged_id]))
            keys = self._cases_with(terms)
            vocabulary_workflow.undo_merge(merge, by=None)
            return keys
        model = self.chance.choice((AccommodationKind, TargetGroup))
        rare = [term for term in model.objects.filter(merged_into=None) if len(self._cases_with([term])) < COMMON]
        if len(rare) < 2:
            return []
        merged, kept = self.chance.sample(rare, 2)
        keys = self._cases_with([merged, kept])
        self.merges.append(vocabulary_workflow.merge_terms(merged, into=kept, by=None).pk)
        return keys

    def _cases_with(self, terms: list[Any]) -> list[int]:
        """Keys of the cases that any version of refers to `terms`."""
        from initiatives.models import InitiativeVersion
        from initiatives.vocabulary_workflow import PATHS

        versions = InitiativeVersion.objects.filter(**{f"{PATHS[type(terms[0])]}__in": terms})
        return list(versions.values_list("record_id", flat=True).distinct()[: 2 * COMMON])


def main() -> None:
    """Carry out orders until there are no more."""
    django.setup()
    writer = Writer()
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps(getattr(writer, order.pop("do"))(**order)), flush=True)


if __name__ == "__main__":
    main()
