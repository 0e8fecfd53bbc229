"""What the bundle of a collection says: its foreword, and its cases and lessons as readers see them now."""

from django.utils.translation import get_language

from curation.rich_text import from_markup
from publications.bundles.blocks import paragraphs_of
from publications.bundles.book import Contents, Front, book_of
from publications.bundles.editions import versions_today
from shelf.models import Collection, Item


def contents_of_collection(collection: Collection) -> Contents:
    """The contents of the bundle, in the language of who reads it; what is not public any more is left out."""
    items = list(Item.objects.filter(collection=collection).select_related("initiative", "lesson").in_order())
    records = [(item.initiative or item.lesson, item.note) for item in items]
    public = [(record, note) for record, note in records if record and record.is_public]
    front = Front(
        slug=f"verzameling-{collection.pk}",
        title=collection.name,
        subtitle=collection.note,
        language=get_language() or "nl",
        foreword=from_markup(collection.foreword),
    )
    contents = book_of(front, versions_today(record for record, _note in public))
    for chapter, (_record, note) in zip(contents["chapters"], public, strict=True):
        chapter["remark"] = paragraphs_of(note)
    return contents
