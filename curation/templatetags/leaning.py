"""What pages say of what leans on a record, before somebody changes it."""

from typing import Any

from django import template

from curation import leaning

register = template.Library()


@register.inclusion_tag("curation/_leaning.html")
def what_leans(record: Any, version: Any = None) -> dict[str, Any]:
    """What leans on a record; and with an open version, what publishing it would do to words that are leaned on."""
    leanings = leaning.leaning_on(record)
    return {"leanings": leanings, "foreseen": leaning.foreseen(version) if version and leanings else []}
