"""Addresses that never fail."""

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import Context

register = template.Library()


@register.simple_tag(takes_context=True)
def full_address(context: Context) -> str:
    """The address of the page for paper, under the site's own name whatever name the visitor's browser gave."""
    request = context.get("request")
    return f"{settings.SITE_URL}{request.get_full_path()}" if request else settings.SITE_URL


@register.simple_tag
def static_if_there(path: str) -> str:
    """The address of a static file; empty instead of an error where none was collected (for the page of errors)."""
    try:
        return staticfiles_storage.url(path)
    except ValueError:
        return ""
