"""A referral leaves the house once two supervisors agree, as a file that anybody can verify."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import F
from django.utils import timezone

from dispatch import log, reviews
from dispatch.errors import NotFound, Refused
from dispatch.models import BiasExport, BiasFlag
from dispatch.principals import Principal
from tests.dispatch.flags import everybody, exported, flag, flagged, referred, review
from tests.follow import follows
from tests.world import World

pytestmark = pytest.mark.django_db


def test_only_a_referral_is_handed_out(world: World, second: Principal) -> None:
    number = flagged(world)
    with pytest.raises(Refused, match="only a referral"):
        world.do("export_bias_referral", second, incident=number, flag=1, recipient="x", reason="y")
    with pytest.raises(NotFound):
        reviews.file(second, number, 1)


def test_the_files_hash_is_the_events(world: World, second: Principal) -> None:
    number = referred(world, second)
    with pytest.raises(NotFound):
        reviews.file(world.supervisor, number, 1)
    with follows(*everybody(world)):
        world.do("export_bias_referral", second, incident=number, flag=1, recipient="City Attorney", reason="653y")
    facts = log.since(0)[-1].bodies["review"]["facts"]
    name, content = reviews.file(world.supervisor, number, 1)
    assert name == f"referral-{number}-F1.zip"
    assert hashlib.sha256(content).hexdigest() == facts["sha256"] == BiasExport.objects.get().sha256
    assert len(content) == facts["bytes"]


def test_t29_the_file_can_be_fetched_for_a_day(world: World, second: Principal) -> None:
    number, _ = exported(world, second)
    BiasExport.objects.update(at=F("at") - timedelta(hours=23, minutes=59))
    assert reviews.file(second, number, 1)
    BiasExport.objects.update(at=F("at") - timedelta(minutes=2))
    with pytest.raises(Refused, match="hand it out again"):
        reviews.file(second, number, 1)


def unpacked(content: bytes, folder: Path) -> Path:
    zipfile.ZipFile(io.BytesIO(content)).extractall(folder)
    return folder


def verified(folder: Path) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-I", "verify.py"], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_third_party_verifies_the_export_and_finds_every_changed_byte(
    world: World, second: Principal, tmp_path: Path
) -> None:
    number, _ = exported(world, second)
    folder = unpacked(reviews.file(second, number, 1)[1], tmp_path)
    status, said = verified(folder)
    assert (status, "every hash" in said) == (0, True), said
    # Whoever changes a file may also write a new manifest: the chain must notice by itself.
    for name, old, new in [
        ("record.json", "belong", "behave"),
        ("timeline.json", "call_taken", "call_token"),
        ("timeline.json", "does not belong", "does not behave"),
        ("custody.json", '"by": "supervisor2"', '"by": "supervisor3"'),
    ]:
        whole = (folder / name).read_text()
        assert old in whole, name
        (folder / name).write_text(whole.replace(old, new, 1))
        assert "is not the file" in verified(folder)[1]
        manifest = (folder / "MANIFEST.sha256").read_text()
        (folder / "MANIFEST.sha256").write_text(
            manifest.replace(
                hashlib.sha256(whole.encode()).hexdigest(),
                hashlib.sha256((folder / name).read_bytes()).hexdigest(),
            )
        )
        status, said = verified(folder)
        assert status == 1, f"{name}: {old}"
        (folder / name).write_text(whole)
        (folder / "MANIFEST.sha256").write_text(manifest)


def test_health_and_police_notes_are_not_handed_out_and_the_chain_still_verifies(
    world: World, second: Principal, tmp_path: Path
) -> None:
    number = flagged(world)
    world.do("assign_unit", incident=number, unit="UM61", role="backup", reason="as asked")
    world.do("add_note", world.crisis_team, incident=number, text="CANARY lithium", compartment="care")
    world.do("add_note", incident=number, text="CANARY warrant", compartment="law")
    flag(world, number, note="CANARY another flag")
    review(world, number, world.supervisor, "refer")
    review(world, number, second, "refer")
    world.do("export_bias_referral", second, incident=number, flag=1, recipient="City Attorney", reason="653y")
    content = reviews.file(second, number, 1)[1]
    assert b"CANARY" not in content
    assert verified(unpacked(content, tmp_path))[0] == 0


def test_custody_names_everybody_who_had_a_hand_in_it(world: World, second: Principal) -> None:
    number, _ = exported(world, second)
    archive = zipfile.ZipFile(io.BytesIO(reviews.file(second, number, 1)[1]))
    custody = json.loads(archive.read("custody.json"))
    assert [step["by"] for step in custody["steps"]] == ["calltaker", "supervisor", "supervisor2", "supervisor"]
    assert custody["steps"][-1]["recipient"] == "City Attorney"
    assert custody["flag"] == f"{number}/F1"


def test_the_same_export_twice_has_the_same_bytes(world: World, second: Principal) -> None:
    from dispatch import referral

    number = referred(world, second)
    kept = BiasFlag.objects.select_related("incident").get(incident__number=number)
    exporting = referral.Exporting(by="supervisor", at=timezone.now(), recipient="x", reason="y")
    assert referral.made(kept, exporting) == referral.made(kept, exporting)
