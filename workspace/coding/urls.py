"""Addresses of codings."""

from django.urls import path

from workspace.coding import views

urlpatterns = [
    path("coderingen/", views.codings, name="workspace_codings"),
    path("coderingen/wijk.<slug:ending>", views.codings_file, name="workspace_codings_file"),
]
