"""Addresses of what readers keep, below /mijn/."""

from django.urls import path

from shelf import collection_views as collections
from shelf import views

urlpatterns = [
    path("", views.shelf, name="shelf"),
    path("verzamelingen/", collections.collection_list, name="collection_list"),
    path("verzamelingen/bewaren/", collections.keeping, name="keeping"),
    path("verzamelingen/<int:collection>/", collections.collection, name="collection"),
    path("verzamelingen/<int:collection>/bewerken/", collections.collection_editing, name="collection_editing"),
    path("verzamelingen/<int:collection>/delen/", collections.collection_sharing, name="collection_sharing"),
    path("verzamelingen/<int:collection>/weg/", collections.collection_removal, name="collection_removal"),
    path("gedeeld/<str:token>/", collections.shared_collection, name="shared_collection"),
    path("volgen/", views.follow_list, name="follow_list"),
    path("volgen/nieuw/", views.follow_new, name="follow_new"),
    path("volgen/feed/", views.feed_address, name="feed_address"),
    path("volgen/feed/<str:token>.xml", views.personal_feed, name="personal_feed"),
    path("volgen/<int:follow>/einde/", views.follow_end, name="follow_end"),
]
