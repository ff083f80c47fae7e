"""Replays: a draft protocol tried on what is on record. Work that is due is rows; results can be made again."""

from django.db import models

from dispatch.models.protocol import somebody

RUNNING, DONE, FAILED, CANCELLED = "running", "done", "failed", "cancelled"
QUEUED = "queued"
WAITING, CLAIMED = "waiting", "claimed"
GOING = (QUEUED, RUNNING)
RECORD, LABELLED = "record", "labelled"
NO_AREA = "No area"


class Replay(models.Model):
    """One rehearsal of a text (`version`) against what the record says, or over labelled narratives.

    `newest` is the last assessment that counts, so that a replay repeated later looks at the same calls.
    `base` is the version in force when it was asked for. `result` is the summary, once it is done.
    """

    ref = models.UUIDField(unique=True)
    draft = models.ForeignKey("dispatch.ProtocolDraft", on_delete=models.PROTECT, related_name="replays")
    text = models.TextField()
    version = models.CharField(max_length=64)
    base = models.CharField(max_length=64)
    over = models.CharField(max_length=10)
    labelled = models.TextField(blank=True)
    newest = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, default=QUEUED)
    total = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = somebody(null=False)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    fault = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[QUEUED, RUNNING, DONE, FAILED, CANCELLED]), name="replay_state"
            ),
            models.CheckConstraint(condition=models.Q(over__in=[RECORD, LABELLED]), name="replay_over"),
            models.CheckConstraint(
                condition=~models.Q(state=DONE) | models.Q(result__isnull=False, finished_at__isnull=False),
                name="replay_done_with_result",
            ),
            models.UniqueConstraint(fields=["draft"], condition=models.Q(state__in=GOING), name="replay_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.version[:8]} over {self.over}"


class ReplayChunk(models.Model):
    """A part of a replay that one worker does at once: assessments (or lines) `first` to `last`.

    `claimed_at` is when a worker took it: one that was taken long ago and is not done belonged to a worker
    that died. `tally` is what it found, in numbers; it is written once, with the flips.
    """

    replay = models.ForeignKey(Replay, on_delete=models.CASCADE, related_name="chunks")
    n = models.PositiveIntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    size = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default=WAITING)
    claimed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tally = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["replay", "n"], name="replay_chunk_number"),
            models.CheckConstraint(condition=models.Q(state__in=[WAITING, CLAIMED, DONE]), name="replay_chunk_state"),
            models.CheckConstraint(
                condition=~models.Q(state=DONE) | models.Q(tally__isnull=False), name="replay_chunk_done_with_tally"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.replay_id}/{self.n}"


class FlipQuerySet(models.QuerySet["ReplayFlip"]):
    def matching(self, direction: str = "", area: str = "") -> "FlipQuerySet":
        """Return the flips in one direction, in one area (`No area`: in none); empty: all. In their order."""
        wanted = {"direction": direction} if direction else {}
        if area:
            wanted["area"] = "" if area == NO_AREA else area
        return self.filter(**wanted).order_by("pk")


class ReplayFlip(models.Model):
    """One call that the draft would have answered otherwise. `subject` is an incident's number, or a label's id."""

    replay = models.ForeignKey(Replay, on_delete=models.CASCADE, related_name="flips")
    subject = models.CharField(max_length=60)
    area = models.CharField(max_length=80, blank=True)
    before = models.JSONField()
    after = models.JSONField()
    direction = models.CharField(max_length=8)
    backup = models.BooleanField(default=False)
    overridden = models.BooleanField(default=False)

    objects = FlipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["replay", "subject"], name="replay_flip_once"),
            models.CheckConstraint(
                condition=models.Q(direction__in=["toward", "away", "neither"]), name="replay_flip_direction"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.direction}"
