"""Organisations: those the lexicon names, those a head word and its complement make, and the model's remaining ones."""

from spacy.tokens import Token

from tasks.extract.complements import before_links, closed_class, complement_end, without_adjunct
from tasks.extract.document import Document, Hit
from tasks.extract.names import Name, model_spans
from tasks.extract.offices import portfolios
from tasks.extract.tense import is_future_form
from tasks.lexicon import entries
from tasks.text import fold

MODEL_CONFIDENCE = 0.6


def find_organisations(document: Document, barriers: frozenset[int]) -> list[Name]:
    """Return the organisations named. Reads organisations.yml, organisation_head.yml; `barriers` as in complements."""
    composed = [name for hit in document.hits_of("organisation_head") for name in compose(document, hit, barriers)]
    known = [_known(h) for h in document.hits_of("organisation") if _has_evidence(document, h)]
    composed = [c for c in composed if not any(_says_no_more(document, c, k) for k in known)]
    return known + composed + _modelled(document, known + composed)


def country_in(document: Document, start: int, end: int) -> str | None:
    """Return the one country named or meant by a nationality between two tokens; None for none or several."""
    found = {h.entry_id for h in document.hits_of("country", "demonym") if start <= h.start and h.end <= end}
    return found.pop().upper() if len(found) == 1 else None


def compose(document: Document, head: Hit, barriers: frozenset[int]) -> list[Name]:
    """Return the institution that begins (or, in English, ends) at `head`: none when the head stands alone.

    A second institution inside the complement (`Division … de l'État-major …`) is a name of its own, the larger body.
    """
    entry = entries("organisation_head", document.language)[head.entry_id]
    if entry["subkind"] == "none" or _is_adjective(document, head) or _is_chairing(document, head, entry["subkind"]):
        return []
    if _is_in_office(document, head, bool(entry.get("unit")), entry["subkind"] == "ministry"):
        return []
    start = _left_edge(document, head, barriers) if document.language == "en" else head.start
    end = _whole(document, _cut(document, head, complement_end(document, head.end, barriers)))
    country = country_in(document, start, end)
    if end == head.end and start == head.start:
        return []
    if entry.get("capital") and not document.doc[head.start].text[:1].isupper():
        return []
    if any(h.start <= start and end <= h.end for h in document.hits_of("country")):
        return []  # `Russian Federation`
    if document.language == "ar" and (_is_indefinite(document, head) or _is_of_all(document, head)):
        return []
    minds = entry["subkind"] == "ministry" and document.language != "ar" and _names_portfolio(document, head.end, end)
    if not entry.get("bare") and not minds and not _is_named(document, start, end):
        return []
    if entry.get("bare") and country is None and (document.language == "ar" or not _is_named(document, start, end)):
        return []
    nested = _larger_body(document, head, end)
    if nested is not None and nested > head.end:
        end = before_links(document, nested)
        country = country or country_in(document, nested, complement_end(document, nested, barriers))
    name = Name(
        start,
        end,
        "organisation",
        entry["subkind"],
        None,
        country,
        "full",
        "rule",
        f"organisation.{head.entry_id}",
        0.85,
        nested,
    )
    return [name] if end > start + (0 if entry.get("bare") else 1) else []


def _is_adjective(document: Document, head: Hit) -> bool:
    """Arabic: a definite word right behind another is its adjective (`الجريمة | المنظمة`: organised crime)."""
    words = (document.norm(head.start), document.norm(head.start - 1))
    return document.language == "ar" and all(word.startswith("ال") for word in words)


def _is_indefinite(document: Document, head: Hit) -> bool:
    """`مركز | للتكوين`: an indefinite noun with a preposition behind it names no body."""
    definite = document.norm(head.start).startswith("ال")
    return not definite and document.norm(head.end) in closed_class("links", "ar")


def _is_of_all(document: Document, head: Hit) -> bool:
    """`مصلحة | كافة الأطراف`: what is of all, or of each, is no body."""
    return document.norm(head.end) in closed_class("quantities", "ar")


def _is_chairing(document: Document, head: Hit, subkind: str) -> bool:
    """`sous la présidence du ministre`, `la présidence tournante de l'Union`: who chairs, no body."""
    if subkind != "presidency":
        return False
    small = closed_class("links", document.language) | closed_class("determiners", document.language)
    index = head.end
    while document.norm(index) in small or document.hit_at(index, "demonym") or _is_rotating(document, index):
        index += 1
    return document.hit_at(index, "office", "honorific", "rank", "organisation", "mechanism") is not None


def _is_rotating(document: Document, index: int) -> bool:
    """`la présidence | tournante | de l'Union`: an adjective of the office."""
    return index < len(document.doc) and document.doc[index].pos_ == "ADJ"


def _is_in_office(document: Document, head: Hit, is_unit: bool, is_ministry: bool) -> bool:
    """Whether the head is a word of an office (`chef d'état-major`), leads to one (`رئاسة وزير …`), or is a unit
    that only an office speaks of (`directeur du département …`)."""
    closing = is_ministry and document.language == "ar"  # `وكيل | وزارة الدفاع`: the office ends in the ministry's head
    if any(
        o.start <= head.start and head.end <= o.end and o != head and not (closing and head.end == o.end)
        for o in document.hits_of("office")
    ):
        return True
    if document.language == "ar" and document.hit_at(head.end, "office"):
        return True
    before = before_links(document, head.start)
    text = fold(document.doc[head.start : head.end].text)
    staff = any(text.startswith(word) for word in closed_class("staff", document.language))
    if staff and document.norm(before - 1) in closed_class("staff_leads", document.language):
        return True  # `les chefs d'état-major`
    return is_unit and any(o.end == before for o in document.hits_of("office"))


def _cut(document: Document, head: Hit, end: int) -> int:
    """Cut the complement before an adjunct; an Arabic head with the article takes only adjectives and `ل`."""
    end = without_adjunct(document, head.end - 1, end)
    small = closed_class("links", document.language) | closed_class("determiners", document.language)
    for cue in document.hits_of("quote_cue"):
        if document.language == "fr" and head.end < cue.start < end and document.norm(cue.start - 1) not in small:
            end = cue.start  # `l'armée turque | annonce`, whatever the tagger takes the verb for
    while end > head.end and document.norm(end - 1) in closed_class("links", document.language):
        end -= 1
    if document.language != "ar" or not document.norm(head.start).startswith("ال"):
        return end
    for index in range(head.end, end):
        norm = document.norm(index)
        if norm == "ل":
            return end
        if norm in closed_class("links", "ar") or not (
            norm in closed_class("coordinators", "ar") or norm.startswith("ال")
        ):
            return index
    return end


def _whole(document: Document, end: int) -> int:
    """Return `end`, or where the known body or state ends that it cuts in two (`mission des | Nations unies`)."""
    return max([end, *(h.end for h in document.hits_of("organisation", "country") if h.start < end < h.end)])


def _says_no_more(document: Document, composed: Name, known: Name) -> bool:
    """Whether a composed name is a known one with an adjunct behind or its state before (`Algeria's | People's …`)."""
    if not known.lexicon_id or entries("organisation")[known.lexicon_id.split(":")[1]].get("generic"):
        return False
    if (known.start, known.end) == (composed.start, composed.end):
        return False
    if known.start == composed.start and known.end < composed.end:
        return _leads_out(document, known.end)
    if known.end != composed.end or document.language != "en":
        return False
    lead = range(composed.start, known.start)
    states = {i for h in document.hits_of("country", "demonym") for i in range(h.start, h.end)}
    return bool(lead) and all(i in states or document.norm(i) == "'s" for i in lead)


def _leads_out(document: Document, index: int) -> bool:
    """Whether the word behind a known name leads to something else than a part of it."""
    language, norm = document.language, document.norm(index)
    if norm in closed_class("coordinators", language):
        return True
    if language == "fr":
        return norm in closed_class("open_links", "fr")
    nationality = language == "ar" and document.hit_at(index, "demonym") is not None
    return nationality or norm in closed_class("links", language)


def _larger_body(document: Document, head: Hit, end: int) -> int | None:
    """Return where a second institution begins behind a complement that is complete by itself, None if nowhere."""
    for hit in document.hits_of("organisation_head"):
        if head.end + 2 < hit.start < end and hit.start > head.end:
            links = closed_class("links", document.language) | closed_class("determiners", document.language)
            words = [i for i in range(head.end, hit.start) if document.norm(i) not in links]
            if words and document.norm(words[-1]) in closed_class("coordinators", document.language) | {","}:
                continue  # `ministère de la sécurité et de la protection civile` is one
            if words and not document.hit_at(words[0], "organisation_head", "organisation"):
                return hit.start
    return None


def _left_edge(document: Document, head: Hit, barriers: frozenset[int]) -> int:
    """English: the capitalised words and nationality before the head (`Moroccan Interior | Ministry`), no person."""
    start = head.start
    while start > 0 and document.norm(start - 1) not in closed_class("determiners", "en"):
        token = document.doc[start - 1]
        if document.hit_at(start - 1, "office", "honorific", "rank") or token.is_sent_end:
            break
        if start - 1 in barriers or (token.text == "'s" and start - 2 in barriers):
            return head.start
        if token.text == "'s" and start > 1 and document.doc[start - 2].text[:1].isupper():
            start -= 2
        elif _is_capital_noun(token) or token.norm_ in closed_class("title_leads", "en"):
            start -= 1
        elif token.text == "-" and start > 1 and document.doc[start - 2].text[:1].isupper():
            start -= 2
        else:
            break
    return start


def _is_capital_noun(token: Token) -> bool:
    return token.text[:1].isupper() and token.text[0].isalpha() and token.pos_ in {"PROPN", "ADJ", "NOUN"}


def _is_named(document: Document, start: int, end: int) -> bool:
    """Whether the stretch is a proper name: a capital in it (French, English) or a definite complement (Arabic)."""
    if document.language == "ar":
        return end - start >= 2 and any(document.norm(i).startswith("ال") for i in range(start, end))
    return any(token.text[:1].isupper() for token in document.doc[start:end])


def _names_portfolio(document: Document, start: int, end: int) -> bool:
    """Whether what a minister minds stands between two tokens, without capitals (`ministère | des finances`)."""
    text = f" {fold(document.doc[start:end].text)} "
    return any(f" {form} " in text for form in portfolios(document.language))


def _known(hit: Hit) -> Name:
    entry = entries("organisation")[hit.entry_id]
    country = entry.get("country")
    return Name(
        start=hit.start,
        end=hit.end,
        kind="organisation",
        subkind=entry["subkind"],
        lexicon_id=f"organisation:{hit.entry_id}",
        country_code=country.upper() if country else None,
        form="full",
        method="lexicon",
        rule="organisation.lexicon",
        confidence=0.95,
    )


def _has_evidence(document: Document, hit: Hit) -> bool:
    generic = entries("organisation")[hit.entry_id].get("generic")
    if generic and any(o.start <= hit.start and hit.end <= o.end for o in document.hits_of("office")):
        return False  # `chief of the general staff`
    if not hit.ambiguous:
        return True
    return any(start < hit.end and hit.start < end for start, end, _ in model_spans(document, ("ORG",)))


def _modelled(document: Document, known: list[Name]) -> list[Name]:
    covered = {i for name in known for i in range(name.start, name.end)}
    covered |= {i for hit in document.hits_of(*_KNOWN_OTHERWISE) for i in range(hit.start, hit.end)}
    none = {h.start for h in document.hits_of("organisation_head") if h.entry_id == "none"}  # `حركة المرور`
    covered |= none
    found = []
    for start, end, _ in model_spans(document, ("ORG",)):
        if not covered.intersection(range(start, end)) and _looks_like_organisation(document, start, end):
            form = "acronym" if document.doc[start:end].text.isupper() else "full"
            rule, confidence = "organisation.model", MODEL_CONFIDENCE
            found.append(Name(start, end, "organisation", None, None, None, form, "model", rule, confidence))
    return found


_KNOWN_OTHERWISE = ("country", "city", "region", "demonym", "office", "rank", "honorific", "mechanism", "event")


def _looks_like_organisation(document: Document, start: int, end: int) -> bool:
    """Several words, or one in capitals; never a lone ordinary word, of which a model makes too much."""
    text = document.doc[start:end].text
    if fold(text) in closed_class("no_bodies", document.language) | portfolios(document.language):
        return False
    if document.norm(end - 1) in closed_class("no_body_ends", document.language):
        return False
    if document.language == "ar" and any(c.isdigit() for c in text):
        return False
    if len(text) < 3 or any(c in text for c in '«»"”“,،()'):
        return False
    if document.norm(start).removeprefix("ال") in closed_class("venues", document.language):
        return False
    if document.language == "ar":
        verbal = any(is_future_form(document.norm(i), "ar") for i in range(start, end))
        return end - start >= 2 and not verbal
    return (end - start >= 2 and text[0].isupper()) or (text.isupper() and len(text) <= 8)
