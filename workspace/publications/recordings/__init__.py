"""Podcasts and films in the workspace: their sound and words, and the moments that lessons rest on."""
