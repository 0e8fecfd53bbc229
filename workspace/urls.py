"""Addresses of the workspace."""

from django.urls import path

from workspace import views

urlpatterns = [
    path("", views.start, name="workspace"),
    path("aangemeld/", views.signed_in_again, name="workspace_signed_in"),
    path("betrokkenen/", views.actor_suggestions, name="workspace_actors"),
    path("trefwoorden/", views.keyword_suggestions, name="workspace_keywords"),
    path("initiatieven/", views.case_list, name="workspace_cases"),
    path("initiatieven/nieuw/", views.new_case, name="workspace_new_case"),
    path("initiatieven/nieuw/word/", views.new_from_word, name="workspace_new_from_word"),
    path("initiatieven/<slug:slug>/", views.entry, name="workspace_case"),
    path("initiatieven/<slug:slug>/bewaren/", views.saving, name="workspace_saving"),
    path("initiatieven/<slug:slug>/lezersblik/", views.readers_view, name="workspace_readers_view"),
    path("initiatieven/<slug:slug>/herziening/", views.revision, name="workspace_revision"),
    path("initiatieven/<slug:slug>/geschiedenis/", views.history, name="workspace_history"),
    path("initiatieven/<slug:slug>/momenten/", views.moment, name="workspace_moment"),
    path("initiatieven/<slug:slug>/momenten/<int:version>/", views.bringing_back, name="workspace_bringing_back"),
    path("initiatieven/<slug:slug>/delen/", views.sharing, name="workspace_sharing"),
]
