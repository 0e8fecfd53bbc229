"""The dictionary of search: every word that stands in something findable, and what it is a form or compound of."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from search.querysets import FindableQuerySet, WordQuerySet


class Word(models.Model):
    """A word as it stands in a text, folded. Two words are forms of one word when their `keys` overlap.

    `parts` holds the keys of what it is compounded of. The same word may stand here twice, when two people wrote it at
    the same moment: that harms nothing, and nobody has to wait for the other.
    """

    word = models.CharField(max_length=100, db_collation="C")
    keys = ArrayField(models.CharField(max_length=200), default=list)
    parts = ArrayField(models.CharField(max_length=100), default=list)

    objects: ClassVar[WordQuerySet] = WordQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(fields=["word"], name="search_word_word"),
            GinIndex(fields=["keys"], name="search_word_keys"),
            GinIndex(fields=["parts"], name="search_word_parts"),
            GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="search_word_like"),
        ]

    def __str__(self) -> str:
        return self.word


class WordListEdition(models.Model):
    """Up to which change the word lists of a table are right. Of what changed since, the rows themselves are asked."""

    kind = models.CharField(max_length=8, primary_key=True)
    position = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.kind} {self.position}"


class WordList(models.Model):
    """The numbers of all rows of a table that have a marked word, as a serialised roaring bitmap."""

    kind = models.CharField(max_length=8)
    word = models.TextField(db_collation="C")
    numbers = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "word"], name="word_list_once")]

    def __str__(self) -> str:
        return self.word


class Findable(models.Model):
    """Something public that is found beside cases: a lesson, a publication, a theme, a municipality.

    The room that owns it says what stands here (`search.findables`). `words` and `folded` are as in a catalogue entry.
    """

    number = models.AutoField(primary_key=True)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    address = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    note = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=8)
    words = ArrayField(models.TextField(), default=list)
    text = models.TextField(blank=True)
    folded = models.TextField(blank=True)

    objects: ClassVar[FindableQuerySet] = FindableQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="findable_once")]
        indexes = [GinIndex(fields=["words"], name="findable_words")]

    def __str__(self) -> str:
        return self.title
