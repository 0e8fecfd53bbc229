"""Actors as a file gives them: the one with exactly this name and kind, or the one it was merged into, or a new one."""

from collections.abc import Iterable

from initiatives.exchange.vocabulary import TermList
from initiatives.models import Actor

NameAndKind = tuple[str, str]


class Actors:
    """The actors of the lines read so far; new ones are made in memory, until `save` writes them."""

    def __init__(self, kinds: TermList) -> None:
        self._kinds = kinds
        self._found: dict[NameAndKind, NameAndKind] = {}
        self._keys: dict[NameAndKind, int] = {}
        self._unsaved: dict[NameAndKind, Actor] = {}

    def look_up(self, actors: Iterable[NameAndKind]) -> None:
        """Find or make each of these, ahead of `resolve`; the kind is the address of a term."""
        wanted = set(actors) - self._found.keys()
        names = {name for name, _kind in wanted}
        known = Actor.objects.filter(name__in=names).select_related("kind", "merged_into__kind") if names else ()
        for actor in known:
            kept = actor.merged_into or actor
            self._found[_identity(actor)] = _identity(kept)
            self._keys[_identity(kept)] = kept.pk
        for identity in sorted(wanted - self._found.keys()):
            self._found[identity] = identity
            self._unsaved[identity] = Actor(name=identity[0])

    def resolve(self, actor: NameAndKind) -> NameAndKind:
        """The name and kind of the actor that is meant."""
        return self._found[actor]

    def key(self, actor: NameAndKind) -> int:
        """The key of a resolved actor, once it is saved."""
        return self._keys[actor]

    def save(self) -> None:
        """Write the actors that were made since the last time; their kinds are saved already."""
        for (_name, kind), actor in self._unsaved.items():
            actor.kind_id = self._kinds.key_or_none(kind)
        for identity, actor in zip(self._unsaved, Actor.objects.bulk_create(self._unsaved.values()), strict=True):
            self._keys[identity] = actor.pk
        self._unsaved.clear()


def _identity(actor: Actor) -> NameAndKind:
    return actor.name, actor.kind.slug if actor.kind else ""
