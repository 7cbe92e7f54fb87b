"""Clean one article: which characters of the page are the story, what the rest is, and the sentences of the story."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.clean.classify import classify
from tasks.clean.datelines import dateline_end, signature_start
from tasks.clean.dates import read_date_line
from tasks.clean.language import detect, page_language
from tasks.clean.lines import Line, read_lines
from tasks.clean.metadata import byline_name, is_signature, source_name
from tasks.clean.sentences import split_sentences
from tasks.clean.signature import signature
from tasks.clean.verdicts import Verdict
from tasks.records import KEPT_KINDS, Article, Block, Hint, Page, Sentence

_BODY_KINDS = frozenset({"heading", "body"})
_DATELINE_BLOCKS = 3  # a lead or two may stand above the paragraph that carries it
_MIN_BLOCK_LETTERS = 40  # a shorter block takes the language of nothing: too little to tell


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What clean says of an article. Blocks are in page order, do not overlap and cover all that is not white space."""

    page: Page
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]


def clean_article(article: Article, hints: Sequence[Hint] = ()) -> Cleaned:
    """Return the page, blocks and sentences of an article. Pure: the same article and hints give the same result.

    Offsets count code points of `article.raw_text`. `hints` (markup) are evidence only; without them the lines of the
    page are judged by their own form and place. A page with no story keeps no block: its body is empty. The agency
    dateline of the first paragraph and the signature after the last are in no sentence, though in their block: the
    block is the paragraph as the page has it, a sentence is what the story says.
    """
    lines = read_lines(article.raw_text, hints)
    verdicts = classify(lines, [t for t in (article.title_manifest, article.page_title) if t])
    kept = [line for line, verdict in zip(lines, verdicts, strict=True) if verdict.kept]
    body_lines = [line for line, verdict in zip(lines, verdicts, strict=True) if verdict.kind in _BODY_KINDS]
    body = "\n\n".join(line.text for line in body_lines)
    language, confidence = page_language(
        body,
        ["\n".join(line.text for line in kept), article.raw_text],
        article.language_manifest,
        article.page_language,
    )
    blocks = tuple(_block(article.article_id, *pair) for pair in zip(lines, verdicts, strict=True))
    sentences = tuple(_sentences(article.article_id, blocks, language))
    page = _page(article, lines, verdicts, body, language, confidence, len(sentences))
    return Cleaned(page, blocks, sentences)


def _block(article_id: str, line: Line, verdict: Verdict) -> Block:
    found = detect(line.text, _MIN_BLOCK_LETTERS)
    return Block(
        article_id=article_id,
        ordinal=line.index,
        kind=verdict.kind,
        kept=verdict.kept,
        rule=verdict.rule,
        text=line.text,
        raw_start=line.start,
        raw_end=line.end,
        language=found[0] if found else None,
    )


# ── sentences ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _sentences(article_id: str, blocks: Sequence[Block], language: str) -> Iterator[Sentence]:
    body = [block.ordinal for block in blocks if block.kind == "body"]
    datelined = next((i for i in body[:_DATELINE_BLOCKS] if dateline_end(blocks[i].text)), None)
    ordinal = 0
    for block in blocks:
        if block.kind not in KEPT_KINDS:
            continue
        told_from = dateline_end(block.text) if block.ordinal == datelined else 0
        told_to = signature_start(block.text) if block.ordinal in body[-1:] else len(block.text)
        for start, end in split_sentences(block.text[told_from:told_to], block.language or language):
            raw_start, raw_end = block.raw_start + told_from + start, block.raw_start + told_from + end
            yield Sentence(
                sentence_id=f"{article_id}/s{ordinal}",
                article_id=article_id,
                ordinal=ordinal,
                block_ordinal=block.ordinal,
                block_kind=block.kind,
                text=block.text[told_from + start : told_from + end],
                raw_start=raw_start,
                raw_end=raw_end,
            )
            ordinal += 1


# ── the page ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _page(
    article: Article,
    lines: Sequence[Line],
    verdicts: Sequence[Verdict],
    body: str,
    language: str,
    confidence: float,
    sentence_count: int,
) -> Page:
    said = list(zip(lines, verdicts, strict=True))
    own_title = next((line.text.lstrip("# ") for line, verdict in said if verdict.kind == "title"), None)
    published_page = article.page_published or _published(said)
    return Page(
        article_id=article.article_id,
        language=language,
        language_confidence=confidence,
        title=article.title_manifest or own_title or article.page_title,
        byline=article.page_byline or _byline(said),
        outlet=article.outlet_manifest or article.page_outlet or _outlet(said),
        published_page=published_page,
        published_edtf=article.published_manifest or published_page,
        body=body,
        body_chars=len(body),
        sentence_count=sentence_count,
        minhash=signature(body),
    )


def _published(said: Sequence[tuple[Line, Verdict]]) -> str | None:
    """The date of the first date line that gives one with a year, else of the first that gives one at all."""
    dates = [
        found.edtf for line, verdict in said if verdict.kind == "page_date" and (found := read_date_line(line.text))
    ]
    return next((d for d in dates if d and not d.startswith("X")), None) or next((d for d in dates if d), None)


def _byline(said: Sequence[tuple[Line, Verdict]]) -> str | None:
    """The name of the first byline, else the text of the first signature."""
    for line, verdict in said:
        if verdict.kind == "byline" and (name := byline_name(line.text)):
            return name
        if verdict.rule == "form.date_and_byline" and (found := read_date_line(line.text)):
            named = [part for part in found.rest.split(" | ") if byline_name(part) or is_signature(part)]
            if named:
                return byline_name(named[0]) or named[0]
    return next((line.text for line, verdict in said if verdict.kind == "byline"), None)


def _outlet(said: Sequence[tuple[Line, Verdict]]) -> str | None:
    return next((name for line, verdict in said if verdict.kind == "source" and (name := source_name(line))), None)
