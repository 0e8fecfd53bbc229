"""Django's configuration of this app, and what it adds to the page of a case."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LessonsConfig(AppConfig):
    name = "lessons"
    verbose_name = _("Lessons")

    def ready(self) -> None:
        from changes.models import Kind
        from curation import leaning
        from curation.margins import add_margin
        from curation.panels import add_panel
        from initiatives.models import Initiative, Theme
        from lessons.findables import found_lessons
        from lessons.following_texts import cases_changed, lessons_leaning_on
        from lessons.foreseeing import passages_foreseen
        from lessons.margin import marked_in, sees_all
        from lessons.models import Evidence, Lesson
        from lessons.of_case import lessons_of_case
        from lessons.workflow import KIND
        from search import findables

        add_panel(
            Initiative,
            "lessons/_of_case.html",
            lessons_of_case,
            subjects=Lesson.objects.subjects_among_initiatives,
            kind=Kind.CONTENT,
        )
        visible = Evidence.objects.cases_visitors_see
        add_margin(Initiative, marked_in, subjects=visible, kind=Kind.CONTENT, sees_more=sees_all)
        leaning.register(Initiative, asked=lessons_leaning_on, told=cases_changed, foresees=passages_foreseen)
        findables.sources[KIND] = found_lessons
        findables.followers.setdefault(Theme, []).append(KIND)
