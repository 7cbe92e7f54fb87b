"""Write an explained article as one HTML page: no script, nothing from outside, every text escaped.

`page.html` is the frame, `page.css` the looks; both lie beside this file.
"""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template
from unicodedata import bidirectional

from flows.explain.reading import KINDS, Explained, Fact
from flows.explain.segments import Section, Segment, lanes, sections
from flows.explain.wording import clean, counts, described, how, one_line, resolved, says, source, summary, surface
from tasks.errors import UsageError

FOLDER = Path(__file__).parent
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}


def page(article: Explained) -> str:
    """Return the page. A block's direction is its language's; where that is unknown, its first letter's."""
    frame = Template((FOLDER / "page.html").read_text(encoding="utf-8"))
    return frame.substitute(
        article_id=escape(clean(article.article_id)),
        title=escape(one_line(article.title or "Without a title", 300)),
        title_language=_language(article.language if article.title else "en", article.title or ""),
        source=" · ".join(map(_isolated, source(article))),
        summary=escape(summary(article)),
        style=_style(),
        filters=_filters(article),
        sections="\n".join(_section(article, section) for section in sections(article)),
    )


def write_page(article: Explained, file: Path) -> None:
    """Write the page to the file. Raises UsageError when it can't be written."""
    try:
        file.write_text(page(article), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{file} can't be written ({error.strerror}): give --html another file") from None


def _style() -> str:
    """Return the style sheet and, for each kind of fact, its colour and what hides it when its box is not ticked."""
    each = [
        f".{kind} {{ --kind: var(--{kind}); }}\n"
        f"body:has(#show-{kind}:not(:checked)) .line.{kind} {{ border-color: transparent; background: none; }}\n"
        f"body:has(#show-{kind}:not(:checked)) .fact.{kind} {{ display: none; }}"
        for kind in KINDS
    ]
    return (FOLDER / "page.css").read_text(encoding="utf-8") + "\n".join(each)


def _filters(article: Explained) -> str:
    boxes = [_box(kind, f"{kind} {count}", kind) for kind, count in counts(article).items()]
    return "\n".join([*boxes, _box("lists", "lists of facts"), _box("dropped", "dropped blocks")])


def _box(name: str, label: str, css: str = "other") -> str:
    return f'<label class="{css}"><input type="checkbox" id="show-{name}" checked><span>{label}</span></label>'


def _section(article: Explained, section: Section) -> str:
    block = section.block
    words = "".join(passage.text for passage in section.passages)
    language = _language(block.language if block else None, words)
    segments = [segment for passage in section.passages for segment in passage.segments]
    height = lanes({fact for segment in segments for fact in segment.facts})
    css = escape(f"{block.kind} {'kept' if block.kept else 'dropped'}") if block else "dropped"
    label = escape(f"{'' if block.kept else 'dropped: '}{block.kind} · {block.rule}") if block else "in no block"
    text = "".join(_segment(segment, height) for segment in segments)
    above = max(height.values(), default=-1) + 1
    return (
        f'<section class="{css}"{language}>\n<p class="label" lang="en" dir="ltr">{label}</p>\n'
        f'<p class="text"{language} style="--lanes: {above}">{text}</p>\n{_list(article, section.facts)}</section>'
    )


def _segment(segment: Segment, height: dict[int, int]) -> str:
    """Return the segment's text: bare without facts, else a link to the shortest of them, all of them in its title."""
    text = escape(clean(segment.text))
    if not segment.facts:
        return text
    lines = {(fact.kind, height[fact.number]) for fact in segment.facts}
    for kind, lane in sorted(lines, key=lambda line: (line[1], line[0])):
        text = f'<span class="line {kind}" style="--lane: {lane}">{text}</span>'
    css = " ".join(kind for kind in KINDS if kind in {kind for kind, _ in lines})
    ids = " ".join(f"f{fact.number}" for fact in segment.facts)
    title = escape("\n".join(map(described, segment.facts)))
    return (
        f'<a class="seg {css}" href="#f{segment.facts[0].number}" aria-describedby="{ids}" title="{title}">{text}</a>'
    )


def _list(article: Explained, facts: Sequence[Fact]) -> str:
    if not facts:
        return ""
    rows = "\n".join(_fact(article, fact) for fact in facts)
    return f'<ol class="facts" lang="en" dir="ltr">\n{rows}\n</ol>\n'


def _fact(article: Explained, fact: Fact) -> str:
    to = "".join(
        f' → <bdi class="to">{escape(name)}</bdi> <code>{escape(known_as)}</code>' for name, known_as in resolved(fact)
    )
    stated = ", ".join(map(_isolated, says(fact)))
    return (
        f'<li class="fact {fact.kind}" id="f{fact.number}"><span class="number">{fact.number}</span> '
        f'<span><span class="kind">{fact.kind}</span></span> '
        f'<span class="body">“{_isolated(surface(article, fact))}” {stated}{to} '
        f'<span class="how">· {escape(how(fact))}</span></span></li>'
    )


def _isolated(text: str) -> str:
    return f"<bdi>{escape(text)}</bdi>"


def _language(language: str | None, text: str) -> str:
    """Return the attributes of an element with this text; the direction of one in no known language is its letters'."""
    if language is not None:
        turned = language.split("-")[0] in RIGHT_TO_LEFT
    else:
        turned = next((letter for letter in map(bidirectional, text) if letter in {"L", "R", "AL"}), "L") != "L"
    return f' lang="{escape(language or "")}" dir="{"rtl" if turned else "ltr"}"'
