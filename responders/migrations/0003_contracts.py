from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("responders", "0002_places"),
    ]

    operations = [
        migrations.AddField("agency", "contract_from", models.DateField(blank=True, null=True)),
        migrations.AddField("agency", "contract_until", models.DateField(blank=True, null=True)),
    ]
