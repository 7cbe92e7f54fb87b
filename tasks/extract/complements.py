"""Where the complement of a title or an institution ends: `ministre | des Affaires étrangères et de la Coopération`.

Reads grammar.yml of each language. All positions are token indices, ends exclusive.
"""

from functools import lru_cache

from tasks.extract.document import Document, Hit
from tasks.extract.name_parts import given_names
from tasks.lexicon import entries
from tasks.text import fold

MAX_TOKENS = 28


@lru_cache(maxsize=64)
def closed_class(name: str, language: str) -> frozenset[str]:
    """Return a closed class of function words (folded) from <language>/grammar.yml; KeyError for an unknown class."""
    return frozenset(fold(str(word)) for word in entries("grammar", language)[name])


def before_article(document: Document, index: int) -> int:
    """Return the token before `index`, over articles and other determiners; it may be -1."""
    index -= 1
    while document.norm(index) in closed_class("determiners", document.language):
        index -= 1
    return index


def before_links(document: Document, index: int) -> int:
    """Return where the links and determiners that lead to token `index` begin; `index` itself when none do."""
    links = closed_class("links", document.language) | closed_class("determiners", document.language)
    while document.norm(index - 1) in links:
        index -= 1
    return index


def complement_end(document: Document, head_end: int, barriers: frozenset[int], lower: bool = False) -> int:
    """Return where the complement that begins at `head_end` ends; `head_end` itself when there is none.

    `barriers` are tokens no complement may enter: persons' names, honorifics, ranks. It never leaves the sentence.
    `lower`: English nouns without a capital belong to it too (`minister | of security`), as in an office they do.
    """
    limit = min(document.sentence_end(head_end - 1), head_end + MAX_TOKENS)
    if document.language == "en":
        return _english(document, head_end, limit, barriers, lower)
    grow = {"fr": _french, "ar": _arabic}[document.language]
    return grow(document, head_end, limit, barriers)


def without_adjunct(document: Document, start: int, end: int) -> int:
    """Return where a name ends before the adjunct of its clause: `Commission | in Tunis`, `المجلس | بتونس`."""
    adjuncts = closed_class("adjuncts", document.language)
    for index in range(start + 1, end):
        if document.norm(index) in adjuncts and document.norm(index - 1) not in closed_class("inner_nouns", "fr"):
            placed = document.hit_at(skip(document, index + 1, "determiners"), "city")
            if placed or (document.language == "en" and not _is_subject_matter(document, index)):
                return index
    return end


def _is_subject_matter(document: Document, index: int) -> bool:
    """English `Working Group | on African Issues`: `on` before a capital that is no day, in a name with capitals."""
    about = document.norm(index) in closed_class("about", "en") and document.doc[index - 1].text[:1].isupper()
    stops = closed_class("stops", "en")
    near = [document.norm(i) for i in range(index + 1, index + 4)]
    dated = any(w in stops | closed_class("no_body_ends", "en") or any(c.isdigit() for c in w) for w in near)
    return about and not dated and document.doc[index + 1].text[:1].isupper()


def _is_word(document: Document, index: int) -> bool:
    return any(c.isalpha() for c in document.norm(index))


def _is_noun(document: Document, index: int) -> bool:
    """French and English: a nominal word by its tag, or any capitalised word."""
    if index >= len(document.doc) or not _is_word(document, index):
        return False
    token = document.doc[index]
    if document.norm(index) in closed_class("stops", document.language):
        return False
    return token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "X"} or token.text[:1].isupper()


def skip(document: Document, index: int, *classes: str) -> int:
    """Return the first token from `index` on that is in none of these closed classes."""
    words = frozenset().union(*(closed_class(c, document.language) for c in classes))
    while document.norm(index) in words:
        index += 1
    return index


def _hyphenated(document: Document, index: int, limit: int) -> int:
    """Step over `-word` glued to the token before (`Coordonnateur-adjoint`, `Algéro-Malienne`)."""
    while index + 1 < limit and document.norm(index) == "-" and not document.doc[index - 1].whitespace_:
        index += 2
    return index


def _french(document: Document, index: int, limit: int, barriers: frozenset[int]) -> int:
    links, coordinators = closed_class("links", "fr"), closed_class("coordinators", "fr")
    end, lists, opened = index, False, False
    if document.norm(index - 1) in links | closed_class("determiners", "fr"):  # `patron de | l'ONU`
        inner = skip(document, index, "determiners")
        if inner < limit and inner not in barriers and _is_noun(document, inner):
            index = end = inner + 1
            lists = True
    while index < limit:
        index = _hyphenated(document, index, limit)
        end = max(end, min(index, limit))
        if index >= limit or index in barriers:
            break
        norm = document.norm(index)
        if norm == "par" and document.norm(index + 1) in closed_class("acting", "fr"):
            index += 2  # `envoyé spécial par intérim | auprès de …`
        elif norm in links:
            after = _french_link(document, index, limit, barriers)
            if after is None:
                break
            opened = opened or norm in closed_class("open_links", "fr")
            index, lists = after, True
        elif norm in coordinators or (norm == "," and lists):
            after = _french_item(document, index, limit, barriers, opened)
            if after is None:
                break
            index = after
        elif lists and _begins_name(document, index, limit):
            break
        elif _is_noun(document, index) and document.doc[index].pos_ != "VERB":
            lists = True
            index += 1
        elif lists and document.doc[index].is_digit and document.doc[index - 1].is_title:
            index += 1  # `journaliste de France | 24`
        else:
            break
        end = index
    return _hyphenated(document, end, limit)


def _begins_name(document: Document, index: int, limit: int) -> bool:
    """Whether somebody's name begins right behind a noun of the complement (`ministre de la Défense | Ilyas Okur`):
    two capitalised words in a row, the first a known given name, or neither a word the French vectors know."""
    if index + 1 >= limit or not all(document.doc[i].text[:1].isupper() for i in (index, index + 1)):
        return False
    if document.hit_at(index, "country", "demonym", "organisation", "city", "region", "mechanism"):
        return False
    if document.norm(index) in given_names(document.language):
        return True
    lower = (document.doc.vocab[document.doc[i].lower_] for i in (index, index + 1))
    return document.doc.vocab.vectors_length > 0 and all(word.is_oov for word in lower)


def _french_link(document: Document, index: int, limit: int, barriers: frozenset[int]) -> int | None:
    """Return the token behind `links + articles + noun`, None when the link leads out of the complement."""
    after = skip(document, index, "links", "determiners")
    if after >= limit or after in barriers or not _is_noun(document, after):
        return None
    between = {document.norm(i) for i in range(index, after)}
    if between & closed_class("possessives", "fr"):
        return None
    placed = document.hit_at(after, "country", "region", "organisation", "organisation_head", "city")
    if document.norm(index) in closed_class("loose_links", "fr") | closed_class("open_links", "fr"):
        known = placed is not None or document.norm(index - 1) in closed_class("inner_nouns", "fr")
        if not known and document.norm(index) not in closed_class("open_links", "fr"):
            return None
        if document.norm(index) in {"a", "en"} and placed is not None and placed.category == "city":
            return None
    whole = placed is not None and placed.category in {"organisation", "country", "region"}
    return placed.end if placed is not None and whole else after + 1  # `des | Nations unies`


def _french_item(document: Document, index: int, limit: int, barriers: frozenset[int], opened: bool) -> int | None:
    """Return the token behind `et de la Coopération`, `et africaines`; None where `et` begins another thing.

    `opened`: an open link led into the list (`pour les Affaires étrangères | et la Politique …`), which then goes on
    without a link of its own.
    """
    linked = skip(document, index + 1, "links", "determiners")
    if linked >= limit or linked in barriers or not _is_noun(document, linked):
        return None
    between = [document.norm(i) for i in range(index + 1, linked)]
    chained = bool(between) and (opened or between[0] in closed_class("genitives", "fr"))
    if document.hit_at(linked, "organisation_head") and chained and _is_body_of_its_own(document, linked):
        return None  # `ministère de la Défense | et de l'état-major de l'armée`
    adjective = document.norm(index) != "," and not between and document.doc[linked].pos_ == "ADJ"
    if not (chained or adjective) or closed_class("possessives", "fr") & set(between):
        return None
    if document.hit_at(linked, "office", "rank", "honorific"):
        return None
    return linked + 1


def _is_body_of_its_own(document: Document, index: int) -> bool:
    head = document.hit_at(index, "organisation_head")
    return head is not None and entries("organisation_head", "fr")[head.entry_id]["subkind"] not in {"police", "unit"}


def _is_rank_of_next(document: Document, index: int) -> bool:
    """Whether a rank begins at `index` that is of no body (`the | General Staff`) and no title (`Director-General`)."""
    if document.hit_at(index, "rank") is None or document.hit_at(index, "organisation_head", "organisation"):
        return False
    return not any(h.start < index < h.end for h in document.hits_of("office"))


def _english(document: Document, index: int, limit: int, barriers: frozenset[int], lower: bool) -> int:
    head_end = index
    links, coordinators = closed_class("links", "en"), closed_class("coordinators", "en")
    end = index
    if document.norm(index - 1) in links:
        index = skip(document, index, "determiners")  # `deputy chief of | the General Staff`
    while index < limit and index not in barriers:
        norm = document.norm(index)
        if not lower and any(h.start <= index < h.end and h.end > head_end for h in document.hits_of("office")):
            break  # `African Union | Commissioner for …`, `Joint Task | Force Commander`
        if _is_rank_of_next(document, index):
            break  # `Force Commander | Lt. Gen. X`
        if norm in links | coordinators or norm == ",":
            after = skip(document, index + 1, "links", "determiners", *(["coordinators"] if norm == "," else []))
            if after >= limit or after in barriers:
                break
            listed = norm in coordinators and after == index + 1 and _is_lower_noun(document, index - 1)
            place = document.hit_at(after, "country", "region", "city") if lower else None
            if place is not None and norm in closed_class("posted", "en"):
                index = end = place.end
                if document.norm(end) not in coordinators | closed_class("genitives", "en"):
                    break  # `Ambassador to Morocco | Jane Smith`, not `Director for Africa | of the Service`
                continue
            if norm in coordinators and after > index + 1 and not lower:
                break  # `the Joint Commission and | the Joint Committee`
            if lower and (norm in {"of", "for"} or listed) and _is_lower_noun(document, after):
                index = end = after + 1
                continue
            if not document.doc[after].text[:1].isupper():
                break
            closing = document.norm(after - 1) in coordinators
            if closing and norm == "," and any(after <= h.start <= after + 4 for h in document.hits_of("office")):
                break  # `Ministry of National Defence, and | Spanish Defence Minister X`
            if norm == "," and not closing and not _list_goes_on(document, after, limit):
                break
            if document.norm(after) in closed_class("stops", "en") or document.hit_at(after, "honorific", "rank"):
                break
            if norm not in links and document.hit_at(after, "office"):
                break
            if norm not in links and not lower and document.hit_at(after, "organisation", "country"):
                break  # `African Union | and NATO` are two
            index = after + 1
        elif (
            (norm in {"-", "'s"} and index > 0)
            or (document.doc[index].text[:1].isupper() and _is_word(document, index))
            or (lower and end > 0 and _is_lower_noun(document, index) and _is_lower_noun(document, index - 1))
            or (end > 0 and norm in closed_class("title_nouns", "en"))
        ):
            index += 1
        else:
            break
        end = index
    while end > 0 and document.norm(end - 1) in {"'s", "-"}:
        end -= 1
    return end


def _is_lower_noun(document: Document, index: int) -> bool:
    token = document.doc[index]
    return token.text.islower() and token.pos_ in {"NOUN", "ADJ"} and document.hit_at(index, "event") is None


def _list_goes_on(document: Document, index: int, limit: int) -> bool:
    """`Foreign Affairs, African Cooperation and Expatriates`: a comma lists only if `and` + capital follows."""
    while index < limit and document.doc[index].text[:1].isupper():
        index += 1
    index += document.norm(index) == ","  # `Security, Democracy, and Human Rights`
    if document.norm(index) not in closed_class("coordinators", "en") or index + 1 >= limit:
        return False
    return document.doc[index + 1].text[:1].isupper()


def _arabic(document: Document, index: int, limit: int, barriers: frozenset[int]) -> int:
    links, coordinators = closed_class("links", "ar"), closed_class("coordinators", "ar")
    stops = closed_class("stops", "ar")
    end = index
    while index < limit and index not in barriers:
        norm = document.norm(index)
        if document.doc[index].text.endswith(tuple(entries("grammar", "ar")["indefinite_endings"])):
            break
        if norm in _HYPHENS and end > 0 and is_definite(document, index - 1) and is_definite(document, index + 1):
            index += 1  # `المغربية - الأميركية`
            continue
        if norm in stops or not _is_word(document, index):
            break
        if norm in links or norm in coordinators:
            after = index + 1
            while after < limit and document.norm(after) in links:
                after += 1
            if after >= limit or after in barriers or document.norm(after) in stops:
                break
            if norm in coordinators and document.hit_at(after, "organisation_head", "organisation"):
                break  # `قيادة الدرك | وأركان الحرس` are two
            if norm in coordinators and not is_definite(document, after) and _place_at(document, after) is None:
                listed = _construct_end(document, after, limit, barriers, listed=True)
                if listed is None:
                    break
                index = end = listed
                continue
            if norm in coordinators and document.hit_at(after, "office", "rank", "honorific"):
                break
            known = _place_at(document, after)
            if not (is_definite(document, after) or is_definite(document, after + 1) or known):
                break
            index = known.end if known else after + 1
        elif (known := _place_at(document, index)) is not None:
            index = known.end
        elif is_definite(document, index):
            index += 1
        elif (closed := _construct_end(document, index, limit, barriers)) is not None:
            index = closed
        else:
            break
        end = index
    return end


_HYPHENS = frozenset({"-", "–", "ـ", "/"})


def _construct_end(
    document: Document, index: int, limit: int, barriers: frozenset[int], listed: bool = False
) -> int | None:
    """Return the end of indefinite nouns (three at most) that a definite one closes: `مدير | مكتب مكافحة الإرهاب`.

    None when none closes them, or when a definite word has closed the phrase before them, save in a list.
    """
    closed = is_definite(document, index - 1) or any(
        h.end == index for h in document.hits_of("country", "city", "region", "organisation", "mechanism", "demonym")
    )
    if closed and not listed:
        return None
    for last in range(index + 1, min(index + (2 if listed else 4), limit)):
        inner = last - 1
        verbal = document.hit_at(inner, "quote_cue", "event", "part") if inner > index or listed else None
        if inner in barriers or not _is_word(document, inner) or document.norm(inner) in closed_class("stops", "ar"):
            return None
        if document.norm(inner) in closed_class("links", "ar") | closed_class("coordinators", "ar") or verbal:
            return None
        place = _place_at(document, last)
        if last not in barriers and (is_definite(document, last) or (place is not None and not listed)):
            return place.end if place else last + 1
    return None


def is_definite(document: Document, index: int) -> bool:
    """Return whether an Arabic token has its article: it begins with `ال` and is no word of grammar (`التي`)."""
    norm = document.norm(index)
    return norm.startswith("ال") and len(norm) > 3 and norm not in closed_class("stops", "ar")


def _place_at(document: Document, index: int) -> Hit | None:
    return document.hit_at(index, "country", "city", "region", "organisation", "mechanism", "demonym")
