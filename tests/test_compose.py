"""The compose file, checked against the schema of compose files and against what it names.

There is no Docker engine where the tests run; tests/topology starts the same processes natively.
"""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, Any] = COMPOSE["services"]
ONCE = {"migrate"}
SECRETS = ("SECRET_KEY", "POSTGRES_PASSWORD", "DAYBREAK_OWNER_PASSWORD", "DAYBREAK_DB_PASSWORD", "SITE_HOST")
VARIABLE = re.compile(r"\$\{([A-Z_]+)(:[-?][^}]*)?\}")


def example() -> dict[str, str]:
    lines = (ROOT / "deploy/example.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))  # type: ignore[misc]


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in strings(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in strings(inner)]
    return [str(value)]


def test_it_is_a_compose_file() -> None:
    schema = json.loads((ROOT / "tests/compose/compose_spec.json").read_text())
    jsonschema.Draft201909Validator(schema).validate(COMPOSE)


def test_it_runs_what_the_design_names() -> None:
    assert set(SERVICES) == {"proxy", "web1", "web2", "migrate", "worker", "beat", "postgres", "redis"}


def test_every_service_it_waits_for_exists_and_can_be_waited_for() -> None:
    for name, service in SERVICES.items():
        for other, how in service.get("depends_on", {}).items():
            assert other in SERVICES, f"{name} waits for {other}"
            expected = "service_completed_successfully" if other in ONCE else "service_healthy"
            assert how["condition"] == expected, f"{name} waits for {other}"


@pytest.mark.parametrize("name", sorted(set(SERVICES) - ONCE))
def test_every_lasting_service_has_a_health_check_and_comes_back(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_every_variable_is_in_the_example_and_every_one_there_is_used() -> None:
    assert {name for name, _ in VARIABLE.findall(TEXT)} == set(example())


@pytest.mark.parametrize("name", SECRETS)
def test_no_secret_has_a_default_that_works(name: str) -> None:
    assert example()[name] == ""
    uses = [rest for found, rest in VARIABLE.findall(TEXT) if found == name]
    assert any(rest.startswith(":?") for rest in uses), f"{name} is not required anywhere"
    assert not any(rest.startswith(":-") for rest in uses)


def test_every_setting_it_sets_is_one_that_the_application_reads() -> None:
    settings = (ROOT / "dispatch/settings.py").read_text()
    for name in ("web1", "migrate", "worker", "beat"):
        for variable in SERVICES[name]["environment"]:
            assert f'"{variable}"' in settings, f"{name} sets {variable}, which nothing reads"


def test_every_volume_it_names_is_declared_and_every_declared_one_used() -> None:
    named = {v.split(":")[0] for s in SERVICES.values() for v in s.get("volumes", []) if not v.startswith(".")}
    assert named == set(COMPOSE["volumes"])


def test_every_file_it_mounts_or_copies_is_there() -> None:
    for service in SERVICES.values():
        for volume in service.get("volumes", []):
            if volume.startswith("."):
                assert (ROOT / volume.split(":")[0]).is_file(), volume
    for line in (ROOT / "Dockerfile").read_text().splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            assert (ROOT / line.split()[1]).exists(), line


def test_every_command_is_one_that_the_image_has() -> None:
    for name in ("migrate", "worker", "beat"):
        command = SERVICES[name]["command"]
        if command[0] == "python":
            assert (ROOT / command[1]).is_file()
        else:
            assert command[:3] == ["celery", "-A", "dispatch"]
            assert command[3] in ("worker", "beat")
    assert '"dispatch.asgi:application"' in (ROOT / "Dockerfile").read_text()


def test_the_proxy_reaches_the_web_nodes_on_the_port_they_open() -> None:
    proxy, image = (ROOT / "deploy/Caddyfile").read_text(), (ROOT / "Dockerfile").read_text()
    assert re.findall(r"(\w+):8000", proxy) == ["web1", "web2"]
    assert '"--port", "8000"' in image
    assert "EXPOSE 8000" in image


def test_addresses_inside_name_services_that_exist() -> None:
    for text in strings([s.get("environment", {}) for s in SERVICES.values()]):
        for host in re.findall(r"(?:postgresql|redis)://(?:[^@/]*@)?([a-z0-9]+):", text):
            assert host in SERVICES
