"""Offices as the text states them: head word, complement, class, state served. Who holds them is for `roles.py`."""

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.extract.complements import before_article, closed_class, complement_end, skip
from tasks.extract.document import Document, Hit
from tasks.lexicon import entries, forms
from tasks.text import fold


@dataclass(frozen=True, slots=True)
class Office:
    """An office phrase. `start`/`end` are token indices, end exclusive; `bare` when it has no complement."""

    start: int
    end: int
    head_id: str
    title_class: str
    head: str  # what the office is in any language: `foreign_minister`
    country_code: str | None
    status: str  # current, former, acting, designate
    bare: bool
    is_rank: bool
    confidence: float


def find_offices(document: Document, barriers: frozenset[int]) -> list[Office]:
    """Return the offices and ranks in the text, in order. Reads office.yml, rank.yml, portfolio.yml, grammar.yml.

    An office inside another's complement (`porte-parole du ministre …`) is returned too: it may be somebody else's.
    """
    offices = [_office(document, hit, barriers) for hit in document.hits_of("office") if _has_its_body(document, hit)]
    offices += [
        _counterpart(document, hit, offices) for hit in document.hits_of("reference") if hit.entry_id == "counterpart"
    ]
    ranks = [_rank(hit) for hit in document.hits_of("rank") if _is_rank(document, hit)]
    spans = {(o.start, o.end) for o in offices}
    kept = offices + [r for r in ranks if (r.start, r.end) not in spans]
    return sorted(kept, key=lambda o: (o.start, -o.end))


def portfolios(language: str) -> frozenset[str]:
    """Return the folded names of what ministers mind (`defense`): capitalised in French, and no names of things."""
    return frozenset(forms("portfolio", language))


def _office(document: Document, hit: Hit, barriers: frozenset[int]) -> Office:
    entry = entries("office", document.language)[hit.entry_id]
    start = _left_edge(document, hit)
    one = _one_of(document, hit) if entry["head"] == "several" else hit.start
    start = min(start, one)
    end = max(hit.end, _complement(document, hit, barriers))
    if end == hit.end and _is_unknown_town(document, end):
        end += 1
    if entry["head"] == "ambassador":
        end = _past_post(document, end)
    text = fold(document.doc[start:end].text)
    head, title_class = _meaning(entry, text, document.language)
    head = hit.entry_id if one < hit.start else head
    if head == "president" and title_class == "other" and _presides_over_state(document, start, end, text):
        title_class = "head_of_state"
    return Office(
        start=start,
        end=end,
        head_id=hit.entry_id,
        title_class=title_class,
        head=head,
        country_code=state_served(document, start, end, hit) or _state_of_title(document, hit),
        status=_status(document, start, end),
        bare=_is_bare(document, hit, start, end),
        is_rank=False,
        confidence=0.9,
    )


def _one_of(document: Document, hit: Hit) -> int:
    """Where `l'| un de ses | avocats`, `| one of his | lawyers` begins, else where the office in the plural does."""
    start = hit.start - 1
    while document.norm(start) in closed_class("possessives", document.language) | closed_class(
        "determiners", document.language
    ):
        start -= 1
    of = document.norm(start) in closed_class("genitives", document.language)
    return start - 1 if of and document.norm(start - 1) in closed_class("one", document.language) else hit.start


def _has_its_body(document: Document, head: Hit) -> bool:
    """Whether a head that needs a body's name has it: behind (`chef du | Front …`) or, in English, before."""
    if entries("office", document.language)[head.entry_id].get("needs") != "body":
        return True
    start = skip(document, head.end, "genitives", "determiners")
    bodies = document.hits_of("organisation", "organisation_head", "mechanism")
    behind = start > head.end and any(b.start == start for b in bodies)
    return behind or (document.language == "en" and any(b.end == head.start for b in bodies))


def _state_of_title(document: Document, head: Hit) -> str | None:
    """The state that alone has this title (`Assistant Secretary of State`). None if any may have it, a body stands
    before it (`UN | Under Secretary`) or the article names that state nowhere; `alone`: only without a complement
    (`Secretary of State | for Defence` is another's)."""
    entry = entries("office", document.language)[head.entry_id]
    if "country" not in entry:
        return None
    code = str(entry["country"])
    named = {str(entries("organisation")[h.entry_id].get("country")) for h in document.hits_of("organisation")}
    named |= {h.entry_id for h in document.hits_of("country", "demonym")}
    if code not in named or any(h.end == head.start for h in document.hits_of("organisation")):
        return None
    if entry.get("alone") and document.norm(head.end) in closed_class("links", document.language):
        return None
    return code.upper()


def _counterpart(document: Document, hit: Hit, offices: Sequence[Office]) -> Office:
    """`son homologue malien`: the office of the one named before, held for another state."""
    nations = [h for h in document.hits_of("demonym") if h.end == hit.start or h.start == hit.end]
    like = next((o for o in reversed(offices) if o.end <= hit.start), None)
    return Office(
        start=min([hit.start, *(h.start for h in nations)]),
        end=max([hit.end, *(h.end for h in nations)]),
        head_id="counterpart",
        title_class=like.title_class if like else "other",
        head=like.head if like else "counterpart",
        country_code=nations[0].entry_id.upper() if nations else None,
        status="current",
        bare=False,
        is_rank=False,
        confidence=0.75,
    )


def _is_unknown_town(document: Document, index: int) -> bool:
    """Arabic `والي | لعصابه | السيد …`: one word no list knows between an office and a courtesy or rank."""
    known = any(h.start <= index < h.end for h in document.hits_of("honorific", "rank", "office"))
    titled = document.hit_at(index + 1, "honorific", "rank") is not None
    return document.language == "ar" and titled and not known and document.norm(index).isalpha()


def _past_post(document: Document, index: int) -> int:
    """The token behind where an ambassador is (`ambassadeur | à Moscou`), else `index`."""
    place = document.hit_at(index + 1, "city", "country")
    return place.end if place and document.norm(index) in closed_class("posted", document.language) else index


def _is_bare(document: Document, hit: Hit, start: int, end: int) -> bool:
    """Whether nothing but a nationality and a place goes with the head (`le ministre algérien`)."""
    neutral = {i for h in document.hits_of("demonym", "city") for i in range(h.start, h.end)}
    posted = closed_class("posted", document.language)
    return all(i in neutral or document.norm(i) in posted for i in [*range(start, hit.start), *range(hit.end, end)])


def _complement(document: Document, hit: Hit, barriers: frozenset[int]) -> int:
    end = complement_end(document, hit.end, barriers, lower=True)
    while end > hit.end and document.norm(end - 1) in closed_class("links", document.language):
        end -= 1
    return _without_second_office(document, hit, end)


def _without_second_office(document: Document, hit: Hit, end: int) -> int:
    """`président du Comité … et chef du département …` are two offices: end before the coordinator of the second."""
    for other in document.hits_of("office"):
        coordinated = document.norm(other.start - 1) in closed_class("coordinators", document.language)
        if hit.end < other.start < end and coordinated:
            return other.start - 1
    return end


def _meaning(entry: dict[str, str], text: str, language: str) -> tuple[str, str]:
    """Return (head, class): a minister with the portfolio `foreign` is the foreign minister."""
    head, title_class = entry["head"], entry["title_class"]
    if head in {"minister", "secretary_general", "president"}:
        padded = f" {text} "
        for form, portfolio in forms("portfolio", language).items():
            if f" {form} " in padded or (language == "ar" and form in padded):
                if head == "minister":
                    return f"{portfolio}_minister", title_class
                break
    return head, title_class


def _presides_over_state(document: Document, start: int, end: int, text: str) -> bool:
    """`le président tunisien`, `President of Mali`, `President`: bare or with a state only; over a body it is none."""
    heads = document.hits_of("organisation", "organisation_head", "mechanism", "mechanism_head")
    if any(start <= h.start and h.end <= end for h in heads):
        return False
    states = {
        i
        for h in document.hits_of("country", "demonym", "office")
        if start <= h.start and h.end <= end
        for i in range(h.start, h.end)
    }
    small = closed_class("links", document.language) | closed_class("determiners", document.language)
    only = all(i in states or document.norm(i) in small for i in range(start, end))
    return only or len(text.replace("'", "' ").split()) <= 2


def _left_edge(document: Document, hit: Hit) -> int:
    """English: what stands before the head (`Moroccan Foreign | Minister`, `State Department | spokesman`)."""
    if document.language != "en":
        return hit.start
    outside = closed_class("not_in_title", "en")
    start = hit.start
    while start > document.sentence_start(hit.start):
        token = document.doc[start - 1]
        if document.hit_at(start - 1, "honorific", "rank") or document.norm(start - 1) in outside:
            break
        if token.text == "-" or (token.text[:1].isupper() and token.text[0].isalpha()):
            start -= 1
        elif token.text == "'s" and start > 1 and document.doc[start - 2].pos_ in {"PROPN", "NOUN"}:
            start -= 2  # `Mali's | minister`, `the army's | chief of staff`
        elif token.norm_ in closed_class("title_leads", "en") or (token.text.islower() and token.pos_ == "NOUN"):
            start -= 1
        else:
            break
    while start < hit.start and document.norm(start) in outside | {"-"}:
        start += 1
    return start


def state_served(document: Document, start: int, end: int, head: Hit) -> str | None:
    """Return the country code of the state the office serves, None when the phrase names none.

    `ambassadeur du Maroc aux États-Unis` serves Morocco; `ambassadeur à Alger` names only where. A state named comes
    before that of a body named (`chef d'état-major des armées | du Niger`).
    """
    of_body = None
    bodies = [h for h in document.hits_of("organisation") if start <= h.start and h.end <= end]
    for hit in document.hits_of("country", "demonym", "organisation"):
        if not (start <= hit.start and hit.end <= end):
            continue
        if hit.category == "organisation":
            of_body = of_body or entries("organisation")[hit.entry_id].get("country")
            continue
        if any(b.start <= hit.start and hit.end <= b.end for b in bodies):
            continue  # `Lake | Chad | Basin Commission`
        if hit.end < len(document.doc) and document.doc[hit.end].is_digit:
            continue  # `journaliste de | France | 24`
        if hit.category == "demonym" or document.norm(before_article(document, hit.start)) not in closed_class(
            "posted", document.language
        ):
            return hit.entry_id.upper()
    return str(of_body).upper() if of_body else None


def _status(document: Document, start: int, end: int) -> str:
    around_left = {document.norm(i) for i in range(max(0, start - 3), start)}
    around_right = {document.norm(i) for i in range(end - 1, min(len(document.doc), end + 1))}
    inside = {document.norm(i) for i in range(start, end)}
    near = around_left | around_right if document.language == "ar" else around_left
    if document.norm(start).startswith(tuple(closed_class("held_prefixes", document.language))):
        return "former"
    if near & closed_class("former", document.language) or (document.language == "ar" and inside & _past()):
        return "former"
    text = f" {fold(document.doc[start : min(len(document.doc), end + 2)].text)} "
    if inside & closed_class("acting", document.language) or any(
        f" {word} " in text for word in closed_class("acting", document.language)
    ):
        return "acting"
    if around_left & closed_class("acting", document.language) and document.language == "en":
        return "acting"
    if document.norm(start - 1) in closed_class("held_once", document.language) and document.language != "ar":
        return "former"
    tasked = document.norm(end) in closed_class("links", document.language)  # `المكلف | ب`: in charge of
    beside = {document.norm(start - 1), document.norm(end), "" if tasked else document.norm(end - 1)}
    return "designate" if beside & closed_class("not_yet", document.language) else "current"


def _past() -> frozenset[str]:
    return closed_class("former", "ar")


def _rank(hit: Hit) -> Office:
    return Office(hit.start, hit.end, hit.entry_id, "military_officer", "rank", None, "current", True, True, 0.85)


def _is_rank(document: Document, hit: Hit) -> bool:
    """`général` is a rank before a name or with a capital or article, not as an adjective (`secrétaire général`)."""
    if any(o.start <= hit.start and hit.end <= o.end and o != hit for o in document.hits_of("office")):
        return False
    after = hit.end
    if after < len(document.doc) and document.norm(after) == ".":
        after += 1
    if after >= len(document.doc):
        return False
    head = document.hit_at(hit.start, "organisation_head")
    if head is not None and head.end > hit.end:
        return False  # `the general | staff`
    if document.language != "ar" and document.norm(hit.start - 1) in closed_class("definites", document.language):
        return document.doc[hit.start - 1].pos_ != "PRON"  # `le général a souligné`: whoever bears the rank
    if document.language == "en" and document.doc[hit.start].text.islower():
        return False  # `in general`
    following = document.doc[after]
    if document.language == "ar":
        return bool(following.text.strip()) and not following.is_punct
    return following.text[:1].isupper()
