"""Queries over cases and the catalogue."""

from typing import Any, Self

from django.db.models import F, Prefetch

from accounts.models import User
from curation.querysets import RecordQuerySet, VersionQuerySet
from search.querysets import IndexedQuerySet

ONLY_SEARCH_READS = ("words", "text", "folded")
# What belongs to a version, with what each row refers to; rows keep the order in which they were made.
_OWNED = {
    "involvements": ("actor__kind", "role"),
    "accommodations": ("kind",),
    "sources": (),
    "theme_rows": ("tag",),
    "keyword_rows": ("tag",),
    "target_group_rows": ("term",),
    "community_work_rows": ("term",),
}


class InitiativeQuerySet(RecordQuerySet):
    def with_published_version(self) -> Self:
        """With what its page needs around the version too: the phase, and the row of the catalogue."""
        unread = [f"entry__{name}" for name in ONLY_SEARCH_READS]
        return self.select_related("published_version__phase", "entry").defer(*unread)

    def editable_by(self, user: User) -> Self:
        """Cases whose open version `user` may edit: editors all, researchers what they own, readers none."""
        if not user.has_perm("initiatives.change_initiative"):
            return self.none()
        return self if user.is_staff else self.filter(owners=user)

    def with_open_version(self) -> Self:
        """Records that somebody is working on, each with its open version in `open_versions`."""
        open_versions = self._versions().open()
        return self.filter(versions__in=open_versions).prefetch_related(
            Prefetch("versions", open_versions, to_attr="open_versions")
        )

    def _versions(self) -> "InitiativeVersionQuerySet":
        related: Any = self.model._meta.get_field("versions").related_model
        return InitiativeVersionQuerySet(related)

    def recently_changed(self) -> Self:
        return self.order_by("-versions__changed_at", "-pk")


class InitiativeVersionQuerySet(VersionQuerySet):
    def with_everything(self) -> Self:
        """Fetch all that belongs to a version, for its page, its export and its projection."""
        return self.select_related("record", "municipality", "phase").prefetch_related(
            *(self.rows_in_order(name, *related) for name, related in _OWNED.items())
        )


class CatalogueEntryQuerySet(IndexedQuerySet):
    def for_cards(self) -> Self:
        """With the picture, and without what only search reads."""
        return self.select_related("picture").defer(*ONLY_SEARCH_READS)

    def for_findings(self) -> Self:
        """With what tells why a case was found."""
        return self.select_related("picture").defer("folded")

    def for_downloads(self) -> Self:
        """As for cards, with the number of the version that is shown."""
        return self.for_cards().annotate(version_number=F("version__number"))

    def newest_first(self) -> Self:
        return self.order_by("-number")

    def complete_first(self) -> Self:
        """The newest, those that miss something essential last."""
        return self.order_by("incomplete", "-number")

    def by_title(self) -> Self:
        return self.order_by("sort_title", "number")

    def by_place(self) -> Self:
        return self.order_by("sort_place", "sort_title", "number")
