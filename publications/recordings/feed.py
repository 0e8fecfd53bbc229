"""The feed of a podcast series as apps take it: RSS 2.0 with the tags of iTunes and of Podcasting 2.0.

https://help.apple.com/itc/podcasts_connect/#/itcb54353390, https://github.com/Podcastindex-org/podcast-namespace. Only
what can be played here is an enclosure; an episode that is elsewhere is told of, and linked.
"""

import uuid
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.translation import gettext as _
from django.utils.translation import override

from curation.rich_text import text_of
from initiatives.feeds import writable
from publications.models import Publication, PublicationVersion, Recording

TYPE = "application/rss+xml; charset=utf-8"
MOST = 500
PODCASTS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")  # the namespace that podcast:guid prescribes
LONGEST_NAME = 128  # of a person, in podcast:person
_DAY = len("2021-09-16")

Tag = tuple[str, str, dict[str, str]]


class PodcastFeed(Rss201rev2Feed):
    """RSS 2.0 with the tags that are given as `tags`, of the feed and of each item."""

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {
            "xmlns:itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
            "xmlns:podcast": "https://podcastindex.org/namespace/1.0",
        }

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        _write(handler, self.feed["tags"])

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        _write(handler, item["tags"])

    def latest_post_date(self) -> datetime:
        """When anything of it was last published, so that it does not seem new each time."""
        moment: datetime = self.feed["changed_at"]
        return moment


def feed_of(series: Publication, version: PublicationVersion) -> str:
    """The feed of a series that is published as `version`, in the language of that."""
    with override(version.language):
        episodes = list(Publication.objects.published().part_of(series).with_card_details().newest_first()[:MOST])
        feed = PodcastFeed(
            title=writable(version.title),
            link=_absolute(series.get_absolute_url()),
            description=writable(version.summary or text_of(version.body) or version.title),
            language=version.language,
            feed_url=_absolute(reverse("podcast_feed", args=[series.slug])),
            tags=_tags_of_series(series, version),
            changed_at=_changed_at([version, *(episode.published_version for episode in episodes)]),
        )
        keys = [episode.published_version_id for episode in episodes]
        recordings = {each.version_id: each for each in _recordings(keys)}
        for episode in sorted(episodes, key=_in_series, reverse=True):
            shown: Any = episode.published_version
            _add(feed, episode, shown, recordings.get(shown.pk))
        return feed.writeString("utf-8")


def _recordings(versions: list[Any]) -> Any:
    recordings = Recording.objects.filter(version__in=versions).select_related("file")
    return recordings.prefetch_related("version__speakers", "version__chapters")


def _in_series(episode: Publication) -> tuple[str, int]:
    version: Any = episode.published_version
    return version.issued, version.number_in_series or 0


def _tags_of_series(series: Publication, version: PublicationVersion) -> list[Tag]:
    host = urlsplit(settings.SITE_URL).hostname or ""
    guid = uuid.uuid5(PODCASTS, f"{host}/publicaties/{series.pk}")  # a changed address does not change it
    return [
        ("itunes:author", ", ".join(version.makers) or "wijk", {}),
        ("itunes:image", "", {"href": _absolute(reverse("series_picture", args=[series.slug, version.number]))}),
        ("itunes:explicit", "false", {}),
        ("itunes:type", "serial", {}),
        ("itunes:category", "", {"text": "Society & Culture"}),
        ("podcast:guid", str(guid), {}),
        ("podcast:locked", "no", {"owner": settings.DEFAULT_FROM_EMAIL}),
        ("podcast:medium", "podcast", {}),
        *(("podcast:person", maker[:LONGEST_NAME], {"role": "host"}) for maker in version.makers),
    ]


def _add(feed: PodcastFeed, episode: Publication, version: Any, recording: Recording | None) -> None:
    address = _absolute(episode.get_absolute_url())
    is_ours = recording is not None and recording.is_ours
    said = [version.summary, text_of(version.body)]
    if not is_ours:
        said.append(_("This episode cannot be played from this feed: its page says where it is."))
    feed.add_item(
        title=writable(version.title),
        link=address,
        description=writable("\n\n".join(filter(None, said))),
        unique_id=f"{urlsplit(settings.SITE_URL).hostname}:publicatie:{episode.pk}",
        unique_id_is_permalink=False,
        pubdate=_pubdate(version, is_ours=is_ours),
        enclosures=[_enclosure(recording)] if recording and is_ours else [],
        tags=_tags_of_episode(episode, version, recording),
    )


def _enclosure(recording: Recording) -> Enclosure:
    file: Any = recording.file
    return Enclosure(_absolute(file.get_absolute_url()), str(file.size), file.content_type)


def _tags_of_episode(episode: Publication, version: Any, recording: Recording | None) -> list[Tag]:
    tags: list[Tag] = [("itunes:title", version.title, {}), ("itunes:explicit", "false", {})]
    if version.number_in_series is not None:
        number = str(version.number_in_series)
        tags += [("itunes:episode", number, {}), ("podcast:episode", number, {})]
    if recording is None:
        return tags
    tags.append(("itunes:episodeType", "full", {}))
    if recording.seconds:
        tags.append(("itunes:duration", str(recording.seconds), {}))
    tags += _transcripts(episode, recording)
    if recording.version.chapters.all():
        address = _absolute(reverse("recording_chapters", args=[episode.slug]))
        tags.append(("podcast:chapters", "", {"url": address, "type": "application/json+chapters"}))
    speakers = sorted(recording.version.speakers.all(), key=lambda each: (each.position, each.pk))
    tags += [("podcast:person", each.name[:LONGEST_NAME], _role(each.role)) for each in speakers]
    return tags


def _transcripts(episode: Publication, recording: Recording) -> list[Tag]:
    if not recording.cues:
        return []
    said = {"language": recording.spoken_language}
    text = _absolute(reverse("transcript_txt", args=[episode.slug]))
    tags: list[Tag] = [("podcast:transcript", "", {"url": text, "type": "text/plain", **said})]
    if recording.is_timed:
        captions = _absolute(reverse("transcript_vtt", args=[episode.slug]))
        tags.insert(0, ("podcast:transcript", "", {"url": captions, "type": "text/vtt", "rel": "captions", **said}))
    return tags


def _role(role: str) -> dict[str, str]:
    """Without a role, apps take a person for the host."""
    return {"role": role.lower() if role else "guest"}


def _pubdate(version: Any, *, is_ours: bool) -> datetime | None:
    """The day of issue when that is known; else when it was published here, if it is to be played here."""
    if len(version.issued) == _DAY:
        return datetime.fromisoformat(version.issued).replace(tzinfo=UTC)
    moment: datetime | None = version.published_at if is_ours else None
    return moment


def _changed_at(versions: list[Any]) -> datetime:
    return max(version.published_at for version in versions)


def _absolute(address: str) -> str:
    return f"{settings.SITE_URL}{address}"


def _write(handler: Any, tags: list[Tag]) -> None:
    for name, content, attributes in tags:
        handler.addQuickElement(name, writable(content), {key: writable(said) for key, said in attributes.items()})
