"""Reads of the roster: agencies, units, members, shifts, each to those who may see it."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from rest_framework import generics, pagination, serializers

from dispatch import roles, wire
from dispatch.api.shapes import me
from responders.models import Agency, Member, Shift, Station, Tracker, Unit, Vehicle


class ByKey(pagination.CursorPagination):
    """Pages of 200 by key: `next` is an address, empty at the end."""

    page_size = 200
    ordering = "pk"

    def get_paginated_response(self, found: Any) -> Any:
        from rest_framework.response import Response

        return Response({"results": found, "next": self.get_next_link()})


class Moment(serializers.DateTimeField):
    """A time as everywhere on the wire: RFC 3339 in UTC with hundredths of a second."""

    def to_representation(self, value: Any) -> str | None:
        return wire.stamp(value)


class AgencyShape(serializers.ModelSerializer[Agency]):
    serves = serializers.SlugRelatedField("name", many=True, read_only=True)

    class Meta:
        model = Agency
        fields = [
            "code",
            "name",
            "programme",
            "reads",
            "phone",
            "hours",
            "contract_from",
            "contract_until",
            "serves",
            "call_types",
        ]


class UnitShape(serializers.ModelSerializer[Unit]):
    agency = serializers.SlugRelatedField("code", read_only=True)
    area = serializers.SlugRelatedField("name", read_only=True)
    duty_since = Moment(read_only=True)
    duty_until = Moment(read_only=True)

    class Meta:
        model = Unit
        fields = [
            "call_sign",
            "agency",
            "kinds",
            "duty",
            "duty_since",
            "duty_until",
            "duty_reason",
            "area",
            "station",
            "hours",
            "languages",
            "can_hold",
            "can_transport",
            "medical_level",
            "minor_trained",
            "armed",
            "members_count",
            "vehicle",
            "radio",
            "crew",
            "crew_names",
        ]


class MemberShape(serializers.ModelSerializer[Member]):
    agency = serializers.SlugRelatedField("code", read_only=True)
    unit = serializers.SlugRelatedField("call_sign", read_only=True)
    name = serializers.CharField(source="get_full_name", read_only=True)

    class Meta:
        model = Member
        fields = ["username", "name", "role", "agency", "unit", "languages", "skills", "is_active"]


class ShiftShape(serializers.ModelSerializer[Shift]):
    shift = serializers.UUIDField(source="ref", read_only=True)
    member = serializers.SlugRelatedField("username", read_only=True)
    unit = serializers.SlugRelatedField("call_sign", read_only=True)
    starts = Moment(source="period.lower", read_only=True)
    ends = Moment(source="period.upper", read_only=True)

    class Meta:
        model = Shift
        fields = ["shift", "member", "unit", "starts", "ends", "state", "reason"]


class StationShape(serializers.ModelSerializer[Station]):
    agency = serializers.SlugRelatedField("code", read_only=True)
    area = serializers.SlugRelatedField("name", read_only=True)

    class Meta:
        model = Station
        fields = ["name", "agency", "address", "area"]


class VehicleShape(serializers.ModelSerializer[Vehicle]):
    agency = serializers.SlugRelatedField("code", read_only=True)

    class Meta:
        model = Vehicle
        fields = ["name", "agency", "what", "station", "out_of_service"]


class TrackerShape(serializers.ModelSerializer[Tracker]):
    agency = serializers.SlugRelatedField("code", read_only=True)
    unit = serializers.SlugRelatedField("call_sign", read_only=True)
    since = Moment(read_only=True)
    heard_at = Moment(read_only=True)

    class Meta:
        model = Tracker
        fields = ["device", "agency", "unit", "carried", "consent", "since", "heard_at"]


class UnitFilter(django_filters.FilterSet):
    agency = django_filters.CharFilter(field_name="agency__code")
    area = django_filters.CharFilter(field_name="area__name")
    duty = django_filters.CharFilter()
    kind = django_filters.CharFilter(field_name="kinds", lookup_expr="contains", method="of_kind")

    def of_kind(self, units: QuerySet[Unit], name: str, value: str) -> QuerySet[Unit]:
        return units.filter(kinds__contains=[value])


class MemberFilter(django_filters.FilterSet):
    agency = django_filters.CharFilter(field_name="agency__code")
    unit = django_filters.CharFilter(field_name="unit__call_sign")


def _own(queryset: Any, request: Any, path: str) -> Any:
    """The floor and the auditor see every agency; everybody else their own; a feed's machine nobody."""
    by = me(request)
    if not by.audience.compartments:
        return queryset.none()
    return queryset if by.scope == roles.FLOOR else queryset.filter(**{path: by.agency})


class Agencies(generics.ListAPIView[Agency]):
    """Agencies and the areas their programmes serve (empty: the whole city)."""

    queryset = Agency.objects.prefetch_related("serves")
    serializer_class = AgencyShape
    pagination_class = ByKey


class Units(generics.ListAPIView[Unit]):
    """Units on the roster. Where a unit is on a job is on its board card, not here."""

    queryset = Unit.objects.none()
    serializer_class = UnitShape
    pagination_class = ByKey
    filterset_class = UnitFilter

    def get_queryset(self) -> Any:
        return _own(Unit.objects.on_roster().select_related("agency", "area"), self.request, "agency__code")


class Members(generics.ListAPIView[Member]):
    """Members: to the floor all, to everybody else those of their own agency."""

    queryset = Member.objects.none()
    serializer_class = MemberShape
    pagination_class = ByKey
    filterset_class = MemberFilter

    def get_queryset(self) -> Any:
        return _own(
            Member.objects.exclude(role="system").select_related("agency", "unit"), self.request, "agency__code"
        )


class Shifts(generics.ListAPIView[Shift]):
    """Shifts, with UTC start and end."""

    queryset = Shift.objects.none()
    serializer_class = ShiftShape
    pagination_class = ByKey

    def get_queryset(self) -> Any:
        return _own(Shift.objects.select_related("member", "unit"), self.request, "unit__agency__code")


class Trackers(generics.ListAPIView[Tracker]):
    """Enrolled trackers: to the floor all, to everybody else those of their own agency."""

    queryset = Tracker.objects.none()
    serializer_class = TrackerShape
    pagination_class = ByKey

    def get_queryset(self) -> Any:
        return _own(Tracker.objects.in_use().select_related("agency", "unit"), self.request, "agency__code")


class Stations(generics.ListAPIView[Station]):
    """Stations in use."""

    queryset = Station.objects.none()
    serializer_class = StationShape
    pagination_class = ByKey

    def get_queryset(self) -> Any:
        return _own(
            Station.objects.filter(closed_at=None).select_related("agency", "area"), self.request, "agency__code"
        )


class Vehicles(generics.ListAPIView[Vehicle]):
    """Vehicles that are not retired; `out_of_service` says why one cannot be used."""

    queryset = Vehicle.objects.none()
    serializer_class = VehicleShape
    pagination_class = ByKey

    def get_queryset(self) -> Any:
        return _own(Vehicle.objects.filter(retired_at=None).select_related("agency"), self.request, "agency__code")
