"""What parts say, in words to compare: terms by their name, the story with its headings, lists and links."""

import html
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from curation.keys import keys_in
from curation.rich_text import NOTE, PLACE, text_of
from initiatives.models import (
    Access,
    AccommodationKind,
    ActorKind,
    CommunityWork,
    InvolvementRole,
    Phase,
    TargetGroup,
    Theme,
)
from media.models import Consent, Licence
from workspace.forms import CERTAINTIES
from workspace.parts import PARTS, Value

# Inputs that hold keys of terms, and those that hold words of a fixed list.
_TERMS: dict[str, Any] = {
    "themes": Theme,
    "target_group_terms": TargetGroup,
    "community_work_terms": CommunityWork,
    "phase": Phase,
    "actor_kind": ActorKind,
    "role": InvolvementRole,
    "kind": AccommodationKind,
}
_FIXED: dict[str, Any] = {
    "access": Access.choices,
    "language": settings.LANGUAGES,
    "licence": Licence.choices,
    "consent": Consent.choices,
}
_SWITCHES = {"incomplete", "online", "is_decorative"}
_MARKS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"<h([2-4])>"), lambda found: "#" * int(found[1]) + " "),
    (re.compile(r"<li>(?:<p>)?"), "• "),
    (re.compile(r"<blockquote>(?:<p>)?"), "> "),
    (re.compile(r"<hr>"), "———<br>"),
    (re.compile(r'<a href="([^"]*)">(.*?)</a>', re.S), r"\2 [\1]"),
)


def story_as_text(markup: str, pictures: Mapping[str, str]) -> str:
    """The words of a story with signs for its headings, lists, quotations, links, notes and pictures, one line a block.

    `pictures` says by key what each is called; another one is just a picture.
    """
    for mark, sign in _MARKS:
        markup = mark.sub(sign, markup)
    note, picture = pgettext("in a text", "note"), _("picture")

    def place(found: re.Match[str]) -> str:
        name = pictures.get(found[1])
        return f"<p>[{picture}: {html.escape(name)}]</p>" if name else f"<p>[{picture}]</p>"

    return text_of(PLACE.sub(place, NOTE.sub(rf" [{note}: \1]", markup)))


class Names:
    """The names of all terms that some values refer to, in one query a list; those of `pictures` are known by key."""

    def __init__(self, values: Iterable[Mapping[str, Value]], pictures: Mapping[str, str]) -> None:
        self._pictures = pictures
        asked: dict[str, set[str]] = {name: set() for name in _TERMS}
        for value in values:
            for part in PARTS:
                for holder in (value[part], *value[part].get("rows", ())):
                    for name in holder.keys() & _TERMS.keys():
                        said = holder[name]
                        asked[name] |= {said} if isinstance(said, str) else set(said)
        self._names = {name: _labels(_TERMS[name], keys) for name, keys in asked.items()}

    def texts(self, name: str, said: str | list[str]) -> list[str]:
        """What an input says, as one text or several."""
        several = [said] if isinstance(said, str) else said
        return [self._text(name, each) for each in several if each]

    def text(self, name: str, said: str | list[str]) -> str:
        return ", ".join(self.texts(name, said))

    def _text(self, name: str, said: str) -> str:
        if name in _TERMS:
            return self._names[name].get(said, said)
        if name in _SWITCHES:
            return _("yes")
        if name == "body":
            return story_as_text(said, self._pictures)
        fixed = CERTAINTIES if name.endswith("_certainty") else _FIXED.get(name, ())
        return next((str(label) for key, label in fixed if key == said), said)


def _labels(model: Any, keys: set[str]) -> dict[str, str]:
    return {str(term.pk): term.label for term in model.objects.filter(pk__in=keys_in(keys))}
