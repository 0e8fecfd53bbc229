from django.urls import path, register_converter
from django.urls.converters import StringConverter

from media import views


class KeyConverter(StringConverter):
    """The key of a picture or file."""

    regex = "[0-9a-f]{32}"


register_converter(KeyConverter, "media_key")

urlpatterns = [
    path("beeld/<media_key:key>/<str:name>", views.picture, name="picture"),
    path("bestand/<media_key:key>/<str:name>", views.attachment, name="attachment"),
]
