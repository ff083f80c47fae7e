from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("responders", "0006_crew_names"),
    ]

    operations = [
        migrations.AddField(
            model_name="tracker",
            name="heard_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
