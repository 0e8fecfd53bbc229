"""What looks like personal data in a version, with the part and the words around it."""

import hashlib
from dataclasses import dataclass
from typing import Any

from curation.rich_text import text_of
from initiatives.models import InitiativeVersion
from workspace.comparing.differences import title_of
from workspace.parts import PARTS, Part, Value, values_of
from workspace.personal_data.finding import Found, find

AROUND = 60
NOT_SHOWN = {"consent_note", "picture", "file"}  # visitors never see what these say


@dataclass(frozen=True)
class Sign:
    """Something found in a part, between the words before and behind it."""

    part: Part
    title: str
    found: Found
    before: str
    behind: str


def in_version(version: InitiativeVersion) -> list[Sign]:
    """All that looks like personal data in what readers would see of this version."""
    signs = []
    for name, value in values_of(version).items():
        for text in _texts(value):
            signs += [_sign(PARTS[name], found, text) for found in find(text)]
    return signs


def mark_of(signs: list[Sign]) -> str:
    """What a person confirms: that these, and no others, may stay."""
    said = "\n".join(f"{sign.part.name} {sign.found.kind} {sign.found.text}" for sign in signs)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _texts(value: Value) -> list[str]:
    holders: list[dict[str, Any]] = [value, *value.get("rows", ())]
    texts = [(name, said) for holder in holders for name, said in holder.items() if isinstance(said, str)]
    return [text_of(said) if name == "body" else said for name, said in texts if name not in NOT_SHOWN and said]


def _sign(part: Part, found: Found, text: str) -> Sign:
    before = text[max(0, found.start - AROUND) : found.start]
    return Sign(part, title_of(part), found, before, text[found.end : found.end + AROUND])
