"""A feed (Atom) for every question to the list of lessons: what changed in those that answer it."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from initiatives.feeds import MOST, Feed, new_feed, writable
from lessons.browsing.listing import LessonResult
from lessons.models import News


def feed_of(result: LessonResult) -> str:
    """The newest of what there is to tell of the lessons of `result`: evidence or certainty changed, never a comma."""
    title = " / ".join([_("Lessons"), *(chip.label for chip in result.chips)])
    narrowing = result.address.narrowing
    feed = new_feed(title, f"{result.list_url}{narrowing}", f"{reverse(result.feed_name)}{narrowing}")
    add_news(feed, News.objects.of_lessons(result.keys).newest_first()[:MOST])
    return feed.writeString("utf-8")


def add_news(feed: Feed, news: Iterable[News]) -> None:
    """What happened to lessons, each under the address of its lesson."""
    for each in news:
        version, address = each.lesson.published_version, f"{settings.SITE_URL}{each.lesson.get_absolute_url()}"
        if version is not None:
            feed.add_item(
                title=writable(f"{version.title}: {each.get_kind_display()}"),
                link=address,
                description=writable(version.statement),
                unique_id=f"{address}#nieuws-{each.pk}",
                pubdate=each.at,
                updateddate=each.at,
            )
