"""HTML pages: what a reader sees, and what the markup says of it."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.ingest.encodings import decode
from tasks.ingest.html import declared_encoding, read_html
from tasks.ingest.pages import RawPage

STORY = [
    "Les deux capitales ont décidé d'ouvrir un centre commun de formation pour leurs gardes-côtes.",
    "L'accord, signé lundi à Nouakchott, prévoit aussi des patrouilles conjointes au large du cap Blanc.",
    "« Nous avons tenu parole », a dit la ministre, saluant le travail de huit mois des deux équipes.",
]
PAGE = f"""<!DOCTYPE html>
<html lang="fr-MR"><head><meta charset="utf-8"><title>Un centre pour les gardes-côtes | La Gazette du Cap</title>
<meta property="og:site_name" content="La Gazette du Cap"><meta name="author" content="Sidi Ould Exemple">
<meta property="article:published_time" content="2031-02-03T10:00:00+00:00"><style>p {{ color: red }}</style></head>
<body><header><a href="/">La Gazette du Cap</a></header>
<nav><ul><li><a href="/pol">Politique</a></li><li><a href="/eco">Économie</a></li></ul></nav>
<div class="path"><a href="/">Accueil</a> › Un centre pour les gardes-côtes</div>
<article><h1>Un centre pour  les gardes-côtes</h1><p class="by">Par Sidi Ould Exemple, <time>3 février 2031</time></p>
<p>{STORY[0].replace(" de ", "&nbsp;de   ")}</p>
<figure><img src="x.jpg"><figcaption>Le port (archives)</figcaption></figure>
<h2>Huit mois de travail</h2><p>{STORY[1].replace("lundi ", "<b>lundi</b> ")}</p>
<script>document.write("never seen")</script><blockquote>{STORY[2]}</blockquote>
<div style="color:red; display : none">hidden by style</div><p hidden>hidden by attribute</p>
<template>a template</template><noscript>switch scripts on</noscript></article>
<form><button>S'abonner</button></form><aside><h3>Les plus lus</h3><ol><li>Un centre pour les gardes-côtes</li>
<li>La pluie est de retour</li></ol></aside><footer>© La Gazette du Cap<br>Tous droits réservés</footer>
</body></html>"""
SAVED = f"""La Gazette du Cap

Politique
Économie

Accueil › Un centre pour les gardes-côtes

Un centre pour les gardes-côtes

Par Sidi Ould Exemple, 3 février 2031

{STORY[0].replace(" de ", chr(160) + "de ")}

Le port (archives)

Huit mois de travail

{STORY[1]}

{STORY[2]}

S'abonner

Les plus lus

Un centre pour les gardes-côtes
La pluie est de retour

© La Gazette du Cap
Tous droits réservés
"""


def page(source: str) -> RawPage:
    return read_html(source, "utf-8")


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def marked(found: RawPage, tag: str) -> list[str]:
    return [found.text[mark.start : mark.end] for mark in found.marks if mark.tag == tag]


def test_a_page_and_its_saved_text_have_the_same_lines() -> None:
    assert lines(page(PAGE).text) == lines(SAVED)


def test_metadata_is_what_the_page_says_of_itself() -> None:
    found = page(PAGE)
    assert (found.language, found.title, found.byline) == ("fr", "Un centre pour les gardes-côtes", "Sidi Ould Exemple")
    assert (found.outlet, found.published) == ("La Gazette du Cap", "2031-02-03")


def test_marks_span_what_their_elements_show() -> None:
    found = page(PAGE)
    assert marked(found, "h1") == ["Un centre pour les gardes-côtes"]
    assert marked(found, "h2") == ["Huit mois de travail"] and marked(found, "h3") == ["Les plus lus"]
    assert marked(found, "nav") == ["Politique\nÉconomie"]
    assert marked(found, "li")[:2] == ["Politique", "Économie"]
    assert marked(found, "header") == ["La Gazette du Cap"] and marked(found, "button") == ["S'abonner"]
    assert marked(found, "figcaption") == ["Le port (archives)"] and marked(found, "time") == ["3 février 2031"]
    assert marked(found, "footer") == ["© La Gazette du Cap\nTous droits réservés"]
    assert marked(found, "blockquote") == [STORY[2]] and marked(found, "form") == ["S'abonner"]
    assert marked(found, "aside")[0].startswith("Les plus lus") and "Accueil" in marked(found, "a")


def test_main_marks_the_story_and_not_its_furniture() -> None:
    found = page(PAGE)
    main = marked(found, "main")
    assert [
        story for story in STORY if story.replace("\xa0", " ") in [line.replace("\xa0", " ") for line in main]
    ] == STORY
    assert not {"Politique", "Les plus lus", "La pluie est de retour", "S'abonner"} & set(main)
    titles = [
        mark.start
        for mark in found.marks
        if mark.tag == "main" and "centre pour les" in found.text[mark.start : mark.end]
    ]
    assert titles in ([], [mark.start for mark in found.marks if mark.tag == "h1"]), "not the path, not the list"


def test_blanks_collapse_and_no_break_spaces_stay() -> None:
    assert (
        page("<p>  un \n\t deux&nbsp;&nbsp;trois <b> quatre </b> cinq</p>").text == "un deux\xa0\xa0trois quatre cinq"
    )
    assert page("<p>mal<b>gré</b>&shy;tout</p>").text == "malgré\xadtout"


def test_blocks_break_lines_and_inline_elements_dont() -> None:
    assert page("<div>a<span>b</span><div>c</div>d</div>e<p>f</p>").text == "ab\nc\nd\ne\n\nf"
    assert page("a<br>b<br><br><br>c").text == "a\nb\n\nc"
    assert page("<table><tr><td>menu<td>story</table>").text == "menu\nstory"
    assert page("x<span style='display:block'>y</span>z").text == "x\ny\nz"
    assert page("<pre>un\n  deux\n</pre>trois").text == "un\n  deux\n\ntrois"


def test_comments_and_entities() -> None:
    assert page("<p>un<!-- no --> deux</p>trois<!-- no -->quatre").text == "un deux\n\ntroisquatre"
    assert page("<p>l&#146;acc&eacute;s &amp; l&rsquo;eau &#8212; 5&nbsp;&euro;</p>").text == "l’accés & l’eau — 5\xa0€"


def test_unseen_things_are_left_out() -> None:
    source = "<p>vu</p><select><option>Mali</select><textarea>t</textarea><svg><title>s</title></svg><dialog>d</dialog>"
    assert page(
        source + "<p style='VISIBILITY:hidden'>h</p><iframe>i</iframe><details><p>ouvert</p></details>"
    ).text == ("vu\n\nouvert")


def test_aria_roles_count_as_elements() -> None:
    found = page("<div role=navigation><span>Menu</span></div><p>Texte</p><div role=contentinfo>Pied</div>")
    assert marked(found, "nav") == ["Menu"] and marked(found, "footer") == ["Pied"]


def test_a_story_hidden_until_a_script_runs_is_read() -> None:
    story = "".join(f"<p>{line}</p>" for line in STORY * 3)
    found = page(
        f"<html><body style='visibility:hidden'><article><h1>Titre du jour</h1>{story}</article></body></html>"
    )
    assert STORY[0] in found.text and STORY[0] in marked(found, "main")


def test_lines_that_stand_twice_are_told_apart_by_their_neighbours() -> None:
    teaser = f"<div class='related'><ul><li><a href='/x'>{STORY[1]}</a></li></ul></div>"
    story = "".join(f"<p>{line}</p>" for line in STORY)
    found = page(f"<html><body>{teaser}<article><h1>Le centre</h1>{story}</article></body></html>")
    starts = [
        mark.start for mark in found.marks if mark.tag == "main" and found.text[mark.start : mark.end] == STORY[1]
    ]
    assert starts == [found.text.rindex(STORY[1])]


def test_nasty_pages_give_text_or_nothing() -> None:
    assert page("").text == page("<!-- -->").text == page("<frameset><frame src=x></frameset>").text == ""
    assert page("<?xml version='1.0' encoding='utf-8'?><html><body>é</body></html>").text == "é"
    assert page("just words").text == "just words"
    assert page("<p>un<p>deux<b>trois<p>quatre").text.split() == ["un", "deuxtrois", "quatre"]
    assert "fin" in page("<div>" * 200 + "fin" + "</div>" * 200).text


def test_the_language_comes_from_where_pages_say_it() -> None:
    assert page("<html lang='ar'><body>x</body></html>").language == "ar"
    assert page("<html><head><meta property='og:locale' content='fr_FR'></head><body>x</body></html>").language == "fr"
    assert page("<meta http-equiv='Content-Language' content='en-GB'><p>x").language == "en"
    assert page("<p>x").language is None


def test_the_declared_encoding_is_found() -> None:
    assert declared_encoding(b"<html><head><meta charset=windows-1256>") == "windows-1256"
    source = b"<meta http-equiv='Content-Type' content='text/html; charset=ISO-8859-1'><p>d\xe9j\xe0"
    assert declared_encoding(source) == "ISO-8859-1" and decode(source, "ISO-8859-1").text.endswith("déjà")
    assert declared_encoding(b"<?xml version='1.0' encoding='utf-8'?>") == "utf-8"
    assert declared_encoding(b"<p>charset=utf-8") is None


TAGS = st.sampled_from(
    "p div h1 h2 li ul nav header footer aside span a b table tr td pre button form blockquote time br".split()
)
WORDS = st.text(alphabet=" \n\t\xa0aéبم.«»’&<", max_size=12)


@st.composite
def fragments(draw: st.DrawFn, depth: int = 0) -> str:
    parts = []
    for _ in range(draw(st.integers(0, 3))):
        text = draw(WORDS).replace("&", "&amp;").replace("<", "&lt;")
        inner = draw(fragments(depth + 1)) if depth < 4 else ""
        tag = draw(TAGS)
        hidden = draw(st.sampled_from(["", "", "", " hidden", " style='display:none'", " role='navigation'"]))
        parts.append(f"{text}<{tag}{hidden}>{inner}" + draw(st.sampled_from([f"</{tag}>", ""])))
    return "".join(parts) + draw(WORDS).replace("&", "&amp;").replace("<", "&lt;")


@settings(max_examples=60)
@given(fragments())
def test_marks_are_slices_of_the_text_without_blanks_around(source: str) -> None:
    found = page(f"<html><body>{source}</body></html>")
    order = [(mark.start, -mark.end) for mark in found.marks]
    assert order == sorted(order)
    for mark in found.marks:
        surface = found.text[mark.start : mark.end]
        assert 0 <= mark.start < mark.end <= len(found.text) and surface == surface.strip()
    mains = [mark for mark in found.marks if mark.tag == "main"]
    assert all("\n" not in found.text[mark.start : mark.end] for mark in mains)
    assert all(left.end <= right.start for left, right in pairwise(mains))
