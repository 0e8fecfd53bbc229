"""How a record begins: with an address made from the title of its first draft."""

from itertools import chain, count
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from curation.addresses import taken_by_pages
from curation.models import FormerSlug, Record, RecordVersion
from curation.workflow import AnyVersion, leave_trace

LONGEST = 100


def begin(version: RecordVersion, *, slug: str = "", by: User | None) -> None:
    """Give the unsaved `version` a new record, at `slug` or at an address made from its title."""
    model: Any = version._meta.get_field("record").related_model  # type: ignore[misc]
    record = model._default_manager.create(slug=slug or free_slug(model, version.title))
    version.record = record  # type: ignore[attr-defined]
    leave_trace(record, "draft", by=by)


@transaction.atomic
def begin_own(version: AnyVersion, *, by: User) -> AnyVersion:
    """Save the unsaved `version` as the first draft of a new record that `by` owns and works on."""
    begin(version, by=by)
    version.save()
    version.authors.add(by)
    version.record.owners.add(by)  # type: ignore[attr-defined]
    return version


def free_slug(model: type[Record], title: str) -> str:
    """An address for a record with this title, that none has and none had."""
    plain = slugify(title)[:LONGEST].strip("-") or str(model._meta.model_name)
    here = {"slug__startswith": plain}
    taken = set(model._default_manager.filter(**here).values_list("slug", flat=True))
    record_type = ContentType.objects.get_for_model(model)
    taken |= set(FormerSlug.objects.filter(record_type=record_type, **here).values_list("slug", flat=True))
    taken |= taken_by_pages()
    return next(name for name in chain([plain], (f"{plain}-{number}" for number in count(2))) if name not in taken)
