"""Named individuals: the model's persons mended by the lexicon, and the words that follow a title."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from tasks.extract.complements import before_article, closed_class, complement_end, is_definite
from tasks.extract.document import Document, Hit
from tasks.extract.name_parts import particles
from tasks.extract.names import Name, model_spans
from tasks.extract.person_names import (
    COMMAS,
    MAX_TOKENS,
    cleaned,
    continues_apart,
    count_words,
    extended,
    from_title_on,
    has_capital,
    is_given,
    is_initial,
    is_lexical,
    is_name_word,
    may_be_unknown_name,
    titled_name,
    titled_name_arabic,
)
from tasks.lexicon import entries
from tasks.text import fold

PERSON_LABELS = ("PER", "PERSON")
MARKS = frozenset('«»"“”')
SLIP_SIMILARITY = 85.0  # one letter left out or changed in a surname of six letters or more


def find_people(document: Document) -> list[Name]:
    """Return the stretches that name a person, without honorific, rank or title, not overlapping.

    A lone surname counts only with a title before it or a full name elsewhere in the article.
    """
    spans: dict[tuple[int, int], Name] = {}
    modelled = [s for span in model_spans(document, PERSON_LABELS) for s in cleaned(document, span[0], span[1])]
    modelled = [from_title_on(document, *span) for span in modelled]
    titles = [h for h in document.hits_of("honorific", "rank", "office") if not is_initial(document, h.start)]
    titles = [h for h in titles if not _begins_body(document, h)]
    titled = [titled_name(document, end) for hit in titles for end in _ends_of_title(document, hit)]
    given = _given(document) if document.language != "ar" else _noble(document)
    for start, end in modelled:
        _add(spans, document, start, end, "model", "person.model", 0.8)
    for found in titled:
        if found:
            _add(spans, document, *found, "rule", "person.after_title", 0.85)
    for start, end in given:
        _add(spans, document, start, end, "rule", "person.given_name", 0.7)
    for start, end in _apposed(document):
        _add(spans, document, start, end, "rule", "person.apposed", 0.75)
    named = _credible(document, _parted(document, _longest(spans.values())))
    named += _names_again(document, named)
    named = _without_misread(document, named)
    return sorted(named + _surnames_again(document, named), key=lambda n: n.start)


def _add(
    spans: dict[tuple[int, int], Name], document: Document, start: int, end: int, method: str, rule: str, c: float
) -> None:
    """Two methods that agree raise the confidence."""
    known = spans.get((start, end))
    if known is not None and known.method != method:
        c = min(0.97, max(c, known.confidence) + 0.1)
    form = "full" if count_words(document, start, end) > 1 else "short"
    if known is None or c > known.confidence:
        spans[start, end] = Name(start, end, "person", None, None, None, form, method, rule, c)


def _longest(names: Iterable[Name]) -> list[Name]:
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start - n.end, -n.confidence, n.start)):
        if not any(k.start < name.end and name.start < k.end for k in kept):
            kept.append(name)
    return sorted(kept, key=lambda n: n.start)


def _begins_body(document: Document, title: Hit) -> bool:
    """`General | Staff`: the rank is the first word of a body's name."""
    head = document.hit_at(title.start, "organisation_head", "organisation")
    return title.category == "rank" and head is not None and head.end > title.end


def _ends_of_title(document: Document, title: Hit) -> list[int]:
    """Where a name may begin behind a title: behind its head, and behind the complement of an office."""
    ends = [title.end]
    if title.category == "office" and document.language != "ar":
        end = complement_end(document, title.end, frozenset(), lower=True)
        ends += [end] if end > title.end else []
    return ends


def _apposed(document: Document) -> list[tuple[int, int]]:
    """Return the names between commas or marks behind an office, whatever they look like: `وزير …، بشير الناصري، …`.

    Arabic has no capitals, so that a name no list and no model knows shows by its place alone: two to four words, none
    of them known as anything else, between two commas.
    """
    if document.language != "ar":
        return _before_office(document) + _behind_office(document) + _listed(document)
    found = []
    for hit in document.hits_of("office"):
        comma = complement_end(document, hit.end, frozenset())
        if document.norm(comma) not in COMMAS | MARKS:
            continue
        stop = comma + 1
        while stop < min(comma + 7, len(document.doc)) and may_be_unknown_name(document, stop):
            stop += 1
        rare = any(document.doc[i].shape_[-1:] in _RARE for i in range(comma + 1, stop))
        words = sum(bool(document.doc[i].whitespace_) for i in range(comma + 1, stop - 1)) + 1
        closes = COMMAS | {"."} if document.norm(comma) in COMMAS else MARKS
        rare = rare or all(_NAMED & set(document.doc[i].shape_) for i in range(comma + 1, stop))
        closed = document.norm(stop) in closes or _is_told_of(document, comma + 1, stop)
        if 2 <= words <= 4 and stop > comma + 2 and closed and rare:
            found.append((comma + 1, stop))
    return found


def _is_told_of(document: Document, start: int, stop: int) -> bool:
    """Whether a verb or noun of saying follows the words, none of which takes the article (`…، هايكو لانغر | قوله`)."""
    told = document.hit_at(stop, "quote_cue") or document.norm(stop) in closed_class("reported", "ar")
    return bool(told) and not any(is_definite(document, i) for i in range(start, stop))


def _before_office(document: Document) -> list[tuple[int, int]]:
    """French, English: two to four capitalised words that nothing else knows, right before a comma and an office."""
    found = []
    for hit in document.hits_of("office"):
        comma = before_article(document, hit.start)
        if document.norm(comma) not in COMMAS:
            continue
        start = comma
        while start > document.sentence_start(hit.start) and _may_begin_name(document, start - 1):
            start -= 1
        if 2 <= comma - start <= 4 and (is_given(document, start) or _are_no_words(document, start, comma)):
            found.append((start, comma))
    return found


def _behind_office(document: Document) -> list[tuple[int, int]]:
    """French, English: two to four capitalised words between commas behind an office that begin with a given name, that
    the model takes for one name of whatever kind, or that its vectors do not know."""
    venues = closed_class("venues", document.language)
    words = ({document.norm(t.i) for t in entity} for entity in document.doc.ents)
    proper = (e for e, w in zip(document.doc.ents, words, strict=True) if e[0].pos_ == "PROPN" and not w & venues)
    whole = {(entity.start, entity.end) for entity in proper}
    found = []
    for hit in document.hits_of("office"):
        comma = max(hit.end, complement_end(document, hit.end, frozenset(), lower=True))
        stop = comma + 1
        while stop < document.sentence_end(hit.start) and (
            _may_begin_name(document, stop) or _is_elided(document, stop)
        ):
            stop += 1
        named = is_given(document, comma + 1) or _are_no_words(document, comma + 1, stop)
        named = named or (comma + 1, stop) in whole
        if named and document.norm(comma) in COMMAS and document.norm(stop) in COMMAS and 2 <= stop - comma - 1 <= 4:
            found.append((comma + 1, stop))
    return found


def _is_elided(document: Document, index: int) -> bool:
    """`Bah | N'|daw`: a name's capital before an apostrophe, and what that joins to it."""
    pair = document.doc[index - 1 : index + 1]
    joins = (t.text[-1:] in {"'", "’"} and t.text[:1].isupper() and not t.whitespace_ for t in pair)
    return any(joins)


def _listed(document: Document) -> list[tuple[int, int]]:
    """French, English: two to four capitalised words that the model takes for one name of another kind, in a list right
    beside two of its persons or more (`A, B and | C`, where A and B are persons)."""
    joints = COMMAS | closed_class("coordinators", document.language)
    persons = sorted((e.start, e.end) for e in document.doc.ents if e.label_ in PERSON_LABELS and e.end - e.start > 1)
    found = []
    for entity in document.doc.ents:
        start, stop = entity.start, entity.end
        if entity.label_ in PERSON_LABELS or not 2 <= stop - start <= 4:
            continue
        if not all(_may_begin_name(document, i) for i in range(start, stop)):
            continue
        before = [p for p in persons if p[1] == start - 1 and document.norm(start - 1) in joints]
        behind = [p for p in persons if p[0] == stop + 1 and document.norm(stop) in joints]
        more = [p for p in persons if behind and p[0] == behind[0][1] + 1 and document.norm(behind[0][1]) in joints]
        more += [
            p for p in persons if before and p[1] == before[0][0] - 1 and document.norm(before[0][0] - 1) in joints
        ]
        if len(before + behind + more) > 1:
            found.append((start, stop))
    return found


def _are_no_words(document: Document, start: int, stop: int) -> bool:
    """Whether the model's vectors know none of the words (English vectors know all words alike: never there)."""
    words = (document.doc.vocab[document.doc[i].lower_] for i in range(start, stop))
    return document.doc.vocab.vectors_length > 0 and all(word.is_oov for word in words)


def _may_begin_name(document: Document, index: int) -> bool:
    known = ("office", "organisation_head", "mechanism_head", "city", "region", "country", "event", "honorific", "rank")
    in_known = any(h.start <= index < h.end for h in document.hits_of("organisation", "mechanism", *known))
    word = document.doc[index].text
    titled = word[:1].isupper() and not word.isupper() and word.isalpha()
    return titled and not in_known and document.norm(index) not in closed_class("stops", document.language)


_NAMED = frozenset("GSWn")  # classes of its gazetteer: given names, surnames, names of Wikidata
_RARE = frozenset("012")  # frequency bands of the Arabic tokenizer: less than a hundred times in its news


def _parted(document: Document, names: list[Name]) -> list[Name]:
    """Part two full names that were read as one (`Amina Idrissi Karim Tazi` in a caption), where the article has one of
    them elsewhere by itself."""
    alone = {fold(document.doc[n.start : n.end].text): n for n in names if n.form == "full" and n.end - n.start <= 3}
    parted = []
    for name in names:
        cut = next(
            (
                cut
                for cut in range(name.start + 2, name.end - 1)
                for half in (document.doc[name.start : cut], document.doc[cut : name.end])
                if fold(half.text) in alone
            ),
            None,
        )
        parted += [name] if cut is None else [replace(name, end=cut), replace(name, start=cut)]
    return parted


def _given(document: Document) -> list[tuple[int, int]]:
    """Return runs of capitalised words that begin with a known given name."""
    found = []
    for index in range(len(document.doc) - 1):
        if (
            is_given(document, index)
            and document.doc[index].text[:1].isupper()
            and continues_apart(document, index + 1)
        ):
            stop = extended(document, index, index + 1)
            if stop - index >= 2:
                found.append((index, stop))
    return found


def _noble(document: Document) -> list[tuple[int, int]]:
    """Return the Arabic names that begin with a title of descent (`للا`, `مولاي`), which is part of the name."""
    heads = closed_class("noble", "ar")
    indices = [i for i in range(len(document.doc) - 1) if document.norm(i) in heads]
    found = (titled_name_arabic(document, i, min(document.sentence_end(i), i + MAX_TOKENS)) for i in indices)
    return [span for span in found if span]


def _credible(document: Document, names: list[Name]) -> list[Name]:
    """Drop lone words without a title before them and without a full name in the article that carries them; a name of
    descent (`Abou Talha`, `أبو طلحة`) stands for a full one."""
    parts = {fold(t.text) for n in names if n.form == "full" for t in document.doc[n.start : n.end] if len(t.text) > 2}
    parts -= particles(document.language)
    descent = closed_class("descent", document.language)
    names = [n for n in names if not _is_headline_words(document, n, names)]
    own = [n for n in names if n.form == "full" or (document.norm(n.start) in descent and n.end - n.start > 1)]
    return [n for n in names if n in own or _has_title(document, n.start) or _is_part(document, n, parts)]


def _is_headline_words(document: Document, name: Name, names: Sequence[Name]) -> bool:
    """Whether only a model takes words of an English headline that has capitals throughout for a person, and not
    all of them are of a name elsewhere (`Ministers | Discuss Diplomatic Ties`)."""
    sentence = document.sentence_of(document.doc[name.start].idx)
    if document.language != "en" or sentence is None or sentence.block_kind != "title" or name.rule != "person.model":
        return False
    start, end = document.tokens_of(sentence)
    long = [t for t in document.doc[start:end] if t.is_alpha and len(t.text) > 3]
    words = {document.norm(i) for i in range(name.start, name.end)}
    elsewhere = any(
        words <= {document.norm(i) for i in range(n.start, n.end)} for n in names if not start <= n.start < end
    )
    return len(long) > 3 and all(t.text[:1].isupper() for t in long) and not elsewhere


def _without_misread(document: Document, named: list[Name]) -> list[Name]:
    """Drop what only a model takes for a person and some place of the article shows to be something else: a place by a
    preposition (`at Ain Issa`, `base of Mers El Kebir`), an exercise or operation by its
    word (`exercise Desert Bridge`, `Operation Red Kite`)."""
    table = entries("event", document.language)
    exercises = {h.end for h in document.hits_of("event") if table[h.entry_id]["type"] == "exercise"}
    coded = closed_class("code_named", document.language)
    exercises |= {i + 1 for i in range(len(document.doc)) if document.norm(i) in coded}
    words: dict[tuple[str, ...], list[Name]] = {}
    for name in named:
        words.setdefault(tuple(document.norm(i) for i in range(name.start, name.end)), []).append(name)
    coded_names = [key for key, same in words.items() if any(n.start in exercises for n in same)]
    kept = []
    for key, same in words.items():
        modelled = all(
            n.rule in {"person.model", "person.name_again", "person.given_name"} and not _has_title(document, n.start)
            for n in same
        )
        coded_too = any(key[: len(code)] == code for code in coded_names)
        if not modelled or not (coded_too or any(_is_placed(document, n.start) for n in same)):
            kept += same
    return kept


def _is_placed(document: Document, start: int) -> bool:
    """Whether a preposition of place, or a word for a place and a genitive, leads to token `start`."""
    before = document.norm(start - 1)
    genitive = before in closed_class("genitives", document.language)
    nouns = closed_class("place_nouns", document.language)
    if document.norm(start) in nouns and document.language != "ar":
        return True  # `Camp Lemaire`
    noun = document.norm(start - (2 if genitive else 1)) in nouns
    return before in closed_class("placing", document.language) or (noun and (genitive or document.language == "ar"))


def _names_again(document: Document, named: list[Name]) -> list[Name]:
    """Return the places where a full name of the article stands again and the model saw nothing."""
    taken = {i for n in named for i in range(n.start, n.end)}
    norms = [document.norm(i) for i in range(len(document.doc))]
    starts: dict[str, list[int]] = {}
    for index, norm in enumerate(norms):
        starts.setdefault(norm, []).append(index)
    found = []
    full = {tuple(norms[n.start : n.end]) for n in named if n.form == "full"}
    for words in sorted(full, key=lambda w: (-len(w), w)):
        for start in starts[words[0]]:
            stop = start + len(words)
            if tuple(norms[start:stop]) == words and not taken.intersection(range(start, stop)):
                found.append(Name(start, stop, "person", None, None, None, "full", "rule", "person.name_again", 0.8))
                taken.update(range(start, stop))
    return found


def _surnames_again(document: Document, named: list[Name]) -> list[Name]:
    """Return the places where the surname of somebody named in full stands alone and the model saw nothing."""
    surnames = {document.norm(n.end - 1) for n in named if n.form == "full"} - particles(document.language)
    taken = {i for n in named for i in range(n.start, n.end)}
    found = []
    for index in range(len(document.doc)):
        norm = document.norm(index)
        if index in taken or len(norm) < 4 or not has_capital(document, index):
            continue
        if norm not in surnames and not _is_slip(document, index, surnames):
            continue
        word = is_name_word(document, index) and not is_lexical(document, index)
        if word or (norm in surnames and _is_namesake(document, index)):
            rule = "person.surname_again"
            found.append(Name(index, index + 1, "person", None, None, None, "short", "rule", rule, 0.8))
    return found


def _is_namesake(document: Document, index: int) -> bool:
    """French: whether a place's name of one word stands as a person's does, without article or preposition (`| Hollande
    est arrivé`); not a capital, which may stand for its government."""
    place = document.hit_at(index, "country", "city", "region")
    leads = ("determiners", "locatives", "placing", "genitives", "links", "place_nouns")
    led = any(document.norm(index - 1) in closed_class(c, "fr") for c in leads)
    alone = place is not None and place.end == index + 1 and not led
    capital = place is not None and place.category == "city" and entries("city")[place.entry_id].get("capital")
    return document.language == "fr" and alone and not capital


def _is_slip(document: Document, index: int, surnames: set[str]) -> bool:
    """Whether the word behind a verb of saying is a known surname misspelt (`ورد مايدندا قائلا`)."""
    norm = document.norm(index)
    if document.norm(index - 1) == norm or not any(h.end == index for h in document.hits_of("quote_cue")):
        return False
    return len(norm) >= 6 and any(s[0] == norm[0] and fuzz.ratio(s, norm) >= SLIP_SIMILARITY for s in surnames if s)


def _is_part(document: Document, name: Name, parts: set[str]) -> bool:
    return any(document.norm(i) in parts for i in range(name.start, name.end))


def _has_title(document: Document, start: int) -> bool:
    before = start - 1
    if document.norm(before) == ".":
        before -= 1
    return any(
        hit.end == before + 1
        for hit in document.hits_of("honorific", "rank", "office")
        if before - 8 < hit.start <= before
    )
