from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("responders", "0005_rosters"),
    ]

    operations = [
        migrations.AddField(
            model_name="tracker",
            name="heard_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
