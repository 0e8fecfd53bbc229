"""Addresses of cases."""

from django.urls import path

from curation.citing import citation_paths
from initiatives import views

urlpatterns = [
    *citation_paths("initiative", views.initiative_citation),
    path("", views.initiative_list, name="initiative_list"),
    path("initiatieven.csv", views.initiative_download, {"ending": "csv"}, name="initiative_csv"),
    path("initiatieven.xlsx", views.initiative_download, {"ending": "xlsx"}, name="initiative_xlsx"),
    path("initiatieven.geojson", views.initiative_download, {"ending": "geojson"}, name="initiative_geojson"),
    path("atom.xml", views.initiative_feed, name="initiative_feed"),
    path("<slug:slug>/v<int:number>/", views.initiative, name="initiative_version"),
    path("facet/<slug:name>/", views.initiative_facet, name="initiative_facet"),
    path("<slug:slug>/", views.initiative, name="initiative"),
]
