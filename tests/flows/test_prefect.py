"""What a run leaves in Prefect: a flow run named for what it did, a task a batch, and artifacts."""

import json
import os
import subprocess
import sys
import urllib.request
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flows import server as own
from flows.server import answers, configured_url, prefect_server
from tasks.errors import GateError, HiwarError
from tasks.settings import ROOT, Home
from tests.flows.world import World, clean_environment


def found(api: str, what: str, **asked: Any) -> list[dict[str, Any]]:
    """Return what the Prefect API has of flow_runs, task_runs or artifacts."""
    request = urllib.request.Request(
        f"{api}/{what}/filter", json.dumps(asked).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as answer:
        return list(json.load(answer))


def test_a_run_is_named_and_leaves_its_artifacts(world: World) -> None:
    assert world.server is not None
    world.index("fr/dialogue.txt", "ar/hiwar.txt", "en/empty.txt")
    world.run()
    latest = found(world.server, "flow_runs", sort="START_TIME_DESC", limit=1)[0]
    assert latest["name"] == "2 articles: 1 gone, 1 quarantined"
    assert latest["state_type"] == "COMPLETED"

    of_run = {"flow_runs": {"id": {"any_": [latest["id"]]}}}
    artifacts = {one["key"]: one for one in found(world.server, "artifacts", **of_run)}
    assert set(artifacts) == {"summary", "gates", "ledger", "warehouse", "data-docs"}
    assert "**published**" in artifacts["summary"]["data"]
    assert "2 articles: 1 gone, 1 quarantined" in artifacts["summary"]["data"]
    ledger = {row["path"]: row.get("status") for row in json.loads(artifacts["ledger"]["data"])}
    assert ledger["en/talks.txt"] == "gone" and ledger["en/empty.txt"] == "quarantined"
    assert {row["gate"] for row in json.loads(artifacts["gates"]["data"])} >= {"resolve", "load", "audit"}
    assert world.warehouse.as_uri() in artifacts["warehouse"]["data"]

    tasks = {one["name"] for one in found(world.server, "task_runs", **of_run)}
    assert {"gate-resolve", "gate-load"} <= tasks
    assert {name.partition("-")[0] for name in tasks} >= {"ingest", "recall", "resolve", "load", "publish", "gate"}


def test_a_stopped_run_has_failed_and_leaves_its_artifacts_too(world: World, tmp_path: Path) -> None:
    assert world.server is not None
    world.edit()
    (tmp_path / "none").mkdir()
    with pytest.raises(GateError):
        replace(world, expectations=tmp_path / "none").run()
    latest = found(world.server, "flow_runs", sort="START_TIME_DESC", limit=1)[0]
    assert (latest["name"], latest["state_type"]) == ("3 articles: 1 changed, 1 quarantined", "FAILED")
    artifacts = found(world.server, "artifacts", flow_runs={"id": {"any_": [latest["id"]]}})
    (summary,) = [one for one in artifacts if one["key"] == "summary"]
    assert "**stopped**" in summary["data"]
    assert "ingest.json is missing" in summary["data"]


# ── which server ─────────────────────────────────────────────────────────────────────────────────────────────────────

PROFILES = """
active = "work"
[profiles.work]
PREFECT_API_URL = "http://work.example/api"
[profiles.quiet]
"""


def test_the_environment_names_the_server() -> None:
    assert configured_url({"PREFECT_API_URL": "http://a.example/api"}) == "http://a.example/api"


@pytest.mark.parametrize(
    ("more", "url"),
    [
        ({}, "http://work.example/api"),
        ({"PREFECT_PROFILE": "quiet"}, None),
        ({"PREFECT_PROFILE": "none"}, None),
        ({"PREFECT_API_URL": "http://a.example/api"}, "http://a.example/api"),
        ({"PREFECT_API_URL": ""}, "http://work.example/api"),
    ],
)
def test_else_the_active_profile_does(tmp_path: Path, more: dict[str, str], url: str | None) -> None:
    (tmp_path / "profiles.toml").write_text(PROFILES)
    assert configured_url({"PREFECT_HOME": str(tmp_path), **more}) == url
    assert configured_url({"PREFECT_PROFILES_PATH": str(tmp_path / "profiles.toml"), **more}) == url


@pytest.mark.parametrize("content", [None, "", "not toml [", "active = 'none'"])
def test_without_either_there_is_none(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "profiles.toml").write_text(content)
    assert configured_url({"PREFECT_HOME": str(tmp_path)}) is None


def test_only_what_answers_is_a_server(server: str) -> None:
    assert answers(server)
    assert answers(f"{server}/")
    assert not answers("http://127.0.0.1:9/api")
    assert not answers("no address at all")


def test_a_server_that_does_not_start_is_told_with_its_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(log: Path) -> tuple[subprocess.Popen[bytes], str]:
        return subprocess.Popen([sys.executable, "-c", "raise SystemExit(1)"]), "http://127.0.0.1:9/api"

    monkeypatch.setattr(own, "_start", broken)
    monkeypatch.setattr(os, "environ", clean_environment())
    told = pytest.raises(HiwarError, match=r"did not start: see .*server\.log")
    with told, prefect_server(Home.of(tmp_path / "w.duckdb"), lambda: None):
        pass
    assert "PREFECT_API_URL" not in os.environ


# Start a child that goes with its parent, tell its id, and wait.
_PARENT = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdin=sys.stdin)
print(child.pid, flush=True)
child.wait()
"""
_CHILD = """
import os, sys, threading
from flows.server import die_with_parent
die_with_parent(os.getppid())
print("ready", flush=True)
threading.Event().wait()
"""


def test_a_server_goes_with_the_run_that_started_it() -> None:
    """The child holds the pipe open as long as it lives: the pipe's end is its end."""
    with subprocess.Popen(
        [sys.executable, "-c", _PARENT, _CHILD], cwd=ROOT, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    ) as parent:
        assert parent.stdout is not None
        assert {parent.stdout.readline().strip().isdigit(), parent.stdout.readline() == "ready\n"} == {True}
        parent.kill()
        assert parent.stdout.read() == ""
