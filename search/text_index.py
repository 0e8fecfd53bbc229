"""Which documents have a word, kept in this process as bitmaps of their numbers.

A word is looked up in the database when somebody first asks for it. After that the log of changes keeps it right: the
words of a document that changed are read anew, and when the dictionary grows, the words it concerns are forgotten.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import IntEnum

from django.db import connection, models
from pyroaring import BitMap

from changes.log import Seen, numbers_since
from changes.models import Kind
from search import word_lists
from search.documents import IN_TITLE, NEAR, WHOLE_TITLE
from search.learning import keys_of
from search.models import Word
from search.spelling import closest, errors_forgiven

MOST_BYTES = 10_000_000
MOST_PHRASES = 500  # kept; they are forgotten together, as with every change
PLACES = {"": 0, NEAR: 3, IN_TITLE: 6}


class Exactness(IntEnum):
    """How a word in a text relates to the one that was asked for; added to what its place is worth, it is a score."""

    PART = 1
    FORM = 2
    EXACT = 3


OfKeys = dict[str, list[str]]
_OF_TITLE = Exactness.EXACT + PLACES[IN_TITLE]


@dataclass(frozen=True)
class Asked:
    """A word to look up: in its forms, and perhaps as a part of others. With `WHOLE_TITLE` before it, a whole title."""

    word: str
    with_compounds: bool = True

    @property
    def is_whole_title(self) -> bool:
        return self.word.startswith(WHOLE_TITLE)


@dataclass
class Found:
    """The documents of a word, by how well they have it: sets that do not overlap, by score.

    `forms` are the words of the dictionary that count as this one; `title` is the whole title that is asked instead.
    """

    keys: frozenset[str] = frozenset()
    title: str = ""
    forms: dict[str, Exactness] = field(default_factory=dict)
    levels: dict[int, BitMap] = field(default_factory=dict)

    @property
    def numbers(self) -> BitMap:
        return BitMap.union(*self.levels.values()) if self.levels else BitMap()

    @property
    def size(self) -> int:
        """Bytes that this takes, about."""
        words = sum(150 + len(word) for word in self.forms)
        return (
            1200
            + 4 * len(self.title)
            + words
            + sum(min(2 * len(level), 8192 + len(level)) for level in self.levels.values())
        )

    def put(self, number: int, worth: Mapping[str, int]) -> None:
        """Let the document have the words of which this tells what their place is worth, and no others."""
        for level in self.levels.values():
            level.discard(number)
        if best := self._score(worth):
            self.levels.setdefault(best, BitMap()).add(number)

    def _score(self, worth: Mapping[str, int]) -> int:
        """What the best of these words is worth; 0 when none is meant."""
        if self.title:
            return _OF_TITLE if self.title in worth else 0
        return max((self.forms[word] + worth[word] for word in self.forms.keys() & worth.keys()), default=0)


def _names(asked: Asked, found: Found, of_keys: OfKeys, listed: Set[str]) -> Iterator[tuple[int, str]]:
    """The names of the lists to read, with what each is worth: of keys, when they are `listed`, else of words."""
    if found.title:
        yield int(_OF_TITLE), found.title
    for place, worth in PLACES.items():
        yield worth + Exactness.EXACT, place + asked.word
        for key in found.keys & listed:
            yield worth + Exactness.FORM, word_lists.forms_of(key, place)
            if asked.with_compounds:
                yield worth + Exactness.PART, word_lists.compounds_of(key, place)
        for key in found.keys - listed:
            yield from (
                (worth + found.forms[word], place + word) for word in of_keys.get(key, ()) if word in found.forms
            )


def _worth(marked: str) -> dict[str, int]:
    """What the place of each word is worth in a document that has these, one on a line, marked by where they stand."""
    worth = {}
    for line in marked.split("\n"):
        place = PLACES.get(line[:1], 0)
        worth[line[1:] if place else line] = place
    return worth


class TextIndex:
    """The words of one table, whose rows have a `number` and `words`; `kind` is how the log names its changes."""

    def __init__(self, model: type[models.Model], kind: Kind) -> None:
        self._model = model
        self._kind = kind
        self._kept: OrderedDict[Asked, Found] = OrderedDict()
        self._phrases: dict[tuple[str, ...], BitMap] = {}
        self._corrections: dict[str, tuple[str, ...]] = {}
        self._seen = Seen(era=0)
        self._size = 0
        self._edition: int | None = None
        self._since: dict[int, str] = {}  # as texts they take a tenth of what sets of words take

    def at(self, seen: Seen) -> "TextIndex":
        """This index as of `seen`; one that keeps nothing, in a transaction that has itself changed what it holds."""
        if seen.mark(self._kind, Kind.WORDS) is None:
            return TextIndex(self._model, self._kind)
        if (seen.era, seen.position) != (self._seen.era, self._seen.position):
            self._follow(seen)
            self._seen = seen
        return self

    def find(self, asked: Iterable[Asked]) -> Mapping[Asked, Found]:
        """The documents of each word, read in two queries when some are not kept yet."""
        wanted = list(dict.fromkeys(asked))
        found = {each: self._kept[each] for each in wanted if each in self._kept}
        for each in found:
            self._kept.move_to_end(each)
        if missing := [each for each in wanted if each not in found]:
            read = self._read(missing)
            found |= read
            self._keep(read)
        return found

    def phrase(self, words: tuple[str, ...], among: BitMap) -> BitMap:
        """Those of the documents `among`, all that have the words, in which these stand beside each other."""
        if words not in self._phrases:
            if len(self._phrases) >= MOST_PHRASES:
                self._phrases.clear()
            rows = self._model._default_manager.filter(number__in=list(among), folded__contains=f" {' '.join(words)} ")
            self._phrases[words] = BitMap(rows.values_list("number", flat=True))
        return self._phrases[words]

    def corrections(self, word: str) -> tuple[str, ...]:
        """Words of the dictionary that a typing error may have made `word` of, best first."""
        if not errors_forgiven(word):
            return ()
        if word not in self._corrections:
            if len(self._corrections) > 1000:
                self._corrections.clear()
            alike = Word.objects.looking_like(word).values_list("word", flat=True)
            self._corrections[word] = tuple(closest(word, alike))
        return self._corrections[word]

    # ------------------------------------------------------------ reading
    def _read(self, missing: Sequence[Asked]) -> dict[Asked, Found]:
        found = {
            each: Found(title=each.word) if each.is_whole_title else Found(keys=keys_of(each.word)) for each in missing
        }
        related = self._read_forms(found)
        self._read_numbers(found, related)
        return found

    def _read_forms(self, found: Mapping[Asked, Found]) -> OfKeys:
        """The forms of each word; the words that are related to each key."""
        keys = {key for answer in found.values() for key in answer.keys}
        rows = list(Word.objects.related_to(keys).values_list("word", "keys", "parts")) if keys else []
        related: OfKeys = defaultdict(list)
        for word, its_keys, its_parts in rows:
            for key in keys.intersection((*its_keys, *its_parts)):
                related[key].append(word)
        for each, answer in found.items():
            if each.is_whole_title:
                continue
            for word, its_keys, its_parts in rows:
                if word == each.word:
                    answer.forms[word] = Exactness.EXACT
                elif not answer.keys.isdisjoint(its_keys):
                    answer.forms[word] = Exactness.FORM
                elif each.with_compounds and not answer.keys.isdisjoint(its_parts):
                    answer.forms[word] = Exactness.PART
        return related

    def _read_numbers(self, found: Mapping[Asked, Found], related: OfKeys) -> None:
        """All levels of all words; a document belongs to the best of its levels."""
        lists, listed = self._lists_of_keys(related)
        wanted = {each: list(_names(each, answer, related, listed)) for each, answer in found.items()}
        names = {name for pairs in wanted.values() for _score, name in pairs} - lists.keys()
        by_word = self._lists(names)
        lists |= self._lists_from_rows(names) if by_word is None else by_word
        since = [(number, _worth(marked)) for number, marked in self._since.items()]
        for each, answer in found.items():
            levels: dict[int, list[BitMap]] = {}
            for score, name in wanted[each]:
                if name in lists:
                    levels.setdefault(score, []).append(lists[name])
            better = BitMap()
            for score in sorted(levels, reverse=True):
                level = BitMap.union(*levels[score]) - better
                better |= level
                answer.levels[score] = level
            for number, worth in since:
                answer.put(number, worth)

    def _lists_of_keys(self, related: OfKeys) -> tuple[dict[str, BitMap], set[str]]:
        """The lists of the keys that many words have, and which keys have lists."""
        many = [key for key, words in related.items() if len(words) >= word_lists.MANY_WORDS]
        lists = dict(self._lists({name for key in many for name in word_lists.names_of_key(key)}) or {}) if many else {}
        return lists, {key for key in many if not lists.keys().isdisjoint(word_lists.names_of_key(key))}

    def _lists(self, words: set[str]) -> Mapping[str, BitMap] | None:
        """The numbers of each word from the lists of `search.word_lists`; None when there are none to rely on."""
        if self._edition is None:
            return None
        edition, lists = word_lists.read(self._kind, words)
        if lists and edition != self._edition:  # somebody made them anew just now
            self._begin_edition()
            return self._lists(words)
        return lists

    def _lists_from_rows(self, words: set[str]) -> Mapping[str, BitMap]:
        # Word by word: of a list of words PostgreSQL thinks that most documents have one, and reads them all.
        table = connection.ops.quote_name(self._model._meta.db_table)
        statement = (
            "SELECT asked, array_agg(number) FROM unnest(%s::text[]) AS asked"  # noqa: S608 - our own name
            f" JOIN {table} ON words @> ARRAY[asked] GROUP BY asked"
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, [sorted(words)])
            return {word: BitMap(numbers) for word, numbers in cursor.fetchall()}

    def _begin_edition(self) -> None:
        """Rely on the lists as they are now, with what has changed since; not at all when that is too much."""
        self._edition, self._since = word_lists.edition_of(self._kind), {}
        if self._edition is None:
            return
        changed = word_lists.changed_since(self._edition, self._kind)
        if len(changed) > word_lists.MOST_CHANGED:
            self._edition = None
        else:
            self._since = self._words_of(changed)

    def _words_of(self, numbers: set[int]) -> dict[int, str]:
        """The words that these documents have now, one on a line; none when they are gone."""
        lines = models.Func("words", models.Value("\n"), function="array_to_string", output_field=models.TextField())
        rows = self._model._default_manager.filter(number__in=numbers).values_list("number", lines)
        return dict.fromkeys(numbers, "") | (dict(rows) if numbers else {})

    def _keep(self, read: Mapping[Asked, Found]) -> None:
        for each, answer in read.items():
            self._kept[each] = answer
            self._size += answer.size
        while self._size > MOST_BYTES and len(self._kept) > 1:
            _asked, dropped = self._kept.popitem(last=False)
            self._size -= dropped.size

    # ------------------------------------------------------------ keeping right
    def _follow(self, seen: Seen) -> None:
        since = self._seen.position if self._seen.era == seen.era else -1
        documents, words = numbers_since(since, self._kind), numbers_since(since, Kind.WORDS)
        if documents is None or words is None or seen.mark(Kind.WORD_LISTS) != self._seen.mark(Kind.WORD_LISTS):
            self._kept.clear()
            self._size = 0
            self._begin_edition()
        else:
            self._forget_words(words)
            self._renew_documents(documents)
        if documents is None or documents:
            self._phrases.clear()
        if words is None or words:
            self._corrections.clear()

    def _forget_words(self, words: set[int]) -> None:
        if not words or not self._kept:
            return
        new: set[str] = set()
        for keys, parts in Word.objects.filter(pk__in=words).values_list("keys", "parts"):
            new.update(keys, parts)
        for each in [each for each, answer in self._kept.items() if not answer.keys.isdisjoint(new)]:
            self._size -= self._kept.pop(each).size

    def _renew_documents(self, numbers: set[int]) -> None:
        if not numbers or (not self._kept and self._edition is None):
            return
        now = self._words_of(numbers)
        for number, marked in now.items():
            worth = _worth(marked)
            for answer in self._kept.values():
                answer.put(number, worth)
        if self._edition is not None:
            self._since |= now
            if len(self._since) > word_lists.MOST_CHANGED:
                self._edition, self._since = None, {}
