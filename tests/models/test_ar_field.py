"""The committed Arabic pipeline on sentences of its field: persons and places found, and little else taken for them."""

import re
from collections import Counter
from pathlib import Path

import pytest
import spacy

import tasks.extract.arabic_tokenizer  # noqa: F401  (registers the tokenizer)

ARTEFACT = Path(__file__).resolve().parents[2] / "models" / "ar_hiwar_news"
MARKED = Path(__file__).with_name("field.txt")
# Floors a little below what the committed model reaches: precision, recall.
FLOORS = {"PER": (0.88, 0.88), "LOC": (0.88, 0.82), "ORG": (0.78, 0.78)}

Spans = set[tuple[int, int, str]]


def read_marked(line: str) -> tuple[str, Spans]:
    """Return the text of a marked line and its (start, end, label) spans."""
    text, spans, done = "", set(), 0
    for mark in re.finditer(r"\[(PER|ORG|LOC) ([^\]]+)\]", line):
        text += line[done : mark.start()]
        spans.add((len(text), len(text) + len(mark[2]), mark[1]))
        text, done = text + mark[2], mark.end()
    return text + line[done:], spans


@pytest.fixture(scope="module")
def counts() -> dict[str, Counter[str]]:
    nlp = spacy.load(ARTEFACT)
    lines = [line for line in MARKED.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    found: dict[str, Counter[str]] = {key: Counter() for key in ("gold", "said", "right")}
    for text, gold in map(read_marked, lines):
        said = {(ent.start_char, ent.end_char, ent.label_) for ent in nlp(text).ents}
        for key, spans in (("gold", gold), ("said", said), ("right", gold & said)):
            found[key].update(label for _, _, label in spans)
    return found


@pytest.mark.parametrize("label", sorted(FLOORS))
def test_names_of_the_field_are_found(counts: dict[str, Counter[str]], label: str) -> None:
    precision, recall = FLOORS[label]
    assert counts["right"][label] >= recall * counts["gold"][label]
    assert counts["right"][label] >= precision * counts["said"][label]


def test_marks_are_read_with_their_offsets() -> None:
    text, spans = read_marked("زار [PER سعيد مطر] ل[ORG لأمم المتحدة].")
    assert text == "زار سعيد مطر للأمم المتحدة."
    assert {(text[start:end], label) for start, end, label in spans} == {("سعيد مطر", "PER"), ("لأمم المتحدة", "ORG")}
