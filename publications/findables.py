"""By which words published publications are found."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils.translation import override

from curation.rich_text import text_of
from publications.models import Publication, Tile
from publications.recordings.cues import spoken_text
from search.findables import Entry


def found_publications(keys: Iterable[Any] | None) -> Iterator[Entry]:
    """The published publications, or those of them with these keys."""
    publications = Publication.objects.published().with_card_details()
    shown = ("theme_rows__tag", "recordings", "chapters", "speakers")
    publications = publications.prefetch_related(
        *(f"published_version__{rows}" for rows in shown), Prefetch("published_version__tiles", Tile.objects.in_order())
    )
    for publication in publications if keys is None else publications.filter(pk__in=keys):
        version: Any = publication.published_version
        themes = [word for row in version.theme_rows.all() for word in (row.tag.name, *row.tag.synonyms)]
        yield Entry(
            publication.pk,
            version.title,
            publication.get_absolute_url(),
            [_kind(version), *themes],
            "\n".join([text_of(version.body), *_words_in_tiles(version)]),
            [*version.makers, *_said_in(version)],
            summary=version.summary,
            language=version.language,
        )


def _words_in_tiles(version: Any) -> Iterator[str]:
    for tile in version.tiles.all():
        yield from (words for words in (tile.heading, tile.words) if words)


def _said_in(version: Any) -> Iterator[str]:
    """The words of a recording: what is said, what its chapters are called, and who speaks."""
    yield from (chapter.title for chapter in version.chapters.all())
    yield from (speaker.name for speaker in version.speakers.all())
    yield from (spoken_text(recording.transcript).text for recording in version.recordings.all())


def _kind(version: Any) -> str:
    """The kind in the language of the site, whichever is spoken to who publishes."""
    with override(settings.LANGUAGE_CODE):
        return str(version.get_kind_display())
