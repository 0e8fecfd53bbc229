"""Addresses of publications."""

from django.urls import path

from publications import views

urlpatterns = [
    path("", views.publication_list, name="publication_list"),
    path("<slug:slug>/", views.publication, name="publication"),
    path("<slug:slug>/v<int:number>/", views.publication, name="publication_version"),
]
