"""Addresses of messages, below /werkplek/berichten/."""

from django.urls import path

from notices import views

urlpatterns = [
    path("", views.notice_list, name="notice_list"),
    path("gelezen/", views.all_read, name="notices_read"),
    path("<int:notice>/", views.opening, name="notice"),
]
