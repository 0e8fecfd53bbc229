"""The words of a curated list: a name or synonym means one term, whatever its case.

A merged term keeps its name, so that it cannot be given away, but its words count as those of the term it went into.
"""

import unicodedata
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils.translation import gettext as _

from curation.models import TermDescription

LISTS = 8_420_002  # any number, as long as nothing else takes advisory locks under it


def lock_list(model: type[models.Model]) -> None:
    """Let nobody else change the words of this list until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LISTS, model._meta.label])


def tidy(words: Iterable[str], *, besides: str = "") -> list[str]:
    """`words` without blanks and repetitions, regardless of case, and without `besides`."""
    kept: dict[str, str] = {}
    for word in words:
        plain = " ".join(unicodedata.normalize("NFC", word).split())
        kept.setdefault(plain.casefold(), plain)
    return [word for key, word in kept.items() if key and key != besides.casefold()]


def words_of(term: TermDescription) -> set[str]:
    """The name and synonyms of a term, for comparing."""
    return {word.casefold() for word in (term.name, *term.synonyms)}  # type: ignore[attr-defined]


def check(term: Any) -> None:
    """Raise ValidationError, by field, when another term of the list has the name or a synonym of `term`.

    Call it in the transaction that saves `term`: it locks the list, so that the answer stays true.
    """
    lock_list(type(term))
    owners = _owners_of_words(term)
    names = {other.name.casefold(): other for other in type(term)._default_manager.exclude(pk=term.pk)}
    problems: dict[str, list[str]] = {}
    if taken := owners.get(term.name.casefold()) or names.get(term.name.casefold()):
        problems["name"] = [_("“%(word)s” is a name or synonym of “%(term)s” already.") % _named(term.name, taken)]
    clashes = [(word, owners[word.casefold()]) for word in term.synonyms if word.casefold() in owners]
    if clashes:
        message = _("“%(word)s” is a name or synonym of “%(term)s” already.")
        problems["synonyms"] = [message % _named(word, taken) for word, taken in clashes]
    if problems:
        raise ValidationError(problems)


def _owners_of_words(term: Any) -> dict[str, Any]:
    others = type(term)._default_manager.exclude(pk=term.pk).filter(merged_into__isnull=True)
    return {word: other for other in others for word in words_of(other)}


def _named(word: str, term: Any) -> dict[str, str]:
    return {"word": word, "term": term.name}
