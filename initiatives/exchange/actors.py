"""Actors as a file gives them: the one with exactly this name and kind, or the one it was merged into, or a new one."""

from collections.abc import Iterable

from curation.among import among
from curation.copying import copy_in, draw_keys
from initiatives.exchange.vocabulary import TermList
from initiatives.models import Actor

NameAndKind = tuple[str, str]

_COLUMNS = ("pk", "name", "kind__slug", "merged_into", "merged_into__name", "merged_into__kind__slug")


class Actors:
    """The actors of the lines read so far; new ones are kept in memory, until `save` writes them."""

    def __init__(self, kinds: TermList) -> None:
        self._kinds = kinds
        self._found: dict[NameAndKind, NameAndKind] = {}
        self._keys: dict[NameAndKind, int] = {}
        self._unsaved: list[NameAndKind] = []

    def look_up(self, actors: Iterable[NameAndKind]) -> None:
        """Find or make each of these, ahead of `resolve`; the kind is the address of a term."""
        wanted = set(actors) - self._found.keys()
        if not wanted:
            return
        known = Actor.objects.filter(among("name", {name for name, _kind in wanted})).values_list(*_COLUMNS)
        for key, name, kind, kept_key, kept_name, kept_kind in known:
            kept = (kept_name, kept_kind or "") if kept_key else (name, kind or "")
            self._found[name, kind or ""] = kept
            self._keys[kept] = kept_key or key
        new = sorted(wanted - self._found.keys())
        self._found.update(zip(new, new, strict=True))
        self._unsaved += new

    def resolve(self, actor: NameAndKind) -> NameAndKind:
        """The name and kind of the actor that is meant."""
        return self._found[actor]

    def key(self, actor: NameAndKind) -> int:
        """The key of a resolved actor, once it is saved."""
        return self._keys[actor]

    def save(self) -> None:
        """Write the actors that were made since the last time; their kinds are saved already."""
        keys = draw_keys(Actor, len(self._unsaved))
        self._keys.update(zip(self._unsaved, keys, strict=True))
        rows = [(self._keys[actor], actor[0], self._kinds.key_or_none(actor[1])) for actor in self._unsaved]
        copy_in(Actor, ("id", "name", "kind_id"), rows)
        self._unsaved.clear()
