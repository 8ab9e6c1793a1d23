"""Texts of the record inside Markdown come out of a CommonMark renderer as they went in."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from components.markdown import escape_markdown, link_markdown

COMMONMARK = MarkdownIt("commonmark")
#: The extensions that Streamlit adds to CommonMark, without its own directives.
EXTENDED = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TRAPS = st.sampled_from(
    [
        "**", "__", "`", "```", "[a](b)", "![a](b)", "<b>", "</script>", "&amp;", "&#60;",
        "# ", "- ", "1. ", "> ", "    ", "\n\n", "\\", "$x$", ":red[a]", ":smile:", "|", "~~", "ə",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(TRAPS, st.text(max_size=6)), max_size=12).map("".join)
DIRECTION = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def _leaves(tokens: list[Token]) -> list[Token]:
    return [leaf for token in tokens for leaf in (_leaves(token.children or []) or [token])]


def _read(markdown: MarkdownIt, text: str) -> str:
    """The text of a document that is one paragraph of plain text; fails when it is more."""
    leaves = _leaves(markdown.parse(text))
    kinds = {leaf.type for leaf in leaves}
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
    return "".join(leaf.content for leaf in leaves if leaf.type in ("text", "text_special"))


JOINER = "\u2060"


def _flat(text: str) -> str:
    """A text on one line, without marks of direction and with single blanks."""
    kept = "".join(letter for letter in text if letter not in (*DIRECTION, JOINER))
    return re.sub(r"\s+", " ", kept).replace("\0", "\ufffd").strip()


@pytest.mark.parametrize("markdown", [COMMONMARK, EXTENDED], ids=["CommonMark", "with extensions"])
@given(text=TEXTS)
def test_an_escaped_text_comes_out_as_it_went_in(markdown: MarkdownIt, text: str) -> None:
    assert _flat(_read(markdown, escape_markdown(text))) == _flat(text)


@given(text=TEXTS)
def test_an_escaped_text_stays_text_after_other_words(text: str) -> None:
    shown = _read(COMMONMARK, f"Said: {escape_markdown(text)}")

    assert _flat(shown) == _flat(f"Said: {text}")


@pytest.mark.parametrize("mark", string.punctuation)
def test_every_mark_of_ascii_gets_a_backslash(mark: str) -> None:
    assert escape_markdown(f"a {mark} b") == f"a \\{mark} b"


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("see https://example.org/x", f"see https\\:\\/\\/{JOINER}example\\.org\\/x"),
        ("www.example.org", f"www{JOINER}\\.example\\.org"),
        ("WWW.EXAMPLE.ORG", f"WWW{JOINER}\\.EXAMPLE\\.ORG"),
        ("_www.example.org", f"\\_www{JOINER}\\.example\\.org"),
        ("a@example.org", f"a\\@{JOINER}example\\.org"),
        ("a-@-b.org", f"a\\-\\@{JOINER}\\-b\\.org"),
        (":smile:", f"\\:{JOINER}smile\\:"),
        (":material_home:", f"\\:{JOINER}material\\_home\\:"),
        ("10:30", "10\\:30"),
        ("a -> b", f"a \\-{JOINER}\\> b"),
        ("<->", f"\\<{JOINER}\\-{JOINER}\\>"),
        ("a -- b", f"a \\-{JOINER}\\- b"),
        (">= <= ~=", f"\\>{JOINER}\\= \\<{JOINER}\\= \\~{JOINER}\\="),
    ],
)
def test_the_parts_of_what_is_read_although_escaped_are_kept_apart(text: str, parted: str) -> None:
    assert escape_markdown(text) == parted


def test_letters_of_all_alphabets_stay_as_they_are() -> None:
    for text in ("Xankəndi", "Ստեփանակերտ", "Ханкенди", "Şuşa 2020"):
        assert escape_markdown(text) == text


def test_line_breaks_become_blanks() -> None:
    assert escape_markdown("a\r\nb\n\n\tc\u2028d\u2029e") == "a b c d e"


def test_an_empty_text_stays_empty() -> None:
    assert escape_markdown("") == ""
    assert escape_markdown(" \n ") == ""


@pytest.mark.parametrize("mark", DIRECTION)
def test_a_mark_of_direction_cannot_reach_the_text_after_it(mark: str) -> None:
    assert escape_markdown(f"a{mark}b") == "\u2068ab\u2069"


def test_a_long_text_is_kept_whole() -> None:
    text = "x" * 100_000

    assert escape_markdown(text) == text


def test_a_secure_address_is_a_link_with_an_arrow() -> None:
    link = link_markdown("A *report*", "https://example.org/a b?c=(d)#e")

    assert link == "[A \\*report\\* ↗](https://example.org/a%20b?c=%28d%29#e)"


@pytest.mark.parametrize(
    "url", ["", "http://example.org/", "javascript:alert(1)", "HTTPS://x", "//x", " https://x"]
)
def test_any_other_address_is_not_a_link(url: str) -> None:
    assert link_markdown("Report", url) == "Report"


@given(rest=TEXTS, label=TEXTS.filter(lambda text: bool(_flat(text))))
def test_nothing_in_an_address_or_its_label_ends_the_link(rest: str, label: str) -> None:
    url = "https://example.org/" + re.sub(r"[\s\u0000-\u001f\u007f-\u009f]", "", rest)
    (paragraph,) = [t for t in COMMONMARK.parse(link_markdown(label, url)) if t.type == "inline"]

    kinds = [token.type for token in paragraph.children or []]
    assert kinds[0] == "link_open"
    assert kinds[-1] == "link_close"
    assert set(kinds[1:-1]) <= {"text", "text_special"}
    assert str(paragraph.children[0].attrs["href"]).startswith("https://example.org/")  # type: ignore[index]
