"""Which line is the title, and what repeats it."""

import pytest

from tasks.clean.article import clean_article
from tasks.records import Hint
from tests.clean.marked import article, clean, kinds

TITLE = "Le comité mixte de sécurité reprend ses travaux à Niamey"
STORY = [
    "Le comité mixte de sécurité a repris ses travaux mardi à Niamey, deux ans après sa dernière réunion.",
    "Les deux délégations ont examiné la surveillance de la frontière commune et la formation des gardes-frontières.",
]

LEADS = {  # long enough to be leads
    "fr": STORY[0],
    "en": "The joint security committee resumed its work on Tuesday in Niamey, two years after its last meeting, "
    "a statement said.",
    "ar": "استأنفت اللجنة الأمنية المشتركة أعمالها يوم الثلاثاء في نيامي، بعد سنتين من آخر اجتماع لها، "
    "حسب ما جاء في بيان.",
}
SECONDS = {
    "fr": STORY[1],
    "en": "The two delegations examined the surveillance of the common border and the training of border guards.",
    "ar": "درس الوفدان مراقبة الحدود المشتركة وتكوين حراس الحدود، واتفقا على خارطة طريق قبل الخريف.",
}
STORIES = {language: [LEADS[language], SECONDS[language]] for language in LEADS}


def kinds_of(*lines: str, **columns: str) -> list[str]:
    return [kind for kind, _ in kinds("\n".join(lines), **columns)]


def test_title_printed_twice() -> None:
    assert kinds_of(TITLE, TITLE, *STORY) == ["title", "duplicate", "body", "body"]
    assert kinds_of(TITLE, STORY[0], TITLE, STORY[1]) == ["title", "body", "duplicate", "body"]


@pytest.mark.parametrize("repeat", [f"{TITLE} | Gazette du Sud", f"Accueil » {TITLE}", TITLE.upper()])
def test_title_repeated_with_the_sites_name_or_a_breadcrumb(repeat: str) -> None:
    assert sorted(kinds_of(repeat, TITLE, *STORY)) == ["body", "body", "duplicate", "title"]


def test_title_of_the_manifest_beats_place() -> None:
    other = "Un accord attendu sur la frontière commune des deux pays"
    assert kinds_of(other, TITLE, *STORY, title_manifest=TITLE) == ["subtitle", "title", "body", "body"]
    assert kinds_of(other, TITLE, *STORY, title_manifest=other)[:2] == ["title", "subtitle"]


def test_title_of_the_manifest_that_the_page_lacks_is_kept_beside_it() -> None:
    cleaned = clean("\n".join(STORY), title_manifest="Sommet du fleuve : trois accords signés")
    assert cleaned.page.title == "Sommet du fleuve : trois accords signés"
    assert [block.kind for block in cleaned.blocks] == ["body", "body"]


def test_a_page_that_begins_with_its_story_has_no_title() -> None:
    assert kinds_of(*STORY) == ["body", "body"]
    assert clean("\n".join(STORY)).page.title is None


@pytest.mark.parametrize(
    "head", ["Ministère de la Sécurité publique", "République du Niger", "U.S. Embassy in Niger", "وزارة الداخلية"]
)
def test_a_letterhead_is_no_title_and_no_subtitle(head: str) -> None:
    assert kinds_of(head, TITLE, *STORY) == ["menu", "title", "body", "body"]


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        ("fr", "Quelle feuille de route pour le comité mixte de Niamey ?"),
        ("fr", "Alger accueille mardi la réunion des ministres de l'initiative « 5+5 Défense »"),
        ("en", "Will the joint security committee resume its work in Niamey?"),
        ("en", "Niamey hosts on Tuesday the meeting of the ministers of the initiative “5+5 Defence”"),
        ("ar", "هل تستأنف اللجنة الأمنية المشتركة أعمالها يوم الثلاثاء في نيامي حسب خارطة الطريق؟"),
        ("ar", "نيامي تحتضن يوم الثلاثاء اجتماع وزراء دفاع دول مبادرة «5+5 دفاع»"),
    ],
)
def test_a_headline_may_end_in_a_question_or_a_closing_mark(language: str, headline: str) -> None:
    assert kinds_of(headline, *STORIES[language]) == ["title", "body", "body"]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Quelle feuille de route pour le comité mixte de Niamey."),
        ("en", "Nobody knows whether the committee resumes its work in Niamey."),
        ("ar", "لا أحد يعلم هل تستأنف اللجنة أعمالها في نيامي."),
    ],
)
def test_a_sentence_that_ends_in_a_full_stop_is_no_headline(language: str, sentence: str) -> None:
    assert "title" not in kinds_of(sentence, *STORIES[language])


def test_a_question_as_long_as_a_paragraph_is_no_headline() -> None:
    question = f"{STORY[0].rstrip('.')}, et qui peut dire aujourd'hui ce que les deux délégations attendent encore ?"
    assert "title" not in kinds_of(question, *STORY)


@pytest.mark.parametrize(
    "head", ["Office of the Spokesperson", "Office of Press Relations", "Bureau of Public Affairs"]
)
def test_an_american_letterhead_is_no_title(head: str) -> None:
    assert kinds_of(head, *STORIES["en"]) == ["menu", "body", "body"]
    assert kinds_of("Office of the governor burns down in Niamey", *STORIES["en"])[0] == "title"


@pytest.mark.parametrize("word", ["مكتب", "بعثة", "منظمة", "هيئة", "قيادة"])
def test_an_arabic_letterhead_is_no_kicker_though_the_story_takes_its_words_up(word: str) -> None:
    title = "اللجنة الأمنية المشتركة تستأنف أعمالها في نيامي"
    story = STORIES["ar"]
    assert kinds_of(f"{word} اللجنة الأمنية المشتركة", title, *story) == ["menu", "title", "body", "body"]
    assert kinds_of("تدريب حراس الحدود على رأس الأولويات", title, *story) == ["subtitle", "title", "body", "body"]


def test_kicker_above_and_subtitle_below_the_title() -> None:
    kicker, subtitle = (
        "Lutte contre les trafics à la frontière commune",
        "Une feuille de route attendue avant l'automne",
    )
    assert kinds_of(kicker, TITLE, subtitle, *STORY) == ["subtitle", "title", "subtitle", "body", "body"]


def test_lead_repeated_as_abstract() -> None:
    abstract = " ".join(STORY[0].split()[:12])
    assert kinds_of(TITLE, abstract, *STORY) == ["title", "duplicate", "body", "body"]
    assert kinds_of(TITLE, STORY[0], *STORY) == ["title", "body", "duplicate", "body"]


def test_markup_marks_the_title() -> None:
    teaser = "Une feuille de route est attendue avant l'automne entre les deux pays"
    raw_text = "\n".join([teaser, TITLE, *STORY])
    hint = Hint("page", raw_text.index(TITLE), raw_text.index(TITLE) + len(TITLE), "h1")
    blocks = clean_article(article(raw_text), [hint]).blocks
    assert [block.text for block in blocks if block.kind == "title"] == [TITLE]


@pytest.mark.parametrize(
    ("tag", "kind"), [("nav", "menu"), ("footer", "menu"), ("figcaption", "caption"), ("aside", "related")]
)
def test_markup_marks_furniture(tag: str, kind: str) -> None:
    line = "Le pont de la rivière rouvre enfin"
    raw_text = "\n".join([TITLE, STORY[0], line, STORY[1]])
    start = raw_text.index(line)
    blocks = clean_article(article(raw_text), [Hint("page", start, start + len(line), tag)]).blocks
    assert [block.kind for block in blocks] == ["title", "body", kind, "body"]
    assert [block.kind for block in clean_article(article(raw_text)).blocks] == ["title", "body", "heading", "body"]
