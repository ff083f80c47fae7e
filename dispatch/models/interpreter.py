"""Interpreters on a call: when one was asked for, came on the line, and left."""

from django.db import models

from dispatch import lifecycles


class Interpreter(models.Model):
    """One interpreter for one call. No time is inferred: a step nobody reported stays empty."""

    incident = models.ForeignKey("dispatch.Incident", on_delete=models.PROTECT, related_name="interpreters")
    call = models.ForeignKey("dispatch.Call", on_delete=models.PROTECT, related_name="interpreters")
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=10)
    requested_at = models.DateTimeField(null=True, blank=True)
    connected_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=lifecycles.INTERPRETER.states), name="interpreter_state"
            ),
            models.UniqueConstraint(
                fields=["call"], condition=~models.Q(state="ended"), name="interpreter_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} for {self.call_id}"
