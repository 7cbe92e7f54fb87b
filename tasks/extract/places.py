"""Countries, regions and cities as places; inside an institution's name they are none (`settle.py`)."""

from dataclasses import replace

from tasks.extract.complements import closed_class
from tasks.extract.document import Document, Hit
from tasks.extract.names import Name, model_spans
from tasks.extract.offices import portfolios
from tasks.lexicon import entries
from tasks.text import fold

PLACE_LABELS = ("LOC", "GPE", "FAC")
MODEL_CONFIDENCE = 0.65


def find_places(document: Document) -> list[Name]:
    """Return the places named, lexicon first; a model's place is taken where the lexicon knows nothing.

    Reads countries.yml, regions.yml, cities.yml. Ambiguous names (`Tours`, `مالي`) need the model to agree.
    """
    modelled = model_spans(document, PLACE_LABELS)
    places = [
        _known(hit) for hit in document.hits_of("country", "city", "region") if _is_place(document, hit, modelled)
    ]
    places += _capitals(document)
    covered = {i for hit in document.hits for i in range(hit.start, hit.end) if hit.category not in {"event", "part"}}
    triggers = {(h.start, h.end) for h in document.hits_of("event")}
    for start, end, _ in modelled:
        if (start, end) in triggers:
            continue
        if not covered.intersection(range(start, end)) and _looks_like_place(document, start, end):
            places.append(Name(start, end, "place", None, None, None, "full", "model", "place.model", MODEL_CONFIDENCE))
    return places


def _capitals(document: Document) -> list[Name]:
    """French, English: a capital by its state (`la capitale | tchadienne`, `the Chadian | capital`)."""
    towns = {str(c["country"]): key for key, c in entries("city").items() if c.get("capital")}
    words = closed_class("capitals", document.language)
    found = []
    for hit in document.hits_of("demonym"):
        before, behind = document.norm(hit.start - 1) in words, document.norm(hit.end) in words
        if hit.entry_id in towns and (before or behind):
            start, end = (hit.start - 1, hit.end) if before else (hit.start, hit.end + 1)
            town = Hit("city", towns[hit.entry_id], start, end, False)
            found.append(replace(_known(town), form="short", rule="place.capital"))
    return found


def _known(hit: Hit) -> Name:
    entry = entries(hit.category)[hit.entry_id]
    country = {"country": hit.entry_id, "city": entry.get("country"), "region": None}[hit.category]
    return Name(
        start=hit.start,
        end=hit.end,
        kind="place",
        subkind=hit.category,
        lexicon_id=f"{hit.category}:{hit.entry_id}",
        country_code=country.upper() if country else None,
        form="full",
        method="lexicon",
        rule=f"place.{hit.category}",
        confidence=0.95,
    )


def _is_adjectival(document: Document, hit: Hit) -> bool:
    """English `U.S. | officials`: an acronym right before a noun says whose, not where."""
    following = document.doc[hit.end] if hit.end < len(document.doc) else None
    if document.language != "en" or following is None or not document.doc[hit.start].text.isupper():
        return False
    return following.is_alpha and following.pos_ in {"NOUN", "PROPN", "ADJ"}


def _is_place(document: Document, hit: Hit, modelled: list[tuple[int, int, str]]) -> bool:
    if _is_adjectival(document, hit):
        return False
    if not hit.ambiguous:
        return True
    return any(start < hit.end and hit.start < end for start, end, _ in modelled)


def _looks_like_place(document: Document, start: int, end: int) -> bool:
    """A model's place is one to three words with a capital (or Arabic), and not a lone word in a line of capitals."""
    text = document.doc[start:end].text
    if document.norm(start).removeprefix("ال") in closed_class("venues", document.language):
        return False
    if fold(text) in closed_class("common_nouns", document.language) | portfolios(document.language):
        return False
    if end - start > 3 or len(text) < 3 or any(c.isdigit() for c in text):
        return False
    return document.language == "ar" or (text[0].isupper() and not text.isupper())
