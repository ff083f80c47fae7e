"""What triage said, kept: the stored assessment is the record, with what it was given."""

from django.db import models


class Assessment(models.Model):
    """One run of triage over an incident's words and answers. Rows are only added.

    `narrative` is what the callers said, `notes` what was noted for everybody since; triage reads both, in
    this order, and the spans of its evidence count through both.
    """

    incident = models.ForeignKey("dispatch.Incident", on_delete=models.PROTECT, related_name="assessments")
    at = models.DateTimeField()
    protocol = models.CharField(max_length=80)
    version = models.CharField(max_length=120)
    narrative = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    answers = models.JSONField(default=dict)
    call_type = models.CharField(max_length=16, blank=True)
    result = models.JSONField()

    def __str__(self) -> str:
        return f"{self.incident_id} at {self.at}"
