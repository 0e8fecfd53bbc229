"""Addresses of the register, below gemeenten/; before those of municipality pages, as fixed words precede slugs."""

from django.urls import path

from places import views

urlpatterns = [
    path("zoeken/", views.municipality_suggestions, name="municipality_suggestions"),
]
