"""The words of all documents, in the database: a word enters with the first document that has it."""

from collections.abc import Iterable, Sequence

from django.db import connection

from curation.copying import array, copy_in
from search import dutch
from search.compounds import inside, parts
from search.models import Word


def learn(words: Iterable[str]) -> None:
    """Add the words that are not there yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT asked FROM unnest(%s::text[]) AS asked"
            ' WHERE NOT EXISTS (SELECT FROM search_word WHERE word = asked COLLATE "C")',
            [sorted(set(words))],
        )
        new = [word for (word,) in cursor.fetchall()]
    _write(new)


def learn_anew() -> None:
    """Work out again what every word is a form and compound of, as after a change in how that is told."""
    known = set(Word.objects.values_list("word", flat=True))
    Word.objects.all().delete()
    _write(sorted(known))


def _write(words: Sequence[str]) -> None:
    rows = [(word, array(sorted(keys_of(word))), array(sorted(_keys_of_parts(word)))) for word in words]
    copy_in(Word, ("word", "keys", "parts"), rows)


def _keys_of_parts(word: str) -> set[str]:
    return {key for part in inside(word) for key in keys_of(part)}


def keys_of(word: str) -> frozenset[str]:
    """The keys of `word`; compounds of the same parts are one word, whatever links them."""
    made_of = parts(word)
    return dutch.keys(word) | ({"+".join(min(dutch.keys(part)) for part in made_of)} if made_of else set())
