"""Every query of the register that is worth a name."""

from typing import Self

from django.db import models

from places import names


class ProvinceQuerySet(models.QuerySet):
    def in_dutch_order(self) -> Self:
        return self.order_by("sort_name", "pk")


class MunicipalityQuerySet(models.QuerySet):
    def in_dutch_order(self) -> Self:
        return self.order_by("sort_name", "pk")

    def with_admin_details(self) -> Self:
        """Fetch what the list in the administration shows, in one query."""
        return self.select_related("province", "successor")

    def called(self, text: str) -> Self:
        """Those of which a name, in any spelling, holds the words of `text`, or whose code is `text`."""
        words = " ".join(names.words_of_name(text))
        is_named = models.Q(names__normalised__contains=words)
        return self.filter(is_named | models.Q(pk=names.key(words).upper())).distinct()
