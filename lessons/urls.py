"""Addresses of lessons."""

from django.urls import path

from lessons import views
from lessons.web_annotations.views import lesson_annotations

urlpatterns = [
    path("", views.lesson_list, name="lesson_list"),
    path("<slug:slug>/", views.lesson, name="lesson"),
    path("<slug:slug>/onderbouwing.jsonld", lesson_annotations, name="lesson_annotations"),
    path("<slug:slug>/v<int:number>/", views.lesson, name="lesson_version"),
]
