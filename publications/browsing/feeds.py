"""A feed (Atom) for every question to the list of publications: the newest that answer it."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from initiatives.feeds import MOST, Feed, new_feed, writable
from publications.browsing.listing import PublicationResult
from publications.models import Publication


def feed_of(result: PublicationResult) -> str:
    """The newest publications of `result`, each updated when its present version was published."""
    title = " / ".join([_("Publications"), *(chip.label for chip in result.chips)])
    narrowing = result.address.narrowing
    feed = new_feed(title, f"{result.list_url}{narrowing}", f"{reverse(result.feed_name)}{narrowing}")
    for card in result.newest(MOST):
        add_publication(feed, card.publication, card.theme_labels)
    return feed.writeString("utf-8")


def add_publication(feed: Feed, publication: Publication, themes: Iterable[str] = ()) -> None:
    """A published publication under its address, with the labels of its themes."""
    version, address = publication.published_version, f"{settings.SITE_URL}{publication.get_absolute_url()}"
    if version is not None and version.published_at:
        feed.add_item(
            title=writable(version.title),
            link=address,
            description=writable("\n".join(filter(None, [version.kind_and_date, version.summary]))),
            unique_id=address,
            pubdate=version.published_at,
            updateddate=version.published_at,
            categories=[writable(label) for label in themes],
        )
