"""Addresses of publications."""

import re

from django.urls import include, path, register_converter

from curation.citing import citation_paths
from publications import views
from publications.browsing import views as browsing
from publications.bundles import views as bundles
from publications.infographics import views as infographics
from publications.infographics.files import FORMS


class InfographicFormConverter:
    """The name of a file of an infographic: infographic.pdf, infographic-1200x630.png …"""

    regex = "|".join(re.escape(name) for name in FORMS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(InfographicFormConverter, "infographic_form")

urlpatterns = [
    *citation_paths("publication", views.publication_citation),
    path("", include("publications.recordings.urls")),
    path("", browsing.publication_list, name="publication_list"),
    path("atom.xml", browsing.publication_feed, name="publication_feed"),
    path("publicaties.csv", browsing.publication_download, {"ending": "csv"}, name="publication_list_csv"),
    path("publicaties.json", browsing.publication_download, {"ending": "json"}, name="publication_list_json"),
    path("facet/<slug:name>/", browsing.publication_facet, name="publication_facet"),
    path("<slug:slug>/", views.publication, name="publication"),
    path("<slug:slug>/v<int:number>/", views.publication, name="publication_version"),
    path("<slug:slug>/inbedden/", infographics.embedded, name="infographic_embedded"),
    path("<slug:slug>/v<int:number>/inbedden/", infographics.embedded, name="infographic_version_embedded"),
    path("<slug:slug>/<infographic_form:form>", infographics.infographic_file, name="infographic_file"),
    path(
        "<slug:slug>/v<int:number>/<infographic_form:form>",
        infographics.infographic_file,
        name="infographic_version_file",
    ),
    path("<slug:slug>/lezen/", bundles.bundle_book, name="bundle_book"),
    path("<slug:slug>/v<int:number>/lezen/", bundles.bundle_book, name="bundle_version_book"),
    path("<slug:slug>/bundel.pdf", bundles.bundle_file, {"ending": "pdf"}, name="bundle_pdf"),
    path("<slug:slug>/bundel.epub", bundles.bundle_file, {"ending": "epub"}, name="bundle_epub"),
    path("<slug:slug>/bundel.zip", bundles.bundle_file, {"ending": "zip"}, name="bundle_zip"),
    path("<slug:slug>/v<int:number>/bundel.pdf", bundles.bundle_file, {"ending": "pdf"}, name="bundle_version_pdf"),
    path("<slug:slug>/v<int:number>/bundel.epub", bundles.bundle_file, {"ending": "epub"}, name="bundle_version_epub"),
    path("<slug:slug>/v<int:number>/bundel.zip", bundles.bundle_file, {"ending": "zip"}, name="bundle_version_zip"),
]
