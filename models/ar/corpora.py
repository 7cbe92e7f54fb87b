"""Read NewsFANE and AQMAR: sentences of (written form, IOB tag), four labels, torn words mended, running text."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from tasks.extract.arabic_tokenizer import norm_key

Token = tuple[str, str]  # written form, IOB tag
Sentence = list[Token]

PRONOUNS = frozenset(("ه", "ها", "هم", "هما", "هن", "نا", "كم"))

NEWSFANE_LABELS = {
    "PER": "Politician Athlete Artist Other_PER Religious_PER Scientist Businessperson Lawyer Engineer Police",
    "ORG": "Government Non-Governmental Commercial Educational Media Religious_ORG Sports Medical-Science "
    "Entertainment",
    "LOC": "Nation Population-Center State-or-Province County-or-District GPE-Cluster Continent Water-Body Celestial "
    "Land-Region-Natural Building-Grounds Airport Path Plant Subarea-Facility",
    "MISC": "Group Book Movie Software Hardware Food Drug Land Air Water Projectile Shooting",
}
# Bodies of a state that NewsFANE marks or leaves unmarked, and bodies that it hardly marks but that are names at times.
BODIES = frozenset("الجيش الشرطة الحكومة البرلمان المخابرات الاستخبارات وزارة".split())
UNSURE = frozenset("القوات السلطات اللجنة لجنة المحكمة محكمة الوزارة الرئاسة هيئة منظمة سفارة السفارة".split())
COARSE = {fine: label for label, names in NEWSFANE_LABELS.items() for fine in names.split()}


def read_iob(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a file with one token and tag a line; invisible marks are removed from tokens."""
    sentence: Sentence = []
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.replace("\ufeff", "").replace("\u200e", "").replace("\u200f", "").split()
        if len(parts) == 2:
            sentence.append((parts[0], parts[1]))
        elif not parts and sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def newsfane_tag(tag: str) -> str:
    """Return the tag with the fine class folded to PER, ORG, LOC or MISC."""
    return tag if tag == "O" else f"{tag[:2]}{COARSE[tag[2:]]}"


def aqmar_tag(tag: str) -> str:
    """Return the tag with MIS0 … MIS3 as MISC; a mistyped tag is read for what it was meant to be."""
    label = tag.lstrip("BIO-")
    if tag.startswith(("B", "I")) and label.startswith("MIS"):
        return f"{tag[0]}-MISC"
    if label in {"PER", "LOC", "RG"}:  # lstrip takes the O of ORG
        return f"{tag[0]}-{'ORG' if label == 'RG' else label}"
    return "O"


def repair_lam(token: str, counts: Mapping[str, int]) -> str:
    """Return the token with `لال` as `لل` where NewsFANE's source wrote one for the other (الالبنانية, لالاتحاد)."""
    repaired = re.sub(r"^((?:و|ف)?(?:ا|ب)?)لال", r"\1لل", token)
    return repaired if counts.get(norm_key(repaired), 0) > counts.get(norm_key(token), 0) else token


def rejoin_letters(sentence: Sentence, counts: Mapping[str, int]) -> Sentence:
    """Return the sentence with lone letters outside names (`ك ما`, `ا تصال`, `نفس ك`) joined to a neighbour."""
    out: Sentence = []
    letter = ""
    for at, (token, tag) in enumerate(sentence):
        token, letter = letter + token, ""
        if tag == "O" and len(token) == 1 and "ء" <= token <= "ي" and token not in {*"وفبله"}:
            before = out[-1][0] + token if out and out[-1][1] == "O" else ""
            after = token + sentence[at + 1][0] if sentence[at + 1 : at + 2] and sentence[at + 1][1] == "O" else ""
            left, right = (counts.get(norm_key(word), 0) if word else 0 for word in (before, after))
            if right > left or (right and token == "ا"):
                letter = token
                continue
            if left:
                out[-1] = (before, "O")
                continue
        out.append((token, tag))
    return out


def rejoin(sentence: Sentence, counts: Mapping[str, int]) -> Sentence:
    """Return the sentence with the word pieces that NewsFANE's source tore off put back.

    Pronouns (`بين هم`) and `ال` go back where they were; a torn-off first or last letter (`ا فريقيا`, `جوزي ه`) does
    inside a name. A pronoun of more than one letter stays when the whole is no known word: it may stand alone. Outside
    names, a lone letter that is no proclitic goes to the neighbour with which it makes the commoner word.
    """
    out: Sentence = []
    for token, tag in rejoin_letters(sentence, counts):
        if out:
            before, before_tag = out[-1]
            same = tag == before_tag == "O" or tag.startswith("I")
            whole = re.sub("ة$", "ت", before) + token if token in PRONOUNS else before + token
            known = counts.get(norm_key(whole), 0)
            suffix = token in PRONOUNS and same and before not in {"و", "ف"} and (len(token) == 1 or known)
            prefix = (before == "ال" and before_tag == "O") or (len(before) < 3 and tag.startswith("I") and known)
            if suffix or prefix:
                out[-1] = (whole, tag if before == "ال" else before_tag)
                continue
        out.append((token, tag))
    return out


def mend_institutions(sentence: Sentence, adjectives: Container[str]) -> Sentence:
    """Return the sentence with armies, police, governments and ministries marked alike; for training only.

    NewsFANE marks `الجيش الاسرائيلي` now as Government, now not at all. Unmarked, a body with a country's adjective
    and a ministry become ORG; the body alone, forces and committees become `?`: nobody learns from them that they
    are no names.
    """
    out = list(sentence)
    for at, (word, tag) in enumerate(sentence):
        sure = word in BODIES
        if tag != "O" or out[at][1] != "O" or not (sure or word.removeprefix("و") in UNSURE):
            continue
        following = [token for token, _ in takewhile(lambda pair: pair[1] == "O", sentence[at + 1 : at + 3])]
        national = bool(following) and norm_key(following[0]) in adjectives
        if word == "وزارة" and following and following[0].startswith("ال"):
            size = 2 + (len(following) > 1 and following[1].startswith("ال") and following[1].endswith("ية"))
        else:
            size = 1 + national
            sure = sure and national
        for index in range(at, at + size):
            out[index] = (out[index][0], ("B-ORG" if index == at else "I-ORG") if sure else "?")
    return out


def join(sentence: Sentence) -> tuple[str, list[tuple[int, int, str]]]:
    """Return running text and (start, end, label) spans: a lone conjunction joins its word, punctuation its left."""
    text, spans, glue = "", [], True
    for token, tag in sentence:
        if not glue and token not in {".", "،", ",", ":", "؛", "؟", "!", ")"}:
            text += " "
        start = len(text)
        text += token[1:] if glue and text.endswith("ل") and token.startswith("ال") else token  # ل + ال is written لل
        if tag.startswith("I") and spans and spans[-1][2] == tag[2:]:
            spans[-1] = (spans[-1][0], len(text), tag[2:])
        elif tag != "O":  # `?` too: a span that is neither a name nor none
            spans.append((start, len(text), tag[2:] or tag))
        glue = (token in {"و", "ف", "ب", "ل"} and tag == "O") or token == "("
    return text, spans


def to_doc(nlp: Language, sentences: Sequence[Sentence]) -> Doc:
    """Return one Doc over the sentences; an entity begins behind the proclitics of its first word."""
    text, spans = "", []
    for sentence in sentences:
        part, found = join(sentence)
        spans += [(len(text) + start, len(text) + end, label) for start, end, label in found]
        text += part + "\n"
    doc = nlp.make_doc(text)
    ents, missing = [], []
    for start, end, label in spans:
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        if label == "?":
            missing.append(span)
            continue
        while len(span) > 1 and span[0].text in {*"وفبلك"} and not span[0].whitespace_:
            span = doc[span.start + 1 : span.end]
        ents.append(Span(doc, span.start, span.end, label=label))
    ents = filter_spans(ents)
    taken = {token.i for ent in ents for token in ent}
    doc.set_ents(ents, missing=[span for span in missing if not taken.intersection(range(span.start, span.end))])
    return doc


def read_newsfane(corpora: Path, counts: Mapping[str, int]) -> list[Sentence]:
    """Return NewsFANE's sentences in their order, coarse labels."""
    (path,) = (corpora / "newsfane").glob("NewsFANE*.txt")
    sentences = ([(repair_lam(token, counts), newsfane_tag(tag)) for token, tag in s] for s in read_iob(path))
    return [rejoin(sentence, counts) for sentence in sentences]


def read_aqmar(corpora: Path) -> dict[str, list[Sentence]]:
    """Return AQMAR's sentences by article, articles sorted by name."""
    paths = sorted((corpora / "aqmar").glob("*.txt"))
    return {path.stem: [[(token, aqmar_tag(tag)) for token, tag in s] for s in read_iob(path)] for path in paths}
