"""Which names of one article are forms of one body or framework: acronym, long form, short form."""

from tasks.extract.complements import closed_class
from tasks.extract.document import Document
from tasks.extract.names import Name
from tasks.text import fold


def full_text(document: Document, start: int, end: int) -> str:
    """Return a name as a heading would print it: white space single, the article a proclitic swallowed given back."""
    text = " ".join(document.doc[start:end].text.split())
    if document.norm(start).startswith("ال") and not fold(text).startswith("ال"):
        return "ا" + text
    return text


def join_forms(document: Document, named: list[tuple[Name, str]]) -> list[tuple[Name, str]]:
    """Join forms of one body or framework: acronym in brackets, acronym by initials, short form of a long one."""
    same: dict[str, str] = {}
    things = [(n, i) for n, i in named if n.kind in {"organisation", "mechanism"}]
    for name, identity in things:
        for other, known in named:
            if known != identity and other.kind in {"organisation", "mechanism"} and _is_form_of(document, name, other):
                same.setdefault(identity, same.get(known, known))
                break
    return [(n, same.get(i, i)) for n, i in named]


def _is_form_of(document: Document, short: Name, long: Name) -> bool:
    a, b = (fold(full_text(document, n.start, n.end)) for n in (short, long))
    if len(a) >= len(b):
        return False
    if b == f"ال{a}":
        return True  # the article that `ل` swallows: `للجنة`
    bracketed = long.end <= short.start <= long.end + 1 and document.norm(long.end) == "("
    if bracketed and document.doc[short.start : short.end].text.isupper():
        return True
    if short.lexicon_id:
        return False
    if " " not in a and document.doc[short.start : short.end].text.isupper():
        return _initials(document, b).startswith(a)
    if short.kind == long.kind == "mechanism" and short.parties and set(short.parties) == set(long.parties):
        return short.subkind == long.subkind and _own_words(document, short) <= _own_words(document, long)
    compatible = not (short.country_code and long.country_code and short.country_code != long.country_code)
    if short.kind != long.kind or not compatible:
        return False
    if short.kind == "mechanism":
        return _bare_head(a) == _bare_head(b) and short.subkind == long.subkind and set(a.split()[1:]) <= set(b.split())
    return b.startswith(a + " ")


def _own_words(document: Document, name: Name) -> set[str]:
    """The words that neither name its parties nor link: `commission mixte | entre X et Y`, `commission mixte X-Y`."""
    small = frozenset().union(
        *(closed_class(c, document.language) for c in ("links", "determiners", "coordinators", "between"))
    )
    states = {i for h in document.hits_of("country", "demonym", "compound") for i in range(h.start, h.end)}
    words = (document.norm(i).removeprefix("ال") for i in range(name.start, name.end) if i not in states)
    return {w for w in words if w[:1].isalnum() and w not in small}


def _bare_head(folded: str) -> str:
    """The first word without the Arabic article, which the preposition before it may swallow."""
    return folded.split()[0].removeprefix("ال")


def _initials(document: Document, folded: str) -> str:
    small = closed_class("links", document.language) | closed_class("determiners", document.language)
    words = folded.replace("'", "' ").replace("-", " ").split()
    return "".join(w[0] for w in words if w not in small | closed_class("coordinators", document.language))
