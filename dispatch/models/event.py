"""The log: events numbered without a gap in commit order, hash-chained, append-only in the database.

The tables are written by the database function `log_append` alone (see the migration `log`): the runtime
role may read them and nothing else, and a trigger refuses UPDATE, DELETE and TRUNCATE from anybody.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models


class LogHead(models.Model):
    """The one row that knows the newest number. Locking it is what puts events in commit order."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    log = models.UUIDField()
    seq = models.BigIntegerField(default=0)
    hash = models.BinaryField(max_length=32)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="log_head_single_row")]

    def __str__(self) -> str:
        return f"{self.log} at {self.seq}"


class Event(models.Model):
    """A header. `digests` holds, per compartment, the hex SHA-256 of salt and body."""

    seq = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=150)
    source = models.CharField(max_length=12)
    incidents = ArrayField(models.CharField(max_length=16))
    request_id = models.UUIDField(null=True)
    digests = models.JSONField()
    prev = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        db_table = "event"

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


class EventBody(models.Model):
    """One compartment's facts and cards: `body` is the exact canonical text that was hashed."""

    event = models.ForeignKey(
        Event, on_delete=models.DO_NOTHING, related_name="bodies", db_column="seq", db_index=False
    )
    compartment = models.CharField(max_length=8)
    salt = models.BinaryField(max_length=16)
    body = models.TextField()

    class Meta:
        db_table = "event_body"
        constraints = [models.UniqueConstraint(fields=["event", "compartment"], name="event_body_one_per_compartment")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.compartment}"


class Request(models.Model):
    """What a client's request id was used for, so that a repeat gets the same answer."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, related_name="+")
    request_id = models.UUIDField()
    verb = models.CharField(max_length=40)
    digest = models.BinaryField(max_length=32)
    seq = models.BigIntegerField()

    class Meta:
        db_table = "request"
        constraints = [models.UniqueConstraint(fields=["by", "request_id"], name="request_id_once_per_user")]

    def __str__(self) -> str:
        return str(self.request_id)
