"""Addresses of the register; included before those of the municipality pages, since fixed words come before slugs."""

from django.urls import path

from places import views

urlpatterns = [
    path("gemeenten/zoeken/", views.municipality_suggestions, name="municipality_suggestions"),
]
