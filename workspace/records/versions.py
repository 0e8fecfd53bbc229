"""Which version of a record the workspace shows."""

from typing import Any


def shown_version(record: Any) -> Any:
    """What a page calls a record by, whoever reads it: what is published, else what was written last."""
    return record.published_version or record.versions.order_by("-pk").first()
