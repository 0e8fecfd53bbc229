"""Lists of words made before codes were listed are made anew at the next start."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("search", "0003_create_word_lists")]

    operations: ClassVar = [
        migrations.RunSQL("DELETE FROM search_wordlistedition", migrations.RunSQL.noop),
    ]
