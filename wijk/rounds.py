"""What the site does by itself, and how often; the worker does it. How a round is made is in docs/jobs.md."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from accounts import housekeeping, outbox
from initiatives import projection
from jobs.keeping import forget_old
from jobs.rounds import register as regularly
from media.removal import forget_unused
from notices.rounds import make_round
from workspace.models import Review
from workspace.review.workflow import publish_due

SECOND, MINUTE, HOUR, DAY = (timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days"))


def register() -> None:
    """Say to the worker what has its time."""
    regularly("mail", _("mail that waits is sent"), outbox.send_waiting, every=SECOND, waits=outbox.waits)
    regularly("publish", _("what was planned is published"), publish_due, every=10 * SECOND, waits=_is_something_due)
    regularly("tell", _("people hear of what they follow, and get mail together"), make_round, every=5 * MINUTE)
    regularly("words", _("the words to search by are brought up to date"), projection.renew_word_lists, every=HOUR)
    regularly("accounts", _("sessions and invitations that are over go"), housekeeping.tidy, every=DAY)
    regularly("files", _("pictures and files that nothing shows go"), forget_unused, every=DAY)
    regularly("jobs", _("long work that is over goes, with its files"), forget_old, every=HOUR)


def _is_something_due() -> bool:
    return Review.objects.due().exists()
