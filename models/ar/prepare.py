"""Prepare what `spacy train` needs from the Arabic corpora: `python models/ar/prepare.py CORPORA OUT`.

CORPORA is a folder with `newsfane/`, `aqmar/`, `floret/` and `word_counts.tsv.gz`. Into OUT go

- `tokenizer.bin`: the tokenizer's word data (word counts, gazetteer classes, words never split),
- `vectors/`: the subword vectors as a spaCy pipeline without components,
- `train.spacy`, `dev.spacy`, `test_news.spacy`, `test_aqmar.spacy`: the splits of the model card.

Run with PYTHONPATH set to the project (train.sh does). The same input gives the same output. Nothing but the test files
is made from a test split.
"""

import gzip
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import spacy
from corpora import Sentence, mend_institutions, read_aqmar, read_newsfane, to_doc
from field import read_field
from gazetteer import build_word_data, read_names
from spacy.cli.init_pipeline import convert_vectors
from spacy.tokens import Doc, DocBin
from swaps import build_swaps, with_swaps
from templates import field_sentences

from tasks.extract.arabic_tokenizer import ArabicTokenizer, norm_key

SEED = 20190704
TIMES = 20  # that each sentence of templates.txt is filled
COPIES = 2  # of the training split with other names in it
GROUP = 5  # sentences in one training document, at most: pages are longer than sentences


def grouped(sentences: Sequence[Sentence], rng: random.Random) -> Iterator[Sequence[Sentence]]:
    """Yield runs of one to GROUP neighbouring sentences, all of them once."""
    at = 0
    while at < len(sentences):
        size = rng.randint(1, GROUP)
        yield sentences[at : at + size]
        at += size


def write(path: Path, docs: Iterable[Doc]) -> None:
    """Write the docs and print how many tokens and entities they have."""
    docs = list(docs)
    DocBin(attrs=["ENT_IOB", "ENT_TYPE"], docs=docs).to_disk(path)
    labels = Counter(ent.label_ for doc in docs for ent in doc.ents)
    print(f"{path.name}: {len(docs)} docs, {sum(map(len, docs))} tokens, {dict(sorted(labels.items()))}")


def main(corpora: Path, out: Path) -> None:
    """Write all files into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    field = read_field()
    data = build_word_data(corpora, field.roles)
    (out / "tokenizer.bin").write_bytes(data.pack())
    nlp = spacy.blank("ar")
    nlp.tokenizer = ArabicTokenizer(nlp.vocab, data)
    rng = random.Random(SEED)
    news, aqmar = read_newsfane(corpora, dict(data.counts)), read_aqmar(corpora)
    first, middle = len(news) * 8 // 10, len(news) * 9 // 10
    unseen = list(aqmar)[3::4]
    adjectives = {norm_key("ال" + form) for form in field.nationalities}
    mended = [mend_institutions(sentence, adjectives) for sentence in news[:first]]
    train = [group for group in grouped(mended, rng)]
    for name, sentences in aqmar.items():
        train += [] if name in unseen else grouped(sentences, rng)
    swaps = build_swaps(train, read_names(), data.classes)
    copies = [with_swaps(group, swaps, rng) for _ in range(COPIES) for group in train]
    templates = field_sentences(field.slots, swaps, rng, TIMES)
    write(out / "train.spacy", (to_doc(nlp, group) for group in (*train, *copies, *templates)))
    write(out / "dev.spacy", (to_doc(nlp, group) for group in grouped(news[first:middle], random.Random(SEED))))
    write(out / "test_news.spacy", (to_doc(nlp, group) for group in grouped(news[middle:], random.Random(SEED))))
    write(out / "test_aqmar.spacy", (to_doc(nlp, aqmar[name]) for name in unseen))
    vectors = spacy.blank("ar")
    with gzip.open(corpora / "floret" / "ar.floret.gz", "rb") as packed:
        (out / "ar.floret").write_bytes(packed.read())
    convert_vectors(vectors, out / "ar.floret", truncate=0, prune=-1, mode="floret", attr="NORM")
    vectors.to_disk(out / "vectors")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
