"""Who may fetch the covers of publications: everybody what is published, those who edit one what is in it."""

from django.db.models import Q

from accounts.models import User
from curation.models import Status
from publications.models import Publication

PUBLIC = Q(version__status=Status.PUBLISHED, version__record__withdrawn_at__isnull=True)


def visible_to(user: User) -> Q:
    return Q(version__record__in=Publication.objects.editable_by(user))
