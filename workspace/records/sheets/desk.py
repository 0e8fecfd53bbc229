"""A desk at which records are written on a sheet: all that its pages must know of that kind of record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from workspace.records.desks import Desk
from workspace.records.sheets.sheet import Sheet


@dataclass(frozen=True)
class SheetDesk(Desk):
    """`records` is the model of the records, `workflow` the module of their steps. `sheet_of` gives the sheet on which
    a version is written, and `sheet` the whole one, by which versions are compared. `texts` are the parts that people
    write words of their own in, `template` is the page of the sheet and `more` what that page shows besides; `mark`
    begins the key under which a browser keeps what is typed. `besides` gives what differs between two versions beside
    their sheets."""

    records: type[Any] = field(kw_only=True)
    workflow: Any = field(kw_only=True)
    sheet: Sheet = field(kw_only=True)
    sheet_of: Callable[[Any], Sheet] = field(kw_only=True)
    may_work: str = field(kw_only=True)
    may_publish: str = field(kw_only=True)
    texts: tuple[str, ...] = field(kw_only=True)
    template: str = field(kw_only=True)
    mark: str = field(kw_only=True, default="")
    besides: Callable[[Any, Any], list[Any]] = field(kw_only=True, default=lambda _old, _new: [])
    more: Callable[[Any, User], Mapping[str, Any]] = field(kw_only=True, default=lambda _version, _person: {})

    def open_version(self, record: Any) -> Any:
        """The draft of a record, or what is in review; None when nobody is working on it."""
        version = record.versions.open().first()
        if version:
            version.record = record
        return version
