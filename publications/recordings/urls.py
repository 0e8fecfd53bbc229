"""Addresses of what goes with a recording, under those of publications."""

from django.urls import path

from publications.recordings import views

VERSION = "<slug:slug>/v<int:number>/"

urlpatterns = [
    path("<slug:slug>/feed.xml", views.feed, name="podcast_feed"),
    path("<slug:slug>/transcript.vtt", views.transcript, {"ending": "vtt"}, name="transcript_vtt"),
    path("<slug:slug>/transcript.txt", views.transcript, {"ending": "txt"}, name="transcript_txt"),
    path("<slug:slug>/hoofdstukken.json", views.chapters, name="recording_chapters"),
    path(f"{VERSION}transcript.vtt", views.transcript, {"ending": "vtt"}, name="transcript_version_vtt"),
    path(f"{VERSION}transcript.txt", views.transcript, {"ending": "txt"}, name="transcript_version_txt"),
    path(f"{VERSION}hoofdstukken.json", views.chapters, name="recording_version_chapters"),
]
