"""Addresses of cases."""

from django.urls import path

from initiatives import views

urlpatterns = [
    path("", views.initiative_list, name="initiative_list"),
    path("<slug:slug>/v<int:number>/", views.initiative, name="initiative_version"),
    path("facet/<slug:name>/", views.initiative_facet, name="initiative_facet"),
    path("<slug:slug>/", views.initiative, name="initiative"),
]
