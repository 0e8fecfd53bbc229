"""Addresses of bundles of collections, below /mijn/."""

from typing import Any

from django.urls import URLPattern, path

from publications.bundles.files import FORMS
from publications.collection_bundles import views


def _files(place: str, view: Any, name: str) -> list[URLPattern]:
    return [path(f"{place}bundel.{ending}", view, {"ending": ending}, name=f"{name}_{ending}") for ending in FORMS]


urlpatterns = [
    path("verzamelingen/<int:collection>/bundel/", views.collection_bundle, name="collection_bundle"),
    path("verzamelingen/<int:collection>/bundel/lezen/", views.collection_book, name="collection_book"),
    *_files("verzamelingen/<int:collection>/bundel/", views.collection_file, "collection_file"),
    path("gedeeld/<str:token>/lezen/", views.shared_book, name="shared_book"),
    *_files("gedeeld/<str:token>/", views.shared_file, "shared_file"),
]
