"""Words chosen in a text: pasted or selected, as sentences, or as one of the places where they stand."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext as _

from lessons.quoting import Found, NoPassage, at, find
from workspace.review.quotes import Sentence, sentences

LONGEST = 5000
SEVERAL = 200  # sentences that one can choose
_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")


@dataclass(frozen=True)
class Choice:
    """What somebody said of a text: `woorden` and what stands before them (`ervoor`), sentences (`zin`, from the first
    to the last), or a place as code points (`plaats`). A place with words counts when these stand there."""

    text: str
    said: QueryDict

    @cached_property
    def words(self) -> str:
        return self.said.get("woorden", "").replace("\x00", "").strip()

    @cached_property
    def found(self) -> list[Found]:
        """The places that are meant; several when the words do not tell which."""
        place = self._place(self.said.get("plaats", ""))
        if place and (not self.words or place.exact.split() == self.words.split()):
            return [place]
        chosen = [each for each in map(self._place, self.said.getlist("zin")[:SEVERAL]) if each]
        if chosen:
            return [at(self.text, min(each.start for each in chosen), max(each.end for each in chosen))]
        if len(self.words) > LONGEST:
            return []
        return find(self.text, self.words, before=self.said.get("ervoor", "").replace("\x00", "")[-LONGEST:])

    @property
    def chosen(self) -> Found | None:
        return self.found[0] if len(self.found) == 1 else None

    @property
    def problem(self) -> str:
        """Why nothing is chosen, for people; "" as long as nothing was said."""
        if self.found or not (self.words or self.said.get("plaats") or self.said.get("zin")):
            return ""
        if len(self.words) > LONGEST:
            return _("This is too long to mark: choose some sentences.")
        return _("These words do not stand in the text. Give them just as they stand there, or choose sentences.")

    @property
    def sentences(self) -> list[Sentence]:
        return sentences(self.text)[:SEVERAL]

    def _place(self, said: str) -> Found | None:
        match = _PLACE.fullmatch(said)
        if match is None:
            return None
        try:
            return at(self.text, int(match[1]), int(match[2]))
        except NoPassage:
            return None


@dataclass(frozen=True)
class Excerpt:
    """Words with what stands around them in their paragraph."""

    before: str
    exact: str
    after: str
    start: int
    end: int

    @property
    def key(self) -> str:
        return f"{self.start}-{self.end}"


def excerpt(text: str, start: int, end: int, *, most: int = 300) -> Excerpt:
    """The words between two code points in their paragraph, of which whole words of at most so many signs on either
    side."""
    begin = max(text.rfind("\n", 0, start) + 1, start - most)
    line_end = text.find("\n", end)
    finish = min(line_end if line_end >= 0 else len(text), end + most)
    before, after = text[begin:start], text[end:finish]
    if begin and text[begin - 1] != "\n":
        before = f"… {before.partition(' ')[2]}"
    if finish < len(text) and text[finish] != "\n":
        after = f"{after.rpartition(' ')[0]} …"
    return Excerpt(before, text[start:end], after, start, end)
