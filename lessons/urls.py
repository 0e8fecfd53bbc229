"""Addresses of lessons."""

from django.urls import path

from curation.citing import citation_paths
from lessons import views
from lessons.browsing import views as browsing
from lessons.web_annotations.views import lesson_annotations

urlpatterns = [
    *citation_paths("lesson", views.lesson_citation),
    path("", browsing.lesson_list, name="lesson_list"),
    path("feed/", browsing.lesson_feed, name="lesson_feed"),
    path("facet/<slug:name>/", browsing.lesson_facet, name="lesson_facet"),
    path("<slug:slug>/", views.lesson, name="lesson"),
    path("<slug:slug>/onderbouwing.jsonld", lesson_annotations, name="lesson_annotations"),
    path("<slug:slug>/v<int:number>/", views.lesson, name="lesson_version"),
]
