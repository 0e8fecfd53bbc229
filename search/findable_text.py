"""The words of all that is found beside cases: one index of them for the whole process."""

from changes.log import look
from changes.models import Kind
from search.models import Findable
from search.text_index import TextIndex

_index = TextIndex(Findable, Kind.FINDABLES)


def current() -> TextIndex:
    """The words as they are now."""
    return _index.at(look())
