"""Where the visitor is in the menu, and addresses that never fail."""

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def menu_link(context: Context, url_name: str, label: str) -> SafeString:
    """A link of the menu that says whether the visitor is on that page ("page") or somewhere under it ("true")."""
    url = reverse(url_name)
    request = context.get("request")
    path = request.path if request else ""
    if not path.startswith(url):
        return format_html('<li><a href="{}">{}</a></li>', url, label)
    return format_html('<li><a href="{}" aria-current="{}">{}</a></li>', url, "page" if path == url else "true", label)


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
