"""The Prefect server a run talks to: the configured one, or one of its own for as long as it lasts.

Nothing here imports Prefect before the environment is set: Prefect reads it once, while it is imported.
"""

import os
import socket
import subprocess
import sys
import threading
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tasks.errors import HiwarError, UsageError
from tasks.settings import ROOT, Home

SEND_SECONDS = 10
BOOT_SECONDS = 120  # a first start also makes Prefect's database

# Whoever watches a run reads Hiwar's own output: Prefect's log lines go to its server, not to the terminal.
_QUIET = {
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "tasks,flows",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLI_COLORS": "false",
    "DO_NOT_TRACK": "1",
}
_OWN_SERVER = {
    "PREFECT_SERVER_API_BLOCKS_REGISTER_ON_START": "false",  # no flow here uses blocks: seconds of start-up
    "PREFECT_UI_ENABLED": "false",
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
}


def configured_url(environment: Mapping[str, str]) -> str | None:
    """Return the API address that the environment or the active Prefect profile names, None when neither does."""
    if url := environment.get("PREFECT_API_URL"):
        return url
    home = Path(environment.get("PREFECT_HOME") or Path.home() / ".prefect")
    path = Path(environment.get("PREFECT_PROFILES_PATH") or home / "profiles.toml")
    try:
        stored = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError):
        return None
    active = environment.get("PREFECT_PROFILE") or stored.get("active")
    url = stored.get("profiles", {}).get(active, {}).get("PREFECT_API_URL")
    return str(url) if url else None


@contextmanager
def prefect_server(home: Home, meanwhile: Callable[[], None], verbose: bool = False) -> Iterator[str]:
    """Give the address of the server this run reports to; without one configured, start one and stop it afterwards.

    `meanwhile` is done while our own server starts. Raises UsageError when the configured server doesn't answer,
    HiwarError when our own doesn't start.
    """
    os.environ.update({k: v for k, v in _QUIET.items() if k not in os.environ and not (verbose and "CONSOLE" in k)})
    url = configured_url(os.environ)
    if url is not None:
        if not answers(url):
            raise UsageError(f"the Prefect server at {url} doesn't answer: start it, or unset PREFECT_API_URL")
        yield url
        return
    os.environ["PREFECT_HOME"] = str(home.prefect)
    home.prefect.mkdir(parents=True, exist_ok=True)
    process, url = _start(home.prefect / "server.log")
    os.environ["PREFECT_API_URL"] = url  # before any pool: a worker without it would start a server of its own
    try:
        import prefect.main  # noqa: F401  # seconds of import, spent while the server starts

        meanwhile()
        _await(process, url, home.prefect / "server.log")
        yield url
    finally:
        _send_what_waits()
        del os.environ["PREFECT_API_URL"]
        _stop(process)


def _start(log: Path) -> tuple[subprocess.Popen[bytes], str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.server", str(port)],
            env={**os.environ, **_OWN_SERVER},
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C is for the run, which then stops its server
        )
    return process, f"http://127.0.0.1:{port}/api"


def _await(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    patience = time.monotonic() + BOOT_SECONDS
    while not answers(url):
        if process.poll() is not None or time.monotonic() > patience:
            raise HiwarError(f"Prefect's temporary server did not start: see {log}")
        time.sleep(0.1)


def answers(url: str) -> bool:
    """Return whether a Prefect API answers at this address."""
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/health", timeout=5):
            return True
    except urllib.error.HTTPError:
        return True  # it answers, if only to say that it wants a key
    except (OSError, ValueError):
        return False


def _send_what_waits() -> None:
    """Have Prefect send its queued logs and events while its server is there: afterwards it would try for minutes."""
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    for worker in (APILogWorker, EventsWorker):
        worker.drain_all(timeout=SEND_SECONDS)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def die_with_parent(parent: int) -> None:
    """End this process soon after `parent` is no longer its parent: a killed run leaves no server and no workers."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, name="die-with-parent", daemon=True).start()


def main() -> None:
    """Serve Prefect's API on 127.0.0.1:<first argument> until told to stop, or until the parent process is gone."""
    die_with_parent(os.getppid())
    import uvicorn

    uvicorn.run(
        "prefect.server.api.server:create_app",
        factory=True,
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_level="error",
        lifespan="on",
    )


if __name__ == "__main__":
    main()
