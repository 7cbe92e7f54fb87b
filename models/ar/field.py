"""Names and words of the field, taken from the lexicon once: `python models/ar/field.py` writes field.json anew.

The training reads field.json, never the lexicon, so that an edit there leaves `make train-ar` as it was. Write it anew
before a training that should know what the lexicon has learnt since.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tasks.extract.arabic_tokenizer import norm_key
from tasks.lexicon.loader import entries, forms

SNAPSHOT = Path(__file__).parent / "field.json"
TITLES = ("office", "rank", "honorific")  # categories of the lexicon
# Countries whose towns fill half of the slots for towns.
NEAR = frozenset("dz ma tn ly mr ml ne td bf sn".split())
# Subkinds of the lexicon's organisations by slot; other subkinds (parties, universities …) have no sentence here.
SUBKINDS = {
    "O": ("army", "police", "ministry", "government", "parliament", "intelligence", "presidency", "agency"),
    "I": ("international_organisation", "regional_organisation", "alliance", "committee"),
    "G": ("armed_group",),
    "M": ("media",),
}


@dataclass(frozen=True)
class Field:
    """What may stand in the slots of templates.txt, and words whose role the tokenizer shows the model."""

    slots: Mapping[str, list[str]]  # by slot letter; T and t are towns near and far
    nationalities: list[str]  # adjectives and peoples of countries, without article
    roles: Mapping[str, str]  # normalised word → T title, H head of an institution, V verb of saying


def read_field() -> Field:
    """Return the field's names and words as the last snapshot has them."""
    return Field(**json.loads(SNAPSHOT.read_text(encoding="utf-8")))


def from_lexicon() -> Field:
    """Return the field's names and words as the lexicon has them now."""
    peoples = [
        str(form) for entry in entries("country").values() for form in (entry.get("demonyms") or {}).get("ar", ())
    ]
    towns = [(name, entry["country"] in NEAR) for name, entry in _arabic_names("city")]
    slots = {
        "L": [name for name, _ in _arabic_names("country") if len(name.split()) < 3],
        "T": [name for name, near in towns if near],
        "t": [name for name, near in towns if not near],
        "R": [form for form in _written("office") if len(form.split()) < 4],
        "K": [*_written("rank"), *_written("honorific")[:6]],
        "A": ["ال" + form for form in peoples if form.endswith("ي") and " " not in form],
    }
    for slot, subkinds in SUBKINDS.items():
        slots[slot] = [name for name, entry in _arabic_names("organisation") if entry["subkind"] in subkinds]
    return Field(slots, peoples, _roles())


def _arabic_names(category: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the first two Arabic names and the entry of each thing of the lexicon that has them."""
    for entry in entries(category).values():
        yield from ((str(name), entry) for name in (entry["names"].get("ar") or ())[:2])


def _written(category: str) -> list[str]:
    return [str(form) for entry in entries(category, "ar").values() for form in entry["forms"]]


def _roles() -> dict[str, str]:
    roles: dict[str, str] = {}
    for letter, category in (("V", "quote_cue"), ("H", "organisation_head"), *(("T", title) for title in TITLES)):
        for form in forms(category, "ar"):
            words = form.split()
            if len(words) == 1 or category != "quote_cue":
                roles |= {norm_key(word): letter for word in words[:1] if len(word) > 2}
    return dict(sorted(roles.items()))


if __name__ == "__main__":
    SNAPSHOT.write_text(json.dumps(asdict(from_lexicon()), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
