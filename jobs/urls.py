"""Addresses of long work."""

from django.urls import path

from jobs import views

urlpatterns = [
    path("", views.job_list, name="jobs"),
    path("<uuid:job>/", views.job, name="job"),
    path("<uuid:job>/afbreking/", views.stopping, name="job_stopping"),
    path("<uuid:job>/<int:file>/<str:name>", views.file, name="job_file"),
]
