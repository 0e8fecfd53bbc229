"""Keywords as a file gives them: the one that exists in any case, or else a new one."""

from collections.abc import Iterable

from django.db import connection
from django.db.models.functions import Lower
from django.utils.text import slugify

from curation.among import among
from initiatives.exchange.free_slugs import FreeSlugs
from initiatives.models import Keyword

NO_SLUG = "trefwoord"


class Keywords:
    """The keywords of the lines read so far; new ones are made in memory, until `save` writes them."""

    def __init__(self) -> None:
        self._by_text: dict[str, Keyword] = {}
        self._by_lower: dict[str, Keyword] = {}
        self._by_name: dict[str, Keyword] = {}
        self._unsaved: list[Keyword] = []
        self._slugs = FreeSlugs([Keyword.objects.all()], Keyword._meta.get_field("slug").max_length or 100)

    def look_up(self, texts: Iterable[str]) -> None:
        """Find or make the keyword of each text, ahead of `resolve`."""
        lowered = _lower_in_database([text for text in dict.fromkeys(texts) if text not in self._by_text])
        wanted = set(lowered.values()) - self._by_lower.keys()
        if wanted:
            found = Keyword.objects.annotate(lower=Lower("name")).filter(among("lower", wanted))
            self._by_lower.update((keyword.lower, keyword) for keyword in found)
        self._slugs.look_up(_slug(text) for text, lower in lowered.items() if lower not in self._by_lower)
        for text, lower in lowered.items():
            if lower not in self._by_lower:
                keyword = Keyword(name=text, slug=self._slugs.free(_slug(text)))
                self._by_lower[lower] = keyword
                self._unsaved.append(keyword)
            keyword = self._by_lower[lower]
            self._by_text[text] = self._by_name[keyword.name] = keyword

    def resolve(self, text: str) -> str:
        """The name of the keyword that `text` means."""
        return self._by_text[text].name

    def key(self, name: str) -> int:
        """The key of a keyword by its name, once it is saved."""
        return self._by_name[name].pk

    def save(self) -> None:
        """Write the keywords that were made since the last time."""
        Keyword.objects.bulk_create(self._unsaved)
        self._unsaved.clear()


def _slug(text: str) -> str:
    return slugify(text) or NO_SLUG


def _lower_in_database(texts: list[str]) -> dict[str, str]:
    """Each text in lower case as the database's unique index has it: Python's rules differ in some letters."""
    if not texts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, lower(word) FROM unnest(%s::text[]) WITH ORDINALITY AS t(word, n) ORDER BY n", [texts]
        )
        return dict(cursor.fetchall())
