"""The hold: after a rollback, what was rolled back must not come straight back with the next run.

A small JSON file in the state folder, written by `rollback` and removed by `publish`, names the inputs that made the
withdrawn files. As long as the inputs are those of one of them, publishing waits.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from tasks.errors import HiwarError
from tasks.publish.files import sync


class HoldError(HiwarError):
    """The hold cannot be read."""


@dataclass(frozen=True, slots=True)
class Hold:
    """`input_signatures` are tasks.fingerprint.of_inputs of the files withdrawn since the last publication, in that
    order; a file that could not tell them is not among them."""

    input_signatures: tuple[str, ...]
    rolled_back_at: str  # ISO 8601, UTC


def hold_path(history: Path) -> Path:
    """Return where the hold of a warehouse lies, given its history folder."""
    return history.parent / "hold.json"


def read_hold(path: Path) -> Hold | None:
    """Return the hold, None when there is none. Raises HoldError when the file is something else."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return Hold(tuple(map(str, said["input_signatures"])), str(said["rolled_back_at"]))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError) as error:
        raise HoldError(f"{path} is not a hold ({error}): remove it to publish again") from error


def is_held(path: Path, input_signature: str) -> bool:
    """Whether publishing waits: these very inputs were rolled back. Inputs that are not known hold nothing back."""
    hold = read_hold(path)
    return hold is not None and input_signature in hold.input_signatures


def write_hold(path: Path, hold: Hold) -> None:
    """Write the hold, whole or not at all."""
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(json.dumps(asdict(hold), indent=1), encoding="utf-8")
    sync(partial)
    os.replace(partial, path)


def release(path: Path) -> None:
    """Remove the hold, if there is one."""
    path.unlink(missing_ok=True)
