"""Text of the record inside Streamlit's Markdown: shown as it is, never read as markup."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")
_BREAKS = re.compile(r"[\r\n\t\f\v\u2028\u2029]+")
#: Marks that change the direction of the text around them; isolated so that they end with it.
_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_ISOLATE, _POP = "\u2068", "\u2069"
#: What is read as markup although its punctuation is escaped. GitHub's Markdown links bare addresses
#: (GFM 0.29, section 6.9); Streamlit puts pictures for `:name:` and signs for `->`, `<=`, `--`. A word
#: joiner, which is not seen, keeps the parts from meeting.
_READ_ANYWAY = re.compile(
    r"(://|www(?=\.)|mailto:|xmpp:|(?<=[\w.+-])@(?=[\w-])"
    r"|:(?=[\w+/-]+:)|-(?=[->])|<(?=[-=])|[>~](?==))",
    re.IGNORECASE,
)
_JOINER = "\u2060"


def escape_markdown(text: str) -> str:
    r"""Escape a text for `st.markdown`, so that no character of it is markup.

    All ASCII punctuation gets a backslash (CommonMark 0.31, section 2.4); line breaks become
    spaces; a bare address does not become a link, nor `:name:` a picture or `->` an arrow; a text
    with directional marks loses them and is isolated, so that it cannot turn what stands around it
    (Unicode Standard Annex 9).

    >>> print(escape_markdown("**a** <b> :red[x] $y$"))
    \*\*a\*\* \<b\> \:red\[x\] \$y\$
    """
    flat = _BREAKS.sub(" ", text).strip()
    escaped = _MARKUP.sub(r"\\\1", _READ_ANYWAY.sub(rf"\1{_JOINER}", flat))
    if not _DIRECTION.search(flat):
        return escaped
    return f"{_ISOLATE}{_DIRECTION.sub('', escaped)}{_POP}"


def link_markdown(label: str, url: str) -> str:
    r"""A link that opens outside and says so, or just the label when `url` is not https.

    >>> print(link_markdown("HRW", "https://www.hrw.org/x_(1)"))
    [HRW ↗](https://www.hrw.org/x_%281%29)
    >>> print(link_markdown("HRW", "javascript:alert(1)"))
    HRW
    """
    text = escape_markdown(label)
    if not url.startswith("https://"):
        return text
    safe = "".join(_URL_ESCAPES.get(character, character) for character in url)
    return f"[{text} ↗]({safe})"


def code_markdown(text: str) -> str:
    """A text without blanks as code, which is never a link.

    >>> print(code_markdown("http://a.example/`x`"))
    `http://a.example/%60x%60`
    """
    return f"`{text.replace('`', '%60')}`"


_URL_ESCAPES = {c: f"%{ord(c):02X}" for c in " ()<>\\\"'`[]{}|^*_~$\n\r\t"} | {"_": "_"}
