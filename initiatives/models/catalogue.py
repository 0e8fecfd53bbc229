"""The projection that public pages read."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse

from initiatives.models.records import Initiative, InitiativeVersion
from initiatives.querysets import CatalogueEntryQuerySet
from media.models import Picture


class CatalogueEntry(models.Model):
    """A published case as lists, facets, search, maps and feeds see it: one row each, made by `initiatives.projection`.

    `number` counts cases in the order of their first publication. `facets` holds the codes of `initiatives.facets`:
    facet number × 1,000,000 + key of the value. The municipality is the one the case was written under; readers fold it
    to today's (see docs/decisions). `words` holds the distinct words, marked by where they stand (`search.documents`),
    `text` what a reader sees of the story, and `folded` all words in their order, a line for each place.
    """

    initiative = models.OneToOneField(Initiative, on_delete=models.CASCADE, primary_key=True, related_name="entry")
    version = models.OneToOneField(InitiativeVersion, on_delete=models.CASCADE, related_name="+")
    number = models.IntegerField(unique=True)
    slug = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    sort_title = models.CharField(max_length=200, db_collation="C")
    summary = models.TextField(blank=True)
    language = models.CharField(max_length=8)
    picture = models.ForeignKey(Picture, on_delete=models.SET_NULL, related_name="+", null=True, db_index=False)
    municipality_code = models.CharField(max_length=6, blank=True)
    sort_place = models.CharField(max_length=200, db_collation="C")
    neighbourhood = models.CharField(max_length=200, blank=True)
    online = models.BooleanField()
    incomplete = models.BooleanField()
    started = models.CharField(max_length=10, blank=True)
    started_year = models.PositiveSmallIntegerField(null=True)
    first_published_at = models.DateTimeField()
    published_at = models.DateTimeField()
    facets = ArrayField(models.IntegerField(), default=list)
    words = ArrayField(models.TextField(), default=list)
    text = models.TextField(blank=True)
    folded = models.TextField(blank=True)

    objects: ClassVar[CatalogueEntryQuerySet] = CatalogueEntryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        # not unique by its field: that makes a second index, for beginnings, which nobody asks for
        constraints = [models.UniqueConstraint(fields=["slug"], name="entry_once_at_slug")]
        indexes = [
            GinIndex(fields=["facets"], name="entry_facets"),
            GinIndex(fields=["words"], name="entry_words"),
            models.Index(fields=["published_at"], name="entry_by_moment"),
            models.Index(fields=["incomplete", "-number"], name="entry_complete_first"),
            models.Index(fields=["sort_title", "number"], name="entry_by_title"),
            models.Index(fields=["sort_place", "number"], name="entry_by_place"),
            models.Index(fields=["picture"], condition=models.Q(picture__isnull=False), name="entry_of_picture"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("initiative", args=[self.slug])
