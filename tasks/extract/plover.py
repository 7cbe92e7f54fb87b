"""PLOVER event, mode and contexts, and the CAMEO code, of an event as reported. Reads common/plover.yml, topics.yml."""

from dataclasses import dataclass

from tasks.lexicon import entries


@dataclass(frozen=True, slots=True)
class Coding:
    """PLOVER and CAMEO codes; None where the ontology has none for such an event (appointments, plain statements)."""

    event: str | None
    mode: str | None
    cameo: str | None


def code_event(event_type: str, status: str, act: str | None, mode: str | None, parties: int) -> Coding:
    """Return the coding of an event: the first rule of plover.yml that fits; nothing when none does."""
    for rule in entries("plover")["rules"]:
        fits = rule["type"] == event_type and status in rule.get("status", (status,))
        if fits and rule.get("act", act) == act and rule.get("mode", mode) == mode:
            plover_mode = rule.get("plover_mode")
            if rule.get("multilateral") and parties >= 3:
                plover_mode = rule["multilateral"]
            return Coding(rule.get("plover"), plover_mode, rule.get("cameo"))
    return Coding(None, None, None)
