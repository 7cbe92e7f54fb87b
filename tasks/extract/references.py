"""Offices that stand for the person who holds them in this text: `le ministre`, `رئيس الدبلوماسية الجزائرية`."""

from dataclasses import dataclass

from tasks.extract.complements import closed_class
from tasks.extract.document import Document
from tasks.extract.offices import Office
from tasks.extract.organisations import country_in
from tasks.text import fold


@dataclass(frozen=True, slots=True)
class Holder:
    """A person with the offices this text gives them. `first` is the token of the first mention."""

    person: int
    offices: tuple[Office, ...]
    countries: frozenset[str]
    first: int
    feminine: bool | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A bare office or descriptive noun (tokens `start`..`end`, exclusive) that refers to person number `person`."""

    start: int
    end: int
    person: int
    confidence: float


# Offices of which a state has one, so that the head alone (and the country, if said) identifies the holder.
_UNIQUE = {
    "foreign_minister",
    "prime_minister",
    "king",
    "president",
    "defence_minister",
    "interior_minister",
    "justice_minister",
}


_RULERS = frozenset({"president", "king", "prime_minister", "ruler"})


def find_references(document: Document, unlinked: list[Office], holders: list[Holder]) -> list[Reference]:
    """Return the offices and descriptive nouns that refer to somebody named in the text, certain ones only."""
    found = []
    for office in unlinked:
        if _is_capacity(document, office.start):
            continue
        candidates = [h for h in holders if h.first < office.start and _fits(document, office, h)]
        chosen = _choose(candidates, office.country_code) or _holder_below(document, office, holders)
        if chosen is not None:
            found.append(Reference(office.start, office.end, chosen.person, 0.8 if len(candidates) == 1 else 0.65))
    return found + _descriptive(document, holders)


def _holder_below(document: Document, office: Office, holders: list[Holder]) -> Holder | None:
    """The one person below whom a headline means by office and country (`Le ministre malien à Niamey`)."""
    sentence = document.sentence_of(document.doc[office.start].idx)
    if office.country_code is None or sentence is None or sentence.block_kind not in {"title", "subtitle"}:
        return None
    fitting = [h for h in holders if office.country_code in h.countries and _fits(document, office, h)]
    return fitting[0] if len(fitting) == 1 else None


def _is_capacity(document: Document, start: int) -> bool:
    """`l'Algérie en sa qualité de Coordonnateur …`: the office is the state's."""
    before = fold(document.doc[max(0, start - 4) : start].text)
    return any(f" {words} " in f" {before} " for words in closed_class("capacity", document.language))


def _fits(document: Document, office: Office, holder: Holder) -> bool:
    if office.country_code and holder.countries and office.country_code not in holder.countries:
        return False
    return any(_same_office(document, office, held) for held in holder.offices)


def _same_office(document: Document, office: Office, held: Office) -> bool:
    if office.is_rank != held.is_rank or _is_feminine(document, office) > _is_feminine(document, held):
        return False
    ours, theirs = (_content(document, o) for o in (office, held))
    if office.is_rank:
        return ours <= theirs
    if office.head == held.head and office.head in _UNIQUE:
        return True
    if "secretary" in office.head_id and office.bare:
        return "secretary" in held.head_id
    if office.bare:
        ministers = office.head == "minister" and held.head.endswith("minister") and held.head != "prime_minister"
        return office.head_id == held.head_id or ministers
    if office.head == "ruler" and office.country_code:  # `le dirigeant | américain`, of whoever leads that state
        return held.head in _RULERS and office.country_code == held.country_code
    if office.head != held.head:
        return False
    return len(ours & theirs) >= 0.6 * min(len(ours), len(theirs))


def _is_feminine(document: Document, office: Office) -> bool:
    """Whether an Arabic office is a woman's (`وزيرة`); a woman may have hers in the masculine too."""
    return document.doc[office.start].text.endswith("ة")


def _content(document: Document, office: Office) -> set[str]:
    return set(fold(document.doc[office.start : office.end].text).replace("-", " ").split())


def _choose(candidates: list[Holder], country: str | None) -> Holder | None:
    """The one candidate; of several the one whose country is said, else the one the article names first."""
    if country:
        candidates = [c for c in candidates if country in c.countries] or candidates
    return min(candidates, key=lambda c: c.first, default=None)


def _descriptive(document: Document, holders: list[Holder]) -> list[Reference]:
    """`le responsable américain`, `المسؤولة الأمريكية`: a descriptive noun with the nationality of one person."""
    found = []
    for hit in document.hits_of("reference"):
        if hit.entry_id in {"counterpart", "pair", "two_states", "occasion"}:
            continue
        end = min(hit.end + 2, document.sentence_end(hit.start))
        feminine = document.language == "ar" and document.norm(hit.start).endswith("ه")
        begin = max(document.sentence_start(hit.start), hit.start - 1) if document.language == "en" else hit.start
        country = country_in(document, begin, end)
        after = max(
            (h.end for h in document.hits_of("demonym") if hit.end <= h.start and h.end <= end), default=hit.end
        )
        fitting = [h for h in holders if country in h.countries and h.first < hit.start]
        if country and len(fitting) == 1:
            named = any(h.start == begin and h.end == hit.start for h in document.hits_of("demonym"))
            found.append(Reference(begin if named else hit.start, after, fitting[0].person, 0.75))
            continue
        women = [h for h in holders if h.feminine and h.first < hit.start]
        if feminine and len(women) == 1 and not country:
            found.append(Reference(hit.start, hit.end, women[0].person, 0.65))  # `المسؤولة الأوروبية`: the one woman
    return found
