from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dispatch", "0010_releases")]

    operations = [
        migrations.RemoveConstraint(model_name="replay", name="replay_state"),
        migrations.AddConstraint(
            model_name="replay",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["queued", "running", "done", "failed", "cancelled"])),
                name="replay_state",
            ),
        ),
    ]
