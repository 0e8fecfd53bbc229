"""How long somebody may still do without a second step, for pages that allauth makes."""

from datetime import datetime
from typing import NamedTuple

from django import template
from django.utils import timezone

from accounts import second_factor
from accounts.models import User

register = template.Library()


class Due(NamedTuple):
    at: datetime
    is_past: bool


@register.simple_tag
def second_step_due(user: User) -> Due | None:
    """When `user` has to have a second step; None when they have one, or need none."""
    at = second_factor.due_at(user)
    return Due(at, is_past=at <= timezone.now()) if at else None
