"""The personal feed (Atom): what its reader was told of what they follow."""

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from accounts.models import User
from initiatives.feeds import writable
from notices.kinds import Strand
from notices.models import Notice
from notices.reading import told

MOST = 50


def feed_of(person: User) -> str:
    """The newest of it, without what is not public any more."""
    feed = Atom1Feed(
        title=_("wijk: what you follow"),
        link=f"{settings.SITE_URL}{reverse('shelf')}",
        description="",
        author_name="wijk",
    )
    for each in told(Notice.objects.of(person).about(Strand.FOLLOWING).newest_first()[:MOST]):
        if each.is_public:
            notice = each.notice
            feed.add_item(
                title=writable(each.sentence),
                link=f"{settings.SITE_URL}{each.address}",
                description=writable(notice.words),
                unique_id=f"{settings.SITE_URL}{reverse('shelf')}#{notice.pk}",
                pubdate=notice.at,
                updateddate=notice.at,
            )
    return feed.writeString("utf-8")
