"""What waits in recordings for a person, for the start of the workspace."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from lessons.margin import MAY_MARK
from lessons.weighing import MAY_ACCEPT
from publications.models import SpokenEvidence
from publications.recordings.following import moments_waiting
from workspace.waiting.items import MOST, Group, Item


def moment_groups(person: User) -> list[Group]:
    """Moments of which a person must say what became of them, and what is proposed to who may accept it."""
    groups = [_moments()] if person.has_perm(MAY_MARK) else []
    return [*groups, _proposed()] if person.has_perm(MAY_ACCEPT) else groups


def _moments() -> Group:
    several = list(moments_waiting()[: MOST + 1])
    items = [_item(each, str(each.place.get_state_display())) for each in several[:MOST]]  # type: ignore[union-attr]
    return Group("moments", _("Moments in recordings that wait for a look"), items, len(several) > MOST)


def _proposed() -> Group:
    found = SpokenEvidence.objects.standing().filter(accepted_at=None, moment__version__record__withdrawn_at=None)
    several = list(found.select_related("moment__version__record", "by").order_by("at", "pk")[: MOST + 1])
    items = [_item(each.moment, str(each.by or "")) for each in several[:MOST]]
    return Group(
        "moments_proposed", _("Moments in recordings that are proposed for lessons"), items, len(several) > MOST
    )


def _item(moment: Any, note: str) -> Item:
    address = reverse("workspace_work_moments", args=[moment.version.record.slug])
    said = f"{moment.version.title}, {moment.time}"
    return Item(str(moment), f"{address}#moment-{moment.pk}", ": ".join(filter(None, [said, note])), moment.at)
