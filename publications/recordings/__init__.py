"""Podcasts and films: their sound, their words in time, and the moments of them that lessons rest on."""
