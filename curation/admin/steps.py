"""The steps a record can take from where it is, as buttons of the administration."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from curation.models import Record, Status


@dataclass(frozen=True)
class Situation:
    """Where a record is: its open version, the one readers see, and whether it is withdrawn."""

    record: Any
    opened: Any | None
    published: Any | None

    @classmethod
    def of(cls, record: Any) -> "Situation":
        """`record` comes from a RecordAdmin, with its `current_versions`."""
        versions = record.current_versions
        opened = next((version for version in versions if version.is_open), None)
        return cls(record, opened, next((version for version in versions if not version.is_open), None))

    @property
    def shown(self) -> Any | None:
        """What an editor looks at: the open version, or else the published one."""
        return self.opened or self.published

    @property
    def states(self) -> list[tuple[str, Any]]:
        """What to say of it, as (kind, words): what readers see first, then what is being worked on."""
        found: list[tuple[str, Any]] = []
        if self.record.withdrawn_at:
            found.append(("withdrawn", _("withdrawn")))
        elif self.published:
            found.append(("published", _("published, v%(number)d") % {"number": self.published.number}))
        if self.opened and self.published:
            is_draft = self.opened.status == Status.DRAFT
            words = _("draft on top of v%(number)d") if is_draft else _("in review on top of v%(number)d")
            found.append((self.opened.status, words % {"number": self.published.number}))
        elif self.opened:
            found.append((self.opened.status, Status(self.opened.status).label))
        if not found:
            found.append(("aside", _("laid aside")))
        return found


@dataclass(frozen=True)
class Step:
    """A button: when it is offered, what it does, and what it says."""

    name: str
    label: Any
    done: Any
    is_offered: Callable[[Situation], bool]
    take: Callable[[Any, Situation, User, str], object]
    asks_reason: bool = False
    is_in_form: bool = False


def _submit(workflow: Any, here: Situation, by: User, _reason: str) -> object:
    return workflow.submit(here.opened, by=by)


def _publish(workflow: Any, here: Situation, by: User, _reason: str) -> object:
    return workflow.publish(here.opened, by=by)


def _is_draft(here: Situation) -> bool:
    return here.opened is not None and here.opened.status == Status.DRAFT


def _is_in_review(here: Situation) -> bool:
    return here.opened is not None and here.opened.status == Status.IN_REVIEW


def _is_public(here: Situation) -> bool:
    record: Record = here.record
    return record.is_public


STEPS = {
    step.name: step
    for step in (
        Step(
            "concept",
            _("New version"),
            _("A draft is open, copied from what is published."),
            is_offered=lambda here: here.opened is None and here.published is not None,
            take=lambda workflow, here, by, _reason: workflow.open_draft(here.record, by=by),
        ),
        Step(
            "indiening",
            _("Submit for review"),
            _("Submitted for review."),
            is_offered=_is_draft,
            take=_submit,
            is_in_form=True,
        ),
        Step(
            "publicatie",
            _("Publish"),
            _("Published: everybody sees it now."),
            is_offered=lambda here: here.opened is not None and not here.record.withdrawn_at,
            take=_publish,
            is_in_form=True,
        ),
        Step(
            "wijzigingsverzoek",
            _("Ask for changes"),
            _("It is a draft again, with your remark."),
            is_offered=_is_in_review,
            take=lambda workflow, here, by, reason: workflow.ask_for_changes(here.opened, by=by, reason=reason),
            asks_reason=True,
        ),
        Step(
            "intrekking",
            _("Withdraw"),
            _("Withdrawn: its address says so, with your reason."),
            is_offered=_is_public,
            take=lambda workflow, here, by, reason: workflow.withdraw(here.record, by=by, reason=reason),
            asks_reason=True,
        ),
        Step(
            "herstel",
            _("Restore"),
            _("Everybody sees it again."),
            is_offered=lambda here: here.record.withdrawn_at is not None,
            take=lambda workflow, here, by, _reason: workflow.restore(here.record, by=by),
        ),
    )
}
