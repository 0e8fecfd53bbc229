"""Addresses of the workspace."""

from django.urls import include, path

from workspace import views
from workspace.comparing.views import difference
from workspace.managing.views import several_cases
from workspace.review import views as review

urlpatterns = [
    path("", include("workspace.analysis.urls")),
    path("", include("workspace.coding.urls")),
    path("", include("workspace.consent.urls")),
    path("lessen/", include("workspace.lessons.urls")),
    path("publicaties/", include("workspace.publications.urls")),
    path("", views.start, name="workspace"),
    path("meerdere/", several_cases, name="workspace_several"),
    path("aangemeld/", views.signed_in_again, name="workspace_signed_in"),
    path("betrokkenen/", views.actor_suggestions, name="workspace_actors"),
    path("trefwoorden/", views.keyword_suggestions, name="workspace_keywords"),
    path("fragmenten/", include("workspace.passages.urls")),
    path("initiatieven/", views.case_list, name="workspace_cases"),
    path("initiatieven/nieuw/", views.new_case, name="workspace_new_case"),
    path("initiatieven/nieuw/word/", views.new_from_word, name="workspace_new_from_word"),
    path("initiatieven/<slug:slug>/", views.entry, name="workspace_case"),
    path("initiatieven/<slug:slug>/bewaren/", views.saving, name="workspace_saving"),
    path("initiatieven/<slug:slug>/lezersblik/", views.readers_view, name="workspace_readers_view"),
    path("initiatieven/<slug:slug>/herziening/", views.revision, name="workspace_revision"),
    path("initiatieven/<slug:slug>/geschiedenis/", views.history, name="workspace_history"),
    path("initiatieven/<slug:slug>/verschil/", difference, name="workspace_difference"),
    path("initiatieven/<slug:slug>/indiening/", review.submission, name="workspace_submission"),
    path("initiatieven/<slug:slug>/beoordeling/", review.review, name="workspace_review"),
    path("initiatieven/<slug:slug>/beoordeling/beoordelaar/", review.taking_up, name="workspace_taking_up"),
    path("initiatieven/<slug:slug>/wijzigingsverzoek/", review.changes_request, name="workspace_changes_request"),
    path("initiatieven/<slug:slug>/publicatie/", review.publication, name="workspace_publication"),
    path("initiatieven/<slug:slug>/publicatie/afgelast/", review.cancelled_publication, name="workspace_cancelling"),
    path("initiatieven/<slug:slug>/intrekking/", review.withdrawal, name="workspace_withdrawal"),
    path("initiatieven/<slug:slug>/herstel/", review.restoration, name="workspace_restoration"),
    path("initiatieven/<slug:slug>/opmerkingen/", review.new_remark, name="workspace_new_remark"),
    path("initiatieven/<slug:slug>/opmerkingen/<int:remark>/", review.answer, name="workspace_remark"),
    path("initiatieven/<slug:slug>/momenten/", views.moment, name="workspace_moment"),
    path("initiatieven/<slug:slug>/momenten/<int:version>/", views.bringing_back, name="workspace_bringing_back"),
    path("initiatieven/<slug:slug>/delen/", views.sharing, name="workspace_sharing"),
]
