from django.db import migrations, models

FIELDS = {"supports": "cases_for", "nuances": "cases_nuancing", "contradicts": "cases_against"}
UNSURE = ("gewijzigd", "dubbelzinnig", "verweesd")


def count_cases(apps, schema_editor):
    """Count for the grounds that are there what is counted for new ones."""
    Evidence, Ground = apps.get_model("lessons", "Evidence"), apps.get_model("lessons", "Ground")
    is_sure = models.Q(passage__place__start__isnull=False) & (
        ~models.Q(passage__place__state__in=UNSURE) | models.Q(passage__place__by__isnull=False)
    )
    living = Evidence.objects.filter(
        is_sure,
        accepted_at__isnull=False,
        dropped_at=None,
        passage__version__record__withdrawn_at=None,
        passage__place__version=models.F("passage__version__record__published_version"),
    )
    cases = living.order_by().values_list("lesson", "stance").annotate(
        number=models.Count("passage__version__record", distinct=True)
    )
    for lesson, stance, number in cases:
        Ground.objects.filter(pk=lesson).update(**{FIELDS[stance]: number})


class Migration(migrations.Migration):

    dependencies = [
        ('lessons', '0007_give_lessons_their_ground'),
    ]

    operations = [
        *(
            migrations.AddField(
                model_name='ground',
                name=name,
                field=models.PositiveIntegerField(default=0),
            )
            for name in FIELDS.values()
        ),
        migrations.RunPython(count_cases, migrations.RunPython.noop),
    ]
