"""Every address of the site. Dutch, short and permanent."""

from django.contrib import admin
from django.urls import include, path

from lessons.web_annotations.views import passage_annotations
from notices import views as notices
from publications.infographics.views import oembed
from trail.views import trail
from wijk import health, sitemap, views

handler400 = "wijk.refusals.bad_request"
urlpatterns = [
    path("", views.home, name="home"),
    path("", include("previews.urls")),
    path("initiatieven/", include("initiatives.urls")),
    path("lessen/", include("lessons.urls")),
    path("fragmenten/<int:passage>.jsonld", passage_annotations, name="passage_annotations"),
    path("fragmenten/", include("lessons.passage_urls")),
    path("publicaties/", include("publications.urls")),
    path("oembed/", oembed, name="oembed"),
    path("themas/", views.theme_list, name="theme_list"),
    path("themas/<slug:slug>/", views.theme, name="theme"),
    path("themas/<slug:slug>/feed/", views.theme, {"name": "theme_feed"}, name="theme_feed"),
    path("gemeenten/", views.municipality_list, name="municipality_list"),
    path("gemeenten/", include("places.urls")),
    path("gemeenten/<slug:slug>/", views.municipality, name="municipality"),
    path("zoeken/", views.search, name="search"),
    path("zoeken/suggesties/", views.suggestions, name="suggestions"),
    path("over/", views.page, {"template": "wijk/pages/about.html"}, name="about"),
    path("over/bronnen/", views.page, {"template": "wijk/pages/sources.html"}, name="sources"),
    path("over/toegankelijkheid/", views.page, {"template": "wijk/pages/accessibility.html"}, name="accessibility"),
    path("over/privacy/", views.page, {"template": "wijk/pages/privacy.html"}, name="privacy"),
    path("taal/", views.language, name="language"),
    path("mijn/", include("shelf.urls")),
    path("mijn/", include("publications.collection_bundles.urls")),
    path("werkplek/berichten/", include("notices.urls")),
    path("werkplek/taken/", include("jobs.urls")),
    path("werkplek/spoor/", trail, name="trail"),
    path("werkplek/", include("workspace.urls")),
    path("sitemap.xml", sitemap.sitemap_index, name="sitemap_index"),
    path("sitemap/<slug:name>/<int:number>.xml", sitemap.sitemap_page, name="sitemap_page"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("media/", include("media.urls")),
    path("account/berichten/", notices.choice, name="notice_choice"),
    path("account/berichten/afmelden/<str:token>/", notices.unsubscribing, name="notice_unsubscribing"),
    path("account/", include("accounts.urls")),
    path("beheer/", admin.site.urls),
]
