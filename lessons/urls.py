"""Addresses of lessons."""

from django.urls import path

from lessons import views

urlpatterns = [
    path("", views.lesson_list, name="lesson_list"),
    path("<slug:slug>/", views.lesson, name="lesson"),
    path("<slug:slug>/v<int:number>/", views.lesson, name="lesson_version"),
]
