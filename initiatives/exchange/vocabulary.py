"""The curated lists as a file refers to them: by address, name or synonym, in any case."""

import difflib
import unicodedata
from collections import defaultdict
from typing import Any

from django.core.validators import slug_re
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from curation.addresses import taken_by_pages
from curation.models import FormerSlug
from curation.wording import lock_list
from initiatives.exchange.report import CreatedTerm, WrongValue
from initiatives.models import (
    AccommodationKind,
    Actor,
    ActorKind,
    CommunityWork,
    InvolvementRole,
    Keyword,
    Phase,
    TargetGroup,
    Theme,
)

LISTS: dict[str, type[Any]] = {
    "themes": Theme,
    "target_groups": TargetGroup,
    "community_work": CommunityWork,
    "phase": Phase,
    "actors.kind": ActorKind,
    "actors.role": InvolvementRole,
    "accommodations.kind": AccommodationKind,
}
NO_SLUG = "term"


class Vocabulary:
    """All lists, read once. Unknown terms are refused, or made in memory when `creates`, until `save` writes them."""

    def __init__(self, *, creates: bool) -> None:
        former = FormerSlug.objects.by_model(*LISTS.values())
        self.lists = {name: TermList(model, former[model], creates=creates) for name, model in LISTS.items()}

    def __getitem__(self, name: str) -> "TermList":
        return self.lists[name]

    def save(self) -> list[Any]:
        """Write the terms that were made since the last time, and return them."""
        return [term for terms in self.lists.values() for term in terms.save()]

    @property
    def created(self) -> list[CreatedTerm]:
        return [
            CreatedTerm(terms.model._meta.verbose_name, term.slug, term.name)
            for terms in self.lists.values()
            for term in terms.created
        ]


class TermList:
    """One list: what its terms are called, and their keys."""

    def __init__(self, model: type[Any], former: dict[str, int], *, creates: bool) -> None:
        self.model = model
        self.created: list[Any] = []
        self._creates = creates
        self._by_slug: dict[str, Any] = {}
        self._by_key: dict[int, Any] = {}
        self._tiers: tuple[dict[str, set[str]], ...] = tuple(defaultdict(set) for _tier in range(5))
        self._resolved: dict[str, str] = {}
        self._refused: dict[str, str] = {}
        self._unsaved: list[Any] = []
        terms = list(model._default_manager.order_by("position", "pk"))
        self._by_key = {term.pk: term for term in terms}
        for term in terms:
            self._add(term)
        for slug, key in former.items():
            if key in self._by_key:
                self._tiers[4][_word(slug)].add(self._kept(self._by_key[key]).slug)

    def resolve(self, text: str) -> str:
        """The address of the term that `text` means; raises WrongValue when it is unknown or means several."""
        if text in self._refused:
            raise WrongValue(self._refused[text])
        if text not in self._resolved:
            try:
                self._resolved[text] = self._find(text) or self._create(text)
            except WrongValue as error:
                self._refused[text] = str(error)
                raise
        return self._resolved[text]

    def term(self, slug: str) -> Any:
        """A resolved term."""
        return self._by_slug[slug]

    def key(self, slug: str) -> int:
        """The key of a resolved term, once it is saved."""
        return self._by_slug[slug].pk

    def key_or_none(self, slug: str) -> int | None:
        """The same, and None for no term."""
        return self.key(slug) if slug else None

    def save(self) -> list[Any]:
        """Write the terms that were made since the last time, at the end of the list, and return them."""
        if not self._unsaved:
            return []
        last = self.model._default_manager.aggregate(last=Max("position"))["last"] or 0
        for position, term in enumerate(self._unsaved, start=last + 1):
            term.position = min(position, 32_767)
        saved, self._unsaved = self.model._default_manager.bulk_create(self._unsaved), []
        return saved

    def _add(self, term: Any) -> None:
        kept = self._kept(term)
        self._by_slug[term.slug] = kept
        by_slug, by_name, by_synonym, by_english, _by_former_slug = self._tiers
        by_slug[_word(term.slug)].add(kept.slug)
        by_name[_word(term.name)].add(kept.slug)
        for synonym in term.synonyms:
            by_synonym[_word(synonym)].add(kept.slug)
        if term.name_en:
            by_english[_word(term.name_en)].add(kept.slug)

    def _kept(self, term: Any) -> Any:
        while term.merged_into_id:
            term = self._by_key[term.merged_into_id]
        return term

    def _find(self, text: str) -> str:
        """What `text` means, the surest kind of name first; "" for nothing."""
        if text in self._by_slug:
            return self._by_slug[text].slug
        for tier in self._tiers:
            slugs = tier.get(_word(text), set())
            if len(slugs) > 1:
                message = _("“%(given)s” can mean several: %(terms)s.")
                raise WrongValue(message % {"given": text[:80], "terms": ", ".join(sorted(slugs))})
            if slugs:
                return next(iter(slugs))
        return ""

    def _create(self, name: str) -> str:
        if not self._creates:
            raise WrongValue(self._unknown(name))
        longest = self.model._meta.get_field("name").max_length
        if len(name) > longest:
            message = _("“%(given)s…” is longer than a term can be (%(longest)d).")
            raise WrongValue(message % {"given": name[:40], "longest": longest})
        term = self.model(name=name, slug=self._free_slug(name))
        self._add(term)
        self.created.append(term)
        self._unsaved.append(term)
        return term.slug

    def _free_slug(self, name: str) -> str:
        longest = self.model._meta.get_field("slug").max_length
        base = name if slug_re.match(name) and name.islower() else slugify(name)[: longest - 8].strip("-") or NO_SLUG
        slug, number = base, 1
        while _word(slug) in self._tiers[0] or slug in taken_by_pages():
            number += 1
            slug = f"{base}-{number}"
        return slug

    def _unknown(self, text: str) -> str:
        names = {name: slugs for tier in self._tiers for name, slugs in tier.items()}
        close = difflib.get_close_matches(_word(text)[:120], names, n=3)
        slugs = sorted({slug for name in close for slug in names[name]})
        values = {"given": text[:80], "list": self.model._meta.verbose_name_plural, "close": ", ".join(slugs)}
        if slugs:
            return _("“%(given)s” is not in the list “%(list)s”; did you mean: %(close)s?") % values
        return _("“%(given)s” is not in the list “%(list)s”.") % values


def lock_vocabulary() -> None:
    """Let nobody change what terms and actors are called until the transaction ends."""
    models: list[type[Any]] = [*LISTS.values(), Actor, Keyword]
    for model in models:
        lock_list(model)


def _word(text: str) -> str:
    """What words are compared by: their letters, whatever their case and however their accents are written."""
    return unicodedata.normalize("NFC", text).casefold()
