"""Reading XML that anybody may have made: elements with the line they stand on, and no tricks.

A document type is refused, and with it every entity that could grow or lead elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from django.utils.translation import gettext as _

from lessons.refi_qda.report import UnreadableFile

MOST_ELEMENTS = 300_000
DEEPEST = 60


@dataclass(slots=True)
class Element:
    """An element by its name without namespace; `text` is what stands directly in it."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list["Element"] = field(default_factory=list)
    text: str = ""

    def all(self, name: str) -> Iterator["Element"]:
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> "Element | None":
        return next(self.all(name), None)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def path(self, *names: str) -> "Element | None":
        """What is reached by the first child of each name."""
        here: Element | None = self
        for name in names:
            here = here.first(name) if here else None
        return here

    def within(self, *names: str) -> list["Element"]:
        """The children of what is reached by these names."""
        there = self.path(*names)
        return there.children if there else []


def parse(data: bytes) -> Element:
    """The root of a document. Raises UnreadableFile."""
    reader, is_last = _Reader(), True
    try:
        reader.parser.Parse(data, is_last)
    except expat.ExpatError as error:
        raise UnreadableFile(_("Line %(line)d: this is not well-formed XML.") % {"line": error.lineno}) from error
    except (ValueError, LookupError) as error:  # a name of an encoding that does not exist
        raise UnreadableFile(_("This XML is not in an encoding that can be read; use UTF-8.")) from error
    return reader.root.children[0]


class _Reader:
    def __init__(self) -> None:
        self.root = Element("", {}, 0)
        self._open = [self.root]
        self._texts: list[list[str]] = [[]]
        self._count = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._say
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._open) > DEEPEST:
            raise UnreadableFile(_("This file has more in it than can be read."))
        local = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        element = Element(name.rpartition(":")[2], local, self.parser.CurrentLineNumber)
        self._open[-1].children.append(element)
        self._open.append(element)
        self._texts.append([])

    def _end(self, _name: str) -> None:
        self._open.pop().text = "".join(self._texts.pop())

    def _say(self, text: str) -> None:
        self._texts[-1].append(text)

    def _refuse(self, *_about: object) -> None:
        raise UnreadableFile(_("This XML has a document type, which is not allowed here."))
