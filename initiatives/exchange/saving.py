"""Writing the changes of a file, many at once: the same rows, numbers and traces as one by one through the workflow."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from curation.copying import CopyingBehind, ForeignKeys, rows_to_copy
from curation.models import StatusChange
from initiatives.exchange.changed_cases import ChangedCases
from initiatives.exchange.cleaning import printable
from initiatives.exchange.new_cases import Made, NewCases
from initiatives.exchange.planning import Change, Manner
from initiatives.exchange.references import References
from initiatives.exchange.version_rows import ROW_FIELDS
from initiatives.models import Actor, CatalogueEntry, Initiative, InitiativeVersion
from search import learning
from search.models import Word
from search.word_lists import Gathered

# The index of words takes in many rows together in less time than one by one; more than this keeps others waiting.
_ROOM = {"gin_pending_list_limit": "16MB", "work_mem": "64MB"}
# Nothing is known of how many rows there are in tables that this very transaction fills, so PostgreSQL would read them
# from end to end for every batch. What is asked of them is always some hundreds of rows, by what has an index.
_BY_INDEX = {"enable_seqscan": "off", "enable_hashjoin": "off", "enable_mergejoin": "off"}


class Saver:
    """Writes the changes of one file; `reason` stands in the trace of each case.

    New cases are sent by another thread while this one makes the rows of those after them and reads the lines that
    follow. So `wait` before asking the database for anything, and `finish` when there are no more.
    """

    def __init__(self, manner: Manner, references: References, reason: str, gathered: Gathered | None = None) -> None:
        self._manner = manner
        self._now = timezone.now()
        self._references = references
        self._changed = ChangedCases(manner, references, printable(reason), self._now)
        self._new = NewCases(manner, references, printable(reason), self._now, gathered)
        self._foreign_keys = ForeignKeys(_written_tables())
        self._learner = learning.Learner()
        self._made = Made()
        self._behind = CopyingBehind()
        with connection.cursor() as cursor:
            for setting, value in (_ROOM | _BY_INDEX).items():
                cursor.execute("SELECT set_config(%s, %s, true)", [setting, value])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._behind.close()

    def save(self, changes: Sequence[Change], worked_out: Mapping[str, learning.WordRow]) -> list[int]:
        """Write these changes, of whose words some may be worked out; returns the keys of the cases that they make."""
        self._learner.take(worked_out)
        self._leave_traces_of_terms(self._references.save())
        if changed := [(change, change.known) for change in changes if change.known]:
            self._changed.save(changed)
            self._foreign_keys.check()
        new = [change for change in changes if change.known is None]
        keys = self._new.draw_keys(len(new))
        self._send()
        self._made = self._new.make(new, keys)
        return [each.record for each in keys]

    def wait(self) -> None:
        """Come back when the database is free."""
        self._behind.wait()

    def finish(self) -> None:
        """Write what is not written yet."""
        self._send()
        self._behind.wait()

    def _send(self) -> None:
        """Let the rows go that were made before; only now their words, since who else has those must be asked."""
        made, self._made = self._made, Made()
        if made.rows:
            words = rows_to_copy(Word, learning.COLUMNS, self._learner.rows_of_new(made.words))
            self._behind.start([words, *made.rows], self._foreign_keys.statements)

    def _leave_traces_of_terms(self, terms: Iterable[Model]) -> None:
        StatusChange.objects.bulk_create(
            StatusChange(
                record_type=ContentType.objects.get_for_model(term),
                record_id=term.pk,
                action="add_term",
                reason=str(term),
                by=self._manner.by,
                at=self._now,
            )
            for term in terms
        )


def _written_tables() -> list[type[Any]]:
    people = [InitiativeVersion.authors.through, Initiative.owners.through]
    rows = [model for model, _columns in ROW_FIELDS.values()]
    return [Initiative, InitiativeVersion, Actor, StatusChange, CatalogueEntry, *people, *rows]
