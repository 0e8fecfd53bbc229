"""Queries over pictures, files, and the rows by which versions show them."""

from typing import Self

from django.db import models
from django.db.models import Q

AGREED = ("nobody", "given")  # the values of Consent with which a picture may be shown
MISSING: dict[str, Q] = {
    "alt": Q(alternative_text="", is_decorative=False),
    "bron": Q(credit=""),
    "licentie": Q(licence="") | Q(licence="other", licence_url=""),
    "toestemming": ~Q(consent__in=AGREED) | Q(consent="given", consent_note=""),
}
"""What a picture can lack, by the word for it in addresses. What was removed lacks nothing."""


class KeptQuerySet(models.QuerySet):
    """Pictures and files."""

    def there(self) -> Self:
        """Those that were not removed."""
        return self.filter(removed_at__isnull=True)

    def same_as(self, digest: str) -> Self:
        """What was taken from these very bytes."""
        return self.there().filter(digest=digest)


class PictureRowQuerySet(models.QuerySet):
    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def missing(self, what: str = "") -> Self:
        """Rows that lack `what`, a key of MISSING; without it, those that lack anything."""
        lacks = MISSING[what] if what else Q()
        if not what:
            for each in MISSING.values():
                lacks |= each
        return self.filter(lacks, picture__removed_at__isnull=True)


class AttachmentRowQuerySet(models.QuerySet):
    def in_order(self) -> Self:
        return self.order_by("position", "pk")
