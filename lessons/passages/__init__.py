"""Passages: stretches of a text, and what becomes of them when the text gets a newer version.

Nothing here knows of the database. What each state means, and what counts as the same word, is in docs/passages.md.
"""

from lessons.passages.resolving import Passage, Resolution, State, WrongPassage, resolve, resolve_all

__all__ = ["Passage", "Resolution", "State", "WrongPassage", "resolve", "resolve_all"]
