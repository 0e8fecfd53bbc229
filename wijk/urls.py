"""Every address of the site. Dutch, short and permanent."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("account/", include("accounts.urls")),
    path("beheer/", admin.site.urls),
]
