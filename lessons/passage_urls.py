"""Permanent addresses of passages."""

from django.urls import path

from lessons import passage_views

urlpatterns = [path("<int:passage>/", passage_views.passage, name="passage")]
