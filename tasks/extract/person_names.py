"""How far a person's name goes: without title before it, with particles, initials and surnames behind.

Reads name_parts.yml and grammar.yml. All positions are token indices, ends exclusive.
"""

from tasks.extract.complements import closed_class
from tasks.extract.document import Document
from tasks.extract.name_parts import given_names, particles
from tasks.extract.tense import is_future_form
from tasks.text import fold

MAX_TOKENS = 7
COMMON = frozenset("345")  # class of an Arabic word in no gazetteer and a hundred times or more in the tokenizer's news


def count_words(document: Document, start: int, end: int) -> int:
    """Count the name's words: particles and what hangs on a hyphen do not count, but for a last word with a capital
    (`Omar Ag | Sidi`)."""
    known = particles(document.language)
    words = document.doc[start:end].text.replace("-", "").split()
    last = len(words) - 1 if len(words) > 2 and words[-1][:1].isupper() else None
    return sum((n == last or fold(w) not in known) and any(c.isalpha() for c in w) for n, w in enumerate(words))


def cleaned(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    """Return the names inside a model's span: titles cut off at the left, grammar and lexicon words at the right."""
    if any(h.start <= start and end <= h.end for h in document.hits_of("office", "rank", "honorific")):
        return []  # `أمين | عام`: the given name is a word of a title
    if document.norm(start) in closed_class("code_named", document.language):
        start += 1  # `USS | Ronald Reagan`
    end += is_joined(document, end)
    start, end = _without_title(document, start, end)
    while start < end and not is_name_word(document, start):
        start += 1
    stop = start
    while stop < end and (is_name_word(document, stop) or _is_joint(document, stop, end)):
        stop += 1
    stop = extended(document, start, stop) if stop == end and stop > start else stop
    while stop > start + 1 and _is_common_word(document, stop - 1) and not is_joined(document, stop - 1):
        stop -= 1
    return [(start, stop)] if start < stop and has_capital(document, start) else []


COMMAS = frozenset({",", "،"})


def may_be_unknown_name(document: Document, index: int) -> bool:
    """Return whether an Arabic token may be of a name that no list knows: it is no word of any other list."""
    heads = ("office", "organisation_head", "mechanism_head", "reference")
    if not is_name_word(document, index) or document.hit_at(index, "event", "quote_cue", "part", "city", *heads):
        return False
    particle = document.norm(index) in particles("ar")
    glued = len(document.norm(index)) == 1 and not document.doc[index].whitespace_  # `ك|الاهان`
    return (
        particle
        or glued
        or (len(document.norm(index)) > 2 and document.norm(index - 1) not in closed_class("links", "ar"))
    )


def _without_title(document: Document, start: int, end: int) -> tuple[int, int]:
    titles = ("office", "rank", "honorific", "demonym", "organisation", "organisation_head", "country", "region")
    for hit in document.hits_of(*titles):
        if is_initial(document, hit.start) and hit.category != "honorific":
            continue
        if start <= hit.start < end and hit.end <= end:
            inside = hit.category in {"country", "region", "organisation", "demonym"} and hit.start > start
            inside = inside or document.norm(hit.start - 1) in closed_class("lineage", document.language)  # `ولد الشيخ`
            if not inside:
                start = max(start, hit.end)
    while start < end and document.norm(start) in {".", ","}:
        start += 1
    return start, end


def _is_joint(document: Document, index: int, end: int) -> bool:
    """A hyphen, an apostrophe or a particle inside a name."""
    norm = document.norm(index)
    return index + 1 < end and (norm in {"-", "'", "."} or norm in particles(document.language))


def is_joined(document: Document, index: int) -> bool:
    """Return whether a hyphen or an apostrophe joins the token to the one before (`Kim Jong-|un`, `Ra'|ad`)."""
    if not 0 < index < len(document.doc) or document.doc[index - 1].whitespace_:
        return False
    last = document.doc[index - 1].text
    if last == "-":
        return index > 1 and document.doc[index - 2].is_alpha and not document.doc[index - 2].whitespace_
    elided = last[-1:] in "'’" and last[:1].isupper() and len(last) > 2
    that = tuple(word for word in closed_class("that", document.language) if word.endswith("'"))  # `Lorsqu'|Idrissi`
    return elided and not fold(last).endswith(that) and document.doc[index].is_alpha


def is_name_word(document: Document, index: int) -> bool:
    """Return whether a token may be a word of a name: letters, a capital where there are any, no word of grammar."""
    token = document.doc[index]
    norm = document.norm(index)
    if not any(c.isalpha() for c in token.text) or any(c.isdigit() for c in token.text):
        return False
    if is_joined(document, index):
        return True
    none = ("stops", "coordinators", "reported", "no_names")
    if any(norm in closed_class(name, document.language) for name in none):
        return False
    if is_initial(document, index) or document.norm(index - 1) in closed_class("lineage", document.language):
        return True  # `Ould | Cheikh`
    if document.hit_at(index, "country", "demonym", "organisation", "honorific", "rank", "mechanism"):
        return is_given(document, index)
    if document.language == "ar":
        last = document.norm(index + 1) in COMMAS | {"."}  # `أبو أحمد علي،`: no preposition ends a clause
        return (norm not in closed_class("links", "ar") or last) and not is_future_form(norm, "ar")
    return token.text[:1].isupper() or norm in particles(document.language)


def _is_common_word(document: Document, index: int) -> bool:
    """Whether an Arabic token is a word of the news and of no name: frequent there, in no list of names, and with an
    article or endings, which names hardly take (`المطلوب`, `يغادر`)."""
    token = document.doc[index]
    if document.language != "ar" or len(document.norm(index)) == 1 or is_given(document, index):
        return False
    if document.norm(index) in particles("ar") or document.norm(index - 1) in closed_class("lineage", "ar"):
        return False
    return token.shape_ in COMMON and not token.lower_.startswith("00")


def is_initial(document: Document, index: int) -> bool:
    """`Andrew M. Smith`: an initial behind a capitalised word that is no title; elsewhere `M.` is an honorific."""
    token = document.doc[index]
    if index == 0 or len(token.text) != 2 or token.text[1] != "." or not token.text[0].isupper():
        return False
    before = document.doc[index - 1]
    titled = any(h.start < index <= h.end for h in document.hits_of("office", "rank"))
    return before.text[:1].isupper() and before.text[-1:].isalpha() and not titled and before.pos_ != "DET"


def is_given(document: Document, index: int) -> bool:
    """Return whether the token is a given name of name_parts.yml."""
    return document.norm(index) in given_names(document.language)


def extended(document: Document, start: int, stop: int) -> int:
    """Take in capitalised words the model left out at the right (`Lalla Nouzha | Mansouri`); Latin script only."""
    if document.language == "ar":
        return _extended_arabic(document, start, stop)
    limit = min(document.sentence_end(start), start + MAX_TOKENS)
    while stop < limit and _continues(document, stop):
        stop += 1
    return stop


def from_title_on(document: Document, start: int, stop: int) -> tuple[int, int]:
    """Arabic: a title two words before a model's span leads to the word between too (`الجنرال | محمات صالح دوبي`)."""
    titled = any(h.end == start - 1 for h in document.hits_of("rank", "honorific"))
    if document.language != "ar" or not titled or not may_be_unknown_name(document, start - 1):
        return start, stop
    return start - 1, stop


def _extended_arabic(document: Document, start: int, stop: int) -> int:
    """A model's span of given names only (`عبد القادر`) takes in the one word behind it, if that may be a surname."""
    lineage = closed_class("lineage", "ar")
    if document.norm(stop - 1) in lineage and stop < document.sentence_end(start):
        stop += 1  # `… بن سالم آل | ناصر`
    if stop - start == 1 and _is_glued_surname(document, stop):
        return stop + 2
    while document.norm(stop) in lineage and stop + 1 < document.sentence_end(start):
        stop += 2  # `محمد الأمين | ولد الناجي`
    if any(document.norm(i) in lineage for i in range(start + 1, stop - 1)):
        return stop  # whose son he is closes the name
    words = [i for i in range(start, stop) if document.norm(i) not in particles("ar")]
    only_given = all(is_given(document, i) or document.norm(i - 1) in particles("ar") for i in words)
    if not only_given or stop >= document.sentence_end(start) or not is_name_word(document, stop):
        return stop
    verb = document.hit_at(stop, "quote_cue", "event", "part", "office", "reference") is not None
    return stop if verb or is_lexical(document, stop) else stop + 1


def _is_glued_surname(document: Document, index: int) -> bool:
    """`غريغوري | و+ايت،`: a surname in و that the tokenizer took for a conjunction; a comma closes it."""
    glued = document.norm(index) == "و" and not document.doc[index].whitespace_
    return glued and document.norm(index + 2) in COMMAS


def _continues(document: Document, index: int) -> bool:
    token = document.doc[index]
    if not document.doc[index - 1].whitespace_ and token.text != "-" and document.norm(index - 1) != "-":
        return False
    if token.text == "-":
        return not token.whitespace_ and document.doc[index + 1 : index + 2].text[:1].isupper()
    if not token.text[:1].isupper() or not token.text[0].isalpha():
        return False
    if is_given(document, index - 1) and document.hit_at(index, "country", "city", "region"):
        return True  # `Florence | Bamako`
    return is_name_word(document, index) and not is_lexical(document, index)


def is_lexical(document: Document, index: int) -> bool:
    """Return whether a place, an office or the head of a body begins at the token."""
    return (
        document.hit_at(index, "office", "organisation_head", "city", "region", "country", "mechanism_head") is not None
    )


def titled_name(document: Document, start: int) -> tuple[int, int] | None:
    """Return the name that directly follows a title, honorific or rank; None when none does."""
    if start < len(document.doc) and document.norm(start) == ".":
        start += 1
    limit = min(document.sentence_end(start - 1), start + MAX_TOKENS)
    while start < limit and document.hit_at(start, "honorific", "rank"):
        start = document.hit_at(start, "honorific", "rank").end  # type: ignore[union-attr]
    if document.language == "ar":
        return titled_name_arabic(document, start, limit)
    stop = start
    while stop < limit and (_continues(document, stop) if stop > start else _begins(document, stop)):
        stop += 1
    while stop > start and document.norm(stop - 1) in particles(document.language):
        stop -= 1
    return (start, stop) if stop > start else None


def _begins(document: Document, index: int) -> bool:
    token = document.doc[index]
    if not token.text[:1].isupper() or (token.text.isupper() and len(token.text) <= 4):
        return False
    if document.norm(index) in closed_class("address", document.language):
        return False  # `Mr. | Secretary`
    return (is_name_word(document, index) or is_given(document, index)) and not is_lexical(document, index)


def titled_name_arabic(document: Document, start: int, limit: int) -> tuple[int, int] | None:
    """Arabic has no capitals: a name after a title is at least one known given name or particle at its head."""
    if start >= limit or document.norm(start) not in given_names("ar") | particles("ar"):
        return None
    stop = start
    while stop < min(limit, start + 4) and is_name_word(document, stop) and not is_lexical(document, stop):
        if stop > start + 1 and not is_given(document, stop) and stop > start + 2:
            break
        stop += 1
    while stop > start + 1 and _is_common_word(document, stop - 1):
        stop -= 1
    if stop - start >= 2 and document.norm(stop - 1) in closed_class("lineage", "ar") and stop < limit:
        stop += 1  # `محمد ولد | الشيخ`: here the title is the name
    return (start, stop) if stop - start >= 2 else None


def continues_apart(document: Document, index: int) -> bool:
    """Return whether a name goes on at the token, which stands apart from the one before."""
    return index < len(document.doc) and document.doc[index - 1].whitespace_ != "" and _continues(document, index)


def has_capital(document: Document, index: int) -> bool:
    """Return whether the token has a capital; Arabic has none, and any will do."""
    return document.language == "ar" or document.doc[index].text[:1].isupper()
