"""Addresses of withdrawn consent, and of pictures that lack something."""

from django.urls import path

from workspace.consent import views

urlpatterns = [
    path("initiatieven/<slug:slug>/toestemming/", views.consent, name="workspace_consent"),
    path("beelden/", views.picture_list, name="workspace_pictures"),
    path("beelden/<slug:key>/toestemming/", views.picture_consent, name="workspace_picture_consent"),
]
