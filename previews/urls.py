"""Addresses of the pictures that stand for pages where these are shared."""

from django.urls import path

from previews import views

urlpatterns = [
    path("deelbeeld.png", views.site_picture, name="site_picture"),
    path("themas/<slug:slug>/deelbeeld.png", views.theme_picture, name="theme_picture"),
    path("publicaties/<slug:slug>/v<int:number>/podcastbeeld.png", views.series_picture, name="series_picture"),
]
for _room, _name, _view in (
    ("initiatieven", "initiative", views.initiative_picture),
    ("lessen", "lesson", views.lesson_picture),
    ("publicaties", "publication", views.publication_picture),
):
    urlpatterns += [
        path(f"{_room}/<slug:slug>/deelbeeld.png", _view, name=f"{_name}_picture"),
        path(f"{_room}/<slug:slug>/v<int:number>/deelbeeld.png", _view, name=f"{_name}_version_picture"),
    ]
