"""The incident: the one record that police and unarmed teams share."""

from datetime import datetime

from django.db import models

from dispatch import lifecycles
from dispatch.models.alert import Alert


class IncidentQuerySet(models.QuerySet["Incident"]):
    def open(self) -> "IncidentQuerySet":
        return self.filter(status__in=lifecycles.INCIDENT.open)

    def looked_at(self) -> "IncidentQuerySet":
        """Return incidents with what their cards need."""
        alerts = models.Prefetch("alerts", Alert.objects.order_by("n"), to_attr="alerts_raised")
        return self.select_related("assessment", "override").prefetch_related(alerts)

    def team_due(self, now: datetime) -> "IncidentQuerySet":
        """Return incidents whose wait for an unarmed team has reached its limit, the longest first."""
        return self.filter(team_due_at__lte=now).order_by("team_due_at")

    def hold_over(self, now: datetime) -> "IncidentQuerySet":
        """Return held incidents whose hold is over, the longest first."""
        return self.filter(status=lifecycles.HELD, hold_until__lte=now).order_by("hold_until")


class Incident(models.Model):
    """One incident. Caller words live on its calls, health and police notes in rows of their own.

    `priority` is the assessment's unless a dispatcher set it by hand. `eligible` is true once triage has
    found that an unarmed team could go: it never turns false again, because the ledger (design 8) asks how
    every call that was ever eligible ended. `eligible_at`: since when it waits for a team. `team_due_at`: when
    the floor is told that none has come. `override` is the newest override, in whatever state. `retention_hold`
    keeps the whole record from the purge; it is on no card, because it would tell the floor that somebody
    flagged the call. `silent_mode`: a caller cannot speak freely. `parts_count` counts what was ever added to it
    (links, requests for help, persons, vehicles, interpreters): while it is 0 nobody has to look for them.
    `due_at`: when a scheduled call is to be served. `place_verified`: a person chose the place from the gazetteer
    or confirmed it; `place_key` is the address in one spelling. `cautions` are the premise cautions by compartment
    as they were last known while it was open: a copy, so that a card needs no further question and a closed
    incident shows what was known. `staging`: the hold that keeps unarmed units nearby, with who set it, why, and who
    cleared it; empty while there never was one.
    """

    number = models.CharField(max_length=16, unique=True)
    status = models.CharField(max_length=10, default=lifecycles.WAITING)
    since = models.DateTimeField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=12)
    address = models.CharField(max_length=300)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    apartment = models.CharField(max_length=40, blank=True)
    gate = models.CharField(max_length=40, blank=True)
    municipality = models.CharField(max_length=60, blank=True)
    cross_street = models.CharField(max_length=120, blank=True)
    uncertainty_m = models.PositiveIntegerField(null=True, blank=True)
    place_verified = models.BooleanField(default=False)
    place_key = models.CharField(max_length=120, blank=True)
    cautions = models.JSONField(default=dict)
    area = models.ForeignKey("responders.Area", null=True, blank=True, on_delete=models.PROTECT)
    call_type = models.CharField(max_length=16, blank=True)
    call_type_text = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=8, default="en")
    notes_count = models.PositiveIntegerField(default=0)
    parts_count = models.PositiveIntegerField(default=0, db_default=0)
    transfers_count = models.PositiveIntegerField(default=0, db_default=0)
    priority = models.CharField(max_length=2)
    priority_set_by_hand = models.BooleanField(default=False)
    assessment = models.OneToOneField(
        "dispatch.Assessment", null=True, blank=True, on_delete=models.PROTECT, related_name="current_for"
    )
    override = models.OneToOneField(
        "dispatch.Override", null=True, blank=True, on_delete=models.PROTECT, related_name="newest_of"
    )
    alerts_count = models.PositiveIntegerField(default=0)
    eligible = models.BooleanField(default=False)
    eligible_at = models.DateTimeField(null=True, blank=True)
    team_due_at = models.DateTimeField(null=True, blank=True)
    overdue_at = models.DateTimeField(null=True, blank=True)
    overdue_why = models.CharField(max_length=30, blank=True)
    disposition = models.CharField(max_length=24, blank=True)
    outcome = models.CharField(max_length=30, blank=True)
    outcome_reason = models.CharField(max_length=500, blank=True)
    hold_reason = models.CharField(max_length=300, blank=True)
    hold_until = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    retention_hold = models.BooleanField(default=False)
    silent_mode = models.BooleanField(default=False)
    staging = models.JSONField(default=dict)

    objects = IncidentQuerySet.as_manager()
    alerts_raised: list[Alert]

    class Meta:
        indexes = [
            models.Index(
                fields=["opened_at"],
                name="incident_open",
                condition=models.Q(status__in=lifecycles.INCIDENT.open),
            ),
            models.Index(fields=["-opened_at"], name="incident_recent"),
            models.Index(fields=["hold_until"], name="incident_hold_until", condition=models.Q(status=lifecycles.HELD)),
            models.Index(fields=["lat", "lon"], name="incident_place", condition=models.Q(lat__isnull=False)),
            models.Index(fields=["place_key"], name="incident_place_key", condition=~models.Q(place_key="")),
            models.Index(
                fields=["team_due_at"], name="incident_team_due", condition=models.Q(team_due_at__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=lifecycles.INCIDENT.states), name="incident_status"),
            models.CheckConstraint(condition=models.Q(priority__in=lifecycles.PRIORITIES), name="incident_priority"),
            models.CheckConstraint(
                condition=models.Q(status=lifecycles.CLOSED, closed_at__isnull=False) & ~models.Q(disposition="")
                | ~models.Q(status=lifecycles.CLOSED) & models.Q(closed_at__isnull=True),
                name="incident_closed_with_disposition",
            ),
            models.CheckConstraint(
                condition=models.Q(disposition__in=["", *lifecycles.DISPOSITIONS]),
                name="incident_disposition",
            ),
            models.CheckConstraint(condition=models.Q(outcome__in=["", *lifecycles.OUTCOMES]), name="incident_outcome"),
            # The ledger: no call that an unarmed team could have taken ends without a recorded outcome.
            models.CheckConstraint(
                condition=~models.Q(status=lifecycles.CLOSED) | models.Q(eligible=False) | ~models.Q(outcome=""),
                name="incident_eligible_needs_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="") | models.Q(eligible=True), name="incident_outcome_of_eligible_only"
            ),
            models.CheckConstraint(
                condition=models.Q(eligible=True, eligible_at__isnull=False)
                | models.Q(eligible=False, eligible_at__isnull=True),
                name="incident_eligible_since",
            ),
            models.CheckConstraint(
                condition=models.Q(team_due_at__isnull=True)
                | models.Q(eligible=True, status__in=(lifecycles.WAITING, lifecycles.WORKING)),
                name="incident_team_due_while_it_waits",
            ),
            models.CheckConstraint(
                condition=models.Q(overdue_why__in=["", *lifecycles.NO_TEAM]), name="incident_overdue_why"
            ),
            models.CheckConstraint(
                condition=models.Q(status=lifecycles.HELD) & ~models.Q(hold_reason="")
                | ~models.Q(status=lifecycles.HELD) & models.Q(hold_reason=""),
                name="incident_held_with_reason",
            ),
            models.CheckConstraint(condition=models.Q(lat__range=(-90, 90)), name="incident_lat_on_earth"),
            models.CheckConstraint(condition=models.Q(lon__range=(-180, 180)), name="incident_lon_on_earth"),
        ]

    def __str__(self) -> str:
        return self.number
