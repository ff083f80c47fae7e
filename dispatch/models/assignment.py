"""Assignments: a unit on an incident. The database, not the code, makes double dispatch impossible."""

from django.db import models

from dispatch import lifecycles
from dispatch.models.move import Move

OPEN = models.Q(state__in=lifecycles.ASSIGNMENT.open)


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def open(self) -> "AssignmentQuerySet":
        return self.filter(OPEN)

    def looked_at(self) -> "AssignmentQuerySet":
        """Return assignments with what their cards need (`moves_made`), in the order they were made."""
        moves = models.Prefetch("moves", Move.objects.order_by("pk"), to_attr="moves_made")
        return self.select_related("unit").prefetch_related(moves).order_by("pk")


class Assignment(models.Model):
    """One unit sent to one incident in one role; `state` is where the unit is on this job.

    `checked_at`: when it last said that it is well without moving on. `notice`: what became of the notice on the
    team's phones, state -> when it first came to that (`sent`, `failed`, `delivered`, `opened`).
    """

    incident = models.ForeignKey("dispatch.Incident", on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey("responders.Unit", on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=12)
    state = models.CharField(max_length=12)
    since = models.DateTimeField()
    rank_seen = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    disposition = models.CharField(max_length=24, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    notice = models.JSONField(default=dict, blank=True)

    objects = AssignmentQuerySet.as_manager()
    moves_made: list[Move]

    class Meta:
        indexes = [
            models.Index(fields=["since"], name="assignment_queued", condition=models.Q(state=lifecycles.QUEUED)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=OPEN, name="assignment_one_open_per_unit"),
            models.UniqueConstraint(
                fields=["incident"],
                condition=OPEN & models.Q(role="primary"),
                name="assignment_one_open_primary",
            ),
            models.CheckConstraint(condition=models.Q(state__in=lifecycles.ASSIGNMENT.states), name="assignment_state"),
            models.CheckConstraint(condition=models.Q(role__in=lifecycles.ROLES_ON_JOB), name="assignment_role"),
            models.CheckConstraint(
                condition=~models.Q(state=lifecycles.CLEARED) | ~models.Q(disposition=""),
                name="assignment_cleared_with_disposition",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} on {self.incident_id}"

    @property
    def is_open(self) -> bool:
        return self.state in lifecycles.ASSIGNMENT.open

    @property
    def steps(self) -> list[Move]:
        """The steps that count, in the order of the job: what a later row supersedes is left out."""
        gone = {move.supersedes_id for move in self.moves_made if move.supersedes_id}
        counts = [move for move in self.moves_made if move.pk is None or move.pk not in gone]
        if not gone:
            return counts
        return sorted(counts, key=lambda move: lifecycles.ASSIGNMENT.states.index(move.state))
