"""What podcasts and films add to the rest of the site, said once at its start."""

from curation import leaning
from lessons import grounds, shown_evidence
from media import access
from publications.models import Publication, Recording
from publications.models.records import obstacles_of_kinds
from publications.recordings.leaning_on_moments import (
    lessons_leaning_on,
    moments_foreseen,
    publications_changed,
)
from publications.recordings.page import RECORDED, recording_lacks
from publications.recordings.shown_moments import shown_moments, weights_of
from publications.shown import PUBLIC, visible_to


def join() -> None:
    access.register(Recording, public=PUBLIC, visible_to=visible_to)
    for kind in RECORDED:
        obstacles_of_kinds[kind] = [recording_lacks]
    grounds.weights.append(weights_of)
    shown_evidence.besides.append(shown_moments)
    leaning.register(Publication, asked=lessons_leaning_on, told=publications_changed, foresees=moments_foreseen)
