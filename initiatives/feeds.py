"""A feed (Atom) for every question: its newest cases."""

import re
from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from changes.log import look
from initiatives.cards import Card, card_of, entries_by_number
from initiatives.catalogue import Result

MOST = 50
# XML has no way to write these.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Feed(Atom1Feed):
    """Says since when it is as it is; an empty one too, so that it does not seem new each time."""

    def latest_post_date(self) -> datetime:
        moments = [item["updateddate"] for item in self.items]
        return max(moments, default=None) or look().at or datetime.fromtimestamp(0, UTC)


def feed_of(result: Result) -> str:
    """The newest cases of `result` by their first publication, each updated when its present version was published."""
    narrowing = result.address.narrowing
    feed = new_feed(
        " / ".join([_("Initiatives"), *(chip.label for chip in result.chips)]),
        f"{result.list_url}{narrowing}",
        f"{reverse(result.feed_name)}{narrowing}",
    )
    for entry in entries_by_number(result.hits.newest(0, MOST)):
        add_case(feed, card_of(entry, result.values))
    return feed.writeString("utf-8")


def new_feed(title: str, link: str, address: str) -> Feed:
    """A feed that tells of what is found at `link`; both addresses without the host."""
    return Feed(
        title=writable(title),
        link=f"{settings.SITE_URL}{link}",
        description=_("Community-building initiatives in the Netherlands, and the lessons drawn from them."),
        language=get_language(),
        author_name="wijk",
        feed_url=f"{settings.SITE_URL}{address}",
    )


def add_case(feed: Feed, card: Card) -> None:
    entry = card.entry
    address = f"{settings.SITE_URL}{entry.get_absolute_url()}"
    feed.add_item(
        title=writable(entry.title),
        link=address,
        description=writable("\n".join(filter(None, [card.place_line, entry.summary]))),
        unique_id=address,
        pubdate=entry.first_published_at,
        updateddate=entry.published_at,
        categories=[writable(label) for label in card.theme_labels],
    )


def writable(text: str) -> str:
    """`text` without what XML has no way to write."""
    return _UNWRITABLE.sub("\ufffd", text)
