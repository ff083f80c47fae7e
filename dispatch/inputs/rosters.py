"""Bodies of the verbs about a roster. Everything named is the sender's own agency's; none of them names an agency."""

import re
from datetime import date, timedelta
from typing import Any, Final

from django.core.validators import RegexValidator
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from dispatch.inputs.fields import Identifier, OnUnit, Strict, Text, Verb, Words
from responders import crews, kinds, recurrence, roster_file
from responders.models import Unit

LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
HOURS: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d")
FURTHEST: Final = timedelta(days=400)


def is_language(code: str) -> None:
    if not LANGUAGE.fullmatch(code):
        raise serializers.ValidationError("Is a language's code, such as en, es or ase.")


def is_hours(text: str) -> None:
    if text != "24/7" and not HOURS.fullmatch(text):
        raise serializers.ValidationError("Are 24/7 or from-until on the local clock, such as 07:00-18:00.")


def is_days(text: str) -> None:
    named = text.split(",") if text else []
    if len(set(named)) < len(named) or not set(named) <= set(recurrence.DAYS):
        raise serializers.ValidationError("Are some of MO,TU,WE,TH,FR,SA,SU; empty: every day.")


def is_rule(text: str) -> None:
    if says := recurrence.fault(text):
        raise serializers.ValidationError(says)


class Username(serializers.CharField):
    """What a person signs in with: small letters, digits, dot, hyphen, underline."""

    def __init__(self, **kwargs: Any) -> None:
        pattern = RegexValidator(r"\A[a-z0-9][a-z0-9._-]*\Z", "May hold small letters, digits, dots, hyphens, _.")
        super().__init__(max_length=60, validators=[pattern], **kwargs)


class Languages(serializers.ListField):
    child = serializers.CharField(max_length=3, validators=[is_language])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=12, **kwargs)


class FieldKinds(serializers.ListField):
    child = serializers.ChoiceField(choices=kinds.FIELD)


class UnitFields(OnUnit):
    """What a unit is. The capabilities from `languages` to `members_count` count while nobody says who is on it."""

    kinds = FieldKinds(min_length=1, max_length=len(kinds.FIELD), required=False)
    area = Text(max_length=40, allow_blank=True, required=False)
    station = Text(max_length=80, allow_blank=True, required=False)
    vehicle = Identifier(allow_blank=True, required=False)
    radio = Identifier(allow_blank=True, required=False)
    hours = serializers.CharField(max_length=11, validators=[is_hours], required=False)
    languages = Languages(required=False)
    can_hold = serializers.BooleanField(required=False)
    can_transport = serializers.BooleanField(required=False)
    medical_level = serializers.ChoiceField(choices=Unit.MEDICAL_LEVELS, required=False)
    minor_trained = serializers.BooleanField(required=False)
    armed = serializers.BooleanField(required=False)
    members_count = serializers.IntegerField(min_value=1, max_value=12, required=False)


class AddUnit(UnitFields):
    kinds = FieldKinds(min_length=1, max_length=len(kinds.FIELD))


class UpdateUnit(UnitFields):
    pass


class RetireUnit(OnUnit):
    reason = Words(max_length=200)


class SaveStation(Verb):
    station = Words(max_length=80)
    address = Text(max_length=200, allow_blank=True, required=False)
    area = Text(max_length=40, allow_blank=True, required=False)
    closed = serializers.BooleanField(required=False)


class SaveVehicle(Verb):
    """`out_of_service` says why it cannot be used; empty puts it back into service."""

    vehicle = Identifier()
    what = Text(max_length=60, allow_blank=True, required=False)
    station = Text(max_length=80, allow_blank=True, required=False)
    out_of_service = Text(max_length=200, allow_blank=True, required=False)
    retired = serializers.BooleanField(required=False)


class MemberFields(Verb):
    member = Username()
    given_name = Text(max_length=150, allow_blank=True, required=False)
    family_name = Text(max_length=150, allow_blank=True, required=False)
    unit = Identifier(allow_blank=True, required=False)
    languages = Languages(required=False)


class AddMember(MemberFields):
    family_name = Words(max_length=150)


class UpdateMember(MemberFields):
    """`active` true: a member who had left is back."""

    active = serializers.BooleanField(required=False)

    def validate_active(self, active: bool) -> bool:
        if not active:
            raise serializers.ValidationError("A member who leaves is deactivated, with a reason.")
        return active


class DeactivateMember(Verb):
    member = Username()
    reason = Words(max_length=200)


class CertifyMember(Verb):
    """`language` for the certificate of a language alone; `expires_on`: the last day on which it counts."""

    member = Username()
    kind = serializers.ChoiceField(choices=crews.CERTIFICATES)
    language = serializers.CharField(max_length=3, validators=[is_language], allow_blank=True, required=False)
    number = Text(max_length=40, allow_blank=True, required=False)
    expires_on = serializers.DateField(required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if (attrs["kind"] == crews.LANGUAGE) != bool(attrs.get("language")):
            raise serializers.ValidationError({"language": ["Goes with the certificate of a language alone."]})
        return attrs


class RevokeCertification(Verb):
    certification = serializers.UUIDField()
    reason = Words(max_length=200)


class SaveShiftTemplate(Verb):
    """Times of the local clock; an end not after the start is on the next day. `rule` as in RFC 5545."""

    template = Words(max_length=60)
    unit = Identifier()
    crew = serializers.ListField(child=Username(), max_length=12)
    start = serializers.TimeField()
    end = serializers.TimeField()
    rule = serializers.CharField(max_length=200, validators=[is_rule])
    starts_on = serializers.DateField()
    retired = serializers.BooleanField(required=False)


class PlanShifts(Verb):
    """Plan the shifts of a template on its days from `first` to `last`, at most a quarter of a year."""

    template = Words(max_length=60)
    first = serializers.DateField()
    last = serializers.DateField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        first, last = attrs["first"], attrs["last"]
        if not timedelta() <= last - first <= recurrence.LONGEST:
            raise serializers.ValidationError({"last": ["Lies between first and 93 days after it."]})
        if last > date.today() + FURTHEST:
            raise serializers.ValidationError({"last": ["Is more than 400 days away."]})
        return attrs


class Period(Verb):
    starts = serializers.DateTimeField()
    ends = serializers.DateTimeField()


class PlanShift(Period):
    member = Username()
    unit = Identifier()


class MoveShift(Verb):
    """What is left out stays: the start, the end, the unit."""

    shift = serializers.UUIDField()
    starts = serializers.DateTimeField(required=False)
    ends = serializers.DateTimeField(required=False)
    unit = Identifier(required=False)


class SwapShifts(Verb):
    shift = serializers.UUIDField()
    other = serializers.UUIDField()
    reason = Text(max_length=200, allow_blank=True, required=False)


class ReportSick(Verb):
    """`cover`: who takes the shift instead."""

    shift = serializers.UUIDField()
    reason = Text(max_length=200, allow_blank=True, required=False)
    cover = Username(required=False)


class CancelShift(Verb):
    shift = serializers.UUIDField()
    reason = Words(max_length=200)


class SetMinimumStaffing(Verb):
    """At least `units` of a kind in an area (empty: anywhere) in these hours of these days; 0 takes it away."""

    kind = serializers.ChoiceField(choices=kinds.FIELD)
    area = Text(max_length=40, allow_blank=True, default="")
    hours = serializers.CharField(max_length=11, validators=[is_hours], default="24/7")
    days = serializers.CharField(max_length=20, validators=[is_days], allow_blank=True, default="")
    units = serializers.IntegerField(min_value=0, max_value=500)


class SetTeamScope(Verb):
    """Where, when and for what the agency's teams work. Areas and call types empty: all. What is left out stays."""

    serves = serializers.ListField(child=Text(max_length=40), max_length=60, required=False)
    call_types = serializers.ListField(child=serializers.SlugField(max_length=40), max_length=200, required=False)
    hours = serializers.CharField(max_length=11, validators=[is_hours], required=False)
    contract_from = serializers.DateField(required=False, allow_null=True)
    contract_until = serializers.DateField(required=False, allow_null=True)


@extend_schema_field({"type": "array", "items": {"type": "object"}})
class Rows(serializers.Field[Any, Any, Any, Any]):
    """Rows as `responders.roster_file` reads them: `line` and columns as text. Checked by hand: there are thousands."""

    def to_internal_value(self, given: Any) -> list[dict[str, Any]]:
        if not isinstance(given, list) or not 0 < len(given) <= roster_file.ROWS_MAX:
            raise serializers.ValidationError(f"Is a list of 1 to {roster_file.ROWS_MAX:,} rows.")
        for row in given:
            names = roster_file.COLUMNS_OF.get(row.get("record", "")) if isinstance(row, dict) else None
            if names is None or set(row) != {"line", "record", *names} or type(row["line"]) is not int:
                raise serializers.ValidationError("A row has line, record and the columns of its record.")
            for name in names:
                text = row[name]
                if not isinstance(text, str) or len(text) > roster_file.CELL_MAX or roster_file.NOT_TEXT.search(text):
                    raise serializers.ValidationError(f"Line {row['line']}: {name} is no short text.")
        return given

    def to_representation(self, value: Any) -> Any:
        return value


class ImportRoster(Verb):
    """`retire_missing`: of every record in the file, what the roster holds and the file does not is retired."""

    rows = Rows()
    sha256 = serializers.RegexField(r"\A[0-9a-f]{64}\Z")
    retire_missing = serializers.BooleanField(default=False)


class RecountCrew(OnUnit):
    pass


class Day(Strict):
    """Where a view of days begins, and how many it shows."""

    first = serializers.DateField(required=False)
    days = serializers.IntegerField(min_value=1, max_value=31, default=7)
    agency = Text(max_length=20, required=False)
