"""Links by which mail can be stopped without signing in: they say who and which strand, signed with the site's key."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from accounts.models import User
from notices.kinds import Strand

_signer = Signer(salt="notices.unsubscribing", sep=".")


def link_for(person: User, strand: Strand) -> str:
    """The full address at which this mail stops."""
    return f"{settings.SITE_URL}{reverse('notice_unsubscribing', args=[_signer.sign(f'{person.pk}-{strand}')])}"


def read(token: str) -> tuple[User, Strand] | None:
    """Who and what a link is about; None when it is none of ours, or the account is gone."""
    try:
        key, _dash, strand = _signer.unsign(token).partition("-")
    except BadSignature:
        return None
    person = User.objects.filter(pk=int(key), erased_at=None).first()
    return (person, Strand(strand)) if person else None
