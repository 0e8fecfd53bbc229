"""Parts of pages in Jinja2, called from a page of Django's."""

from django import template

from wijk import components

register = template.Library()

register.simple_tag(components.component)
register.filter("number", components.number)
