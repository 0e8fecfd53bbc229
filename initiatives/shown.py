"""Who may fetch the pictures and files of cases: everybody what is published, those who edit a case what is in it."""

from django.db.models import Q

from accounts.models import User
from curation.models import Status
from initiatives.models import Initiative

PUBLIC = Q(version__status=Status.PUBLISHED, version__record__withdrawn_at__isnull=True)


def visible_to(user: User) -> Q:
    return Q(version__record__in=Initiative.objects.editable_by(user))
