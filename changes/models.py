"""The log of changes: that something the public may see has changed, in the order in which that became visible."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class Kind(models.TextChoices):
    """What has changed, as far as those who keep something in memory tell apart."""

    ENTRIES = "entries"  # rows of the catalogue; `numbers` says which
    FINDABLES = "finds"  # what is found beside cases; `numbers` says which
    WORD_LISTS = "lists"  # the lists by which words are found at once
    WORDS = "words"  # the dictionary of search; `numbers` says which
    VALUES = "values"  # the vocabulary, and what else gives facets their values
    PLACES = "places"
    CONTENT = "content"  # anything else on a public page


class Change(models.Model):
    """One statement that changed something public. Triggers write it, so that no door into the database is forgotten.

    `position` is given when the transaction commits, one transaction after another: whoever has read up to a position
    has missed nothing before it. Until then it is empty, and only the transaction itself can see the row.
    """

    position = models.BigIntegerField(null=True, unique=True)
    kind = models.CharField(max_length=8, choices=Kind)
    numbers = ArrayField(models.IntegerField(), default=list)
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.position} {self.kind}"
