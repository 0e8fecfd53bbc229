"""The identifiers of everything in a file of codings: made of permanent addresses, so they are the same every time."""

from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.urls import reverse

from lessons.models import Stance


def guid_of(path: str) -> str:
    """The identifier of what stands at an address of this site, whether or not there is a page there."""
    return str(uuid5(NAMESPACE_URL, f"{settings.SITE_URL}{path}"))


def site() -> str:
    """The identifier of the site itself as a coder: it marked what was shipped with it."""
    return guid_of("/")


def coder(key: int | None) -> str:
    return guid_of(f"/account/{key}/") if key else site()


def theme(slug: str) -> str:
    return guid_of(reverse("theme", args=[slug]))


def lesson(slug: str) -> str:
    return guid_of(reverse("lesson", args=[slug]))


def stance(slug: str, name: str) -> str:
    """A lesson with the way in which a passage bears on it."""
    return guid_of(f"{reverse('lesson', args=[slug])}#{Stance(name).value}")


def case(slug: str) -> str:
    return guid_of(reverse("initiative", args=[slug]))


def version(slug: str, number: int) -> str:
    return guid_of(reverse("initiative_version", args=[slug, number]))


def within(guid: str, *parts: object) -> str:
    """The identifier of a part of something else: the same parts give the same one."""
    return str(uuid5(UUID(guid), " ".join(map(str, parts))))


def normal(guid: str) -> str:
    """An identifier as other programs write it, in the way we do: small letters, no braces."""
    return guid.strip().strip("{}").lower()
