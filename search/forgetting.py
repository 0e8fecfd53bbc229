"""Forgetting words that nothing says any more, after they were taken out of all texts at request."""

from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet

from search.documents import IN_TITLE, NEAR, WHOLE_TITLE
from search.models import Word, WordList
from search.querysets import IndexedQuerySet
from search.words import words

LONG_ENOUGH = 4  # letters from which a word is also looked for within longer ones: what stood beside it may have joined
AT_ONCE = 500


def forget(text: str, among: Iterable[IndexedQuerySet]) -> None:
    """Take the words of `text` from the dictionary and the lists of words, as far as none of `among` has them."""
    documents, said = list(among), words(text)
    _forget_words(said, documents)
    _forget_titles(said, documents)


def _forget_words(said: list[str], documents: list[IndexedQuerySet]) -> None:
    is_wanted = Q(word__in=said)
    for word in said:
        if len(word) >= LONG_ENOUGH:
            is_wanted |= Q(word__contains=word)
    found = set(Word.objects.filter(is_wanted).values_list("word", flat=True)) | set(said)
    gone = [word for word in sorted(found) if not _stands_in(documents, [word, NEAR + word, IN_TITLE + word])]
    for start in range(0, len(gone), AT_ONCE):
        some = gone[start : start + AT_ONCE]
        Word.objects.filter(word__in=some).delete()
        WordList.objects.filter(word__in=[mark + word for word in some for mark in ("", NEAR, IN_TITLE)]).delete()


def _forget_titles(said: list[str], documents: list[IndexedQuerySet]) -> None:
    """The lists of titles, by their words and sign by sign, that no document has (any more)."""
    for name in list(_titles(said)):
        if not _stands_in(documents, [name]):
            WordList.objects.filter(word=name).delete()


def _titles(said: list[str]) -> Iterator[str]:
    found: QuerySet = WordList.objects.filter(word__startswith=WHOLE_TITLE)
    for name in found.filter(word__icontains=max(said, key=len)).values_list("word", flat=True) if said else ():
        if set(said) <= set(words(name)):
            yield name


def _stands_in(documents: list[IndexedQuerySet], names: list[str]) -> bool:
    return any(each.filter(words__overlap=names).exists() for each in documents)
