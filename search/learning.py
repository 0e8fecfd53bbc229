"""The words of all documents, in the database: a word enters with the first document that has it."""

from collections.abc import Iterable, Mapping, Set

from django.db import connection

from curation.copying import array, copy_in
from search import dutch
from search.compounds import inside, parts
from search.models import Word, WordListEdition

WordRow = tuple[str, str, str]
"""A word with its keys and those of its parts, as they are written."""
COLUMNS = ("word", "keys", "parts")


class Learner:
    """Tells which words are new, document after document, within one transaction."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._worked_out: dict[str, WordRow] = {}

    def take(self, worked_out: Mapping[str, WordRow]) -> None:
        """Words that somebody has worked out already."""
        self._worked_out.update(worked_out)

    def rows_of_new(self, words: Set[str]) -> list[WordRow]:
        """The rows of those words that the database does not have; they count as written from then on."""
        asked = sorted(words - self._known)
        self._known.update(asked)
        worked_out = self._worked_out
        return [worked_out.pop(word) if word in worked_out else row_of(word) for word in _missing(asked)]


def learn(words: Iterable[str]) -> None:
    """Add the words that are not there yet."""
    if rows := Learner().rows_of_new(set(words)):
        table, columns = Word._meta.db_table, ", ".join(COLUMNS)
        values = ", ".join(["(%s, %s, %s)"] * len(rows))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({columns}) VALUES {values}",  # noqa: S608 - names of ours
                [value for row in rows for value in row],
            )


def _missing(words: list[str]) -> list[str]:
    if not words:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT asked FROM unnest(%s::text[]) AS asked"
            ' WHERE NOT EXISTS (SELECT FROM search_word WHERE word = asked COLLATE "C")',
            [words],
        )
        return [word for (word,) in cursor.fetchall()]


def learn_anew() -> None:
    """Work out again what every word is a form and compound of, as after a change in how that is told.

    Lists of words by what they are related to are then wrong, and relied on no more.
    """
    WordListEdition.objects.all().delete()
    known = set(Word.objects.values_list("word", flat=True))
    Word.objects.all().delete()
    copy_in(Word, COLUMNS, [row_of(word) for word in sorted(known)])


def row_of(word: str) -> WordRow:
    """What `word` is a form and a compound of."""
    return word, array(sorted(keys_of(word))), array(sorted(_keys_of_parts(word)))


def _keys_of_parts(word: str) -> set[str]:
    return {key for part in inside(word) for key in keys_of(part)}


def keys_of(word: str) -> frozenset[str]:
    """The keys of `word`; compounds of the same parts are one word, whatever links them."""
    made_of = parts(word)
    return dutch.keys(word) | ({"+".join(min(dutch.keys(part)) for part in made_of)} if made_of else set())
