"""Puts the administration of `curation.administration` in the place of Django's own."""

from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    default_site = "curation.administration.AdministrationSite"
