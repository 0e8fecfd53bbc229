import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('initiatives', '0008_date_removed_words'),
        ('lessons', '0008_count_cases_by_stance'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Looked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='looked', to=settings.AUTH_USER_MODEL, verbose_name='looked by')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='looked', to='initiatives.initiative', verbose_name='initiative')),
                ('lesson', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='looked', to='lessons.lesson', verbose_name='lesson')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='looked', to='initiatives.theme', verbose_name='theme')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='initiatives.initiativeversion', verbose_name='version')),
            ],
            options={
                'verbose_name': 'looked, and found nothing',
                'verbose_name_plural': 'looked, and found nothing',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lesson__isnull', True), ('theme__isnull', False)), models.Q(('lesson__isnull', False), ('theme__isnull', True)), _connector='OR'), name='looked_for_one_thing', violation_error_message='One looks for a lesson or for a theme.'), models.UniqueConstraint(fields=('initiative', 'lesson'), name='looked_once_for_lesson'), models.UniqueConstraint(fields=('initiative', 'theme'), name='looked_once_for_theme')],
            },
        ),
    ]
