"""What cases refer to by name: terms, municipalities, keywords and actors, each as the site itself knows it."""

import difflib
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from initiatives.exchange.actors import Actors
from initiatives.exchange.fields import Values
from initiatives.exchange.keywords import Keywords
from initiatives.exchange.report import WrongValue
from initiatives.exchange.vocabulary import Vocabulary
from initiatives.models.records import Knowable
from places.register import register

Record = tuple[str, ...]
KNOWABLE = tuple(Knowable.values)


class References:
    """Looks up what lines refer to, many lines at a time, and remembers it for the whole file."""

    def __init__(self, *, creates_terms: bool) -> None:
        self.vocabulary = Vocabulary(creates=creates_terms)
        self.keywords = Keywords()
        self.actors = Actors(self.vocabulary["actors.kind"])
        self._register = register()
        self._municipalities: dict[str, str] = {"": ""}
        self._resolvers: dict[str, Callable[[Any], Any]] = {
            "municipality": self._municipality,
            "phase": self._phase,
            "themes": self._terms("themes"),
            "target_groups": self._terms("target_groups"),
            "community_work": self._terms("community_work"),
            "actors": self._kinds_of_actors,
            "accommodations": self._kinds_of_accommodations,
            "uncertain": _knowable,
            "not_found": _knowable,
        }

    def resolve_names(self, values: Values) -> list[tuple[str, str]]:
        """Replace names by what the site calls them, in place; returns what is wrong as (field, message)."""
        errors: list[tuple[str, str]] = []
        for name in values.keys() & self._resolvers.keys():
            try:
                values[name] = self._resolvers[name](values[name])
            except WrongValue as error:
                errors += [(name, message) for message in error.messages]
        return errors

    def look_up(self, many: Iterable[Values]) -> None:
        """Find or make the actors and keywords of lines whose names are resolved, ahead of `resolve_rows`."""
        lines = list(many)
        self.keywords.look_up(text for values in lines for text in values.get("keywords", ()))
        self.actors.look_up(actor[:2] for values in lines for actor in values.get("actors", ()))

    def resolve_rows(self, values: Values) -> list[tuple[str, str]]:
        """Replace keywords and actors by those that exist, in place; returns what is wrong as (field, message)."""
        if "keywords" in values:
            values["keywords"] = tuple(dict.fromkeys(self.keywords.resolve(text) for text in values["keywords"]))
        if "actors" not in values:
            return []
        found = tuple((*self.actors.resolve(record[:2]), record[2]) for record in values["actors"])
        values["actors"] = found
        twice = [record[0] for record, number in Counter(found).items() if number > 1]
        return [
            ("actors", _("“%(name)s” is there twice with the same kind and role.") % {"name": name}) for name in twice
        ]

    def save(self) -> list[Any]:
        """Write what was made since the last time: terms, then the actors and keywords; returns the terms."""
        terms = self.vocabulary.save()
        self.actors.save()
        self.keywords.save()
        return terms

    def _terms(self, name: str) -> Callable[[Record], Record]:
        resolve = self.vocabulary[name].resolve
        return lambda texts: tuple(dict.fromkeys(_each(texts, resolve)))

    def _phase(self, text: str) -> str:
        return self.vocabulary["phase"].resolve(text) if text else ""

    def _kinds_of_actors(self, records: tuple[Record, ...]) -> tuple[Record, ...]:
        kinds, roles = self.vocabulary["actors.kind"], self.vocabulary["actors.role"]

        def resolve(record: Record) -> Record:
            name, kind, role = record
            return (
                name,
                *_each(((kinds, kind), (roles, role)), lambda pair: pair[0].resolve(pair[1]) if pair[1] else ""),
            )

        return tuple(_each(records, resolve))

    def _kinds_of_accommodations(self, records: tuple[Record, ...]) -> tuple[Record, ...]:
        kinds = self.vocabulary["accommodations.kind"]
        return tuple(
            _each(records, lambda record: (record[0], kinds.resolve(record[1]) if record[1] else "", record[2]))
        )

    def _municipality(self, text: str) -> str:
        """The code of the municipality that `text` means; a former one keeps its own."""
        if text not in self._municipalities:
            self._municipalities[text] = self._find_municipality(text)
        return self._municipalities[text]

    def _find_municipality(self, text: str) -> str:
        found = self._register.resolve(text)
        if found.matched:
            return found.matched.code
        if found.candidates:
            names = ", ".join(f"{each.display_name} ({each.code})" for each in found.candidates)
            raise WrongValue(_("“%(given)s” can mean several: %(names)s.") % {"given": text[:80], "names": names})
        if close := self._register.suggestions(text, limit=3):
            names = ", ".join(f"{each.label} ({each.municipality.code})" for each in close)
            message = _("There is no municipality “%(given)s”; did you mean: %(names)s?")
            raise WrongValue(message % {"given": text[:80], "names": names})
        raise WrongValue(_("There is no municipality “%(given)s”.") % {"given": text[:80]})


def _each(items: Iterable[Any], resolve: Callable[[Any], Any]) -> list[Any]:
    """Every item resolved; raises WrongValue with what is wrong with any of them."""
    resolved: list[Any] = []
    messages: list[str] = []
    for item in items:
        try:
            resolved.append(resolve(item))
        except WrongValue as error:
            messages += error.messages
    if messages:
        raise WrongValue(*messages)
    return resolved


def _knowable(names: Record) -> Record:
    return tuple(dict.fromkeys(_each((name.casefold() for name in names), _known_field)))


def _known_field(name: str) -> str:
    if name in KNOWABLE:
        return name
    if close := difflib.get_close_matches(name, KNOWABLE, n=1):
        message = _("“%(given)s” is not a field that can be listed here; did you mean “%(close)s”?")
        raise WrongValue(message % {"given": name[:60], "close": close[0]})
    known = ", ".join(KNOWABLE)
    message = _("“%(given)s” is not a field that can be listed here. There are: %(known)s.")
    raise WrongValue(message % {"given": name[:60], "known": known})
