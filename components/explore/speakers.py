"""Speakers in running text: with their article, joined, with what they say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from components.catalogue import _, ngettext
from geo.claims import Claim

#: Kind of speakers that are offices; English names them with an article.
OFFICES = "party"
#: Words in the name of a body that English names with an article.
ARTICLE_WORDS = (
    "Assembly",
    "co-chairs",
    "Committee",
    "Council",
    "Court",
    "Department",
    "Lab,",
    "Ministry",
    "Network",
    "Office",
    "OSCE",
    "spokesman",
)
#: Last words of the names of several persons: "Armenian authorities", "Leaders of".
PLURAL_WORDS = (
    "authorities",
    "chiefs",
    "co-chairs",
    "governments",
    "leaders",
    "ministers",
    "ministries",
    "parties",
    "protesters",
)
#: Words that end the name of an office that one person holds.
PERSON_WORDS = (
    "aide",
    "ambassador",
    "chairperson-in-office",
    "general",
    "governor",
    "mayor",
    "minister",
    "ombudsman",
    "president",
    "representative",
    "spokesman",
)
#: Most speakers that are named in a line.
MOST_NAMED = 3


def name_speaker(claim: Claim) -> str:
    """The speaker within a sentence.

    >>> from geo.claims import Claim
    >>> plain = dict(id="", event_id="", source_id="", source_kind="", source_side="",
    ...     speaker_side="other", stance="asserts", basis="work", paraphrase="")
    >>> name_speaker(Claim(speaker="Defence Ministry of Armenia", speaker_kind="party", **plain))
    'the Defence Ministry of Armenia'
    >>> name_speaker(Claim(speaker="Human Rights Watch", speaker_kind="body", **plain))
    'Human Rights Watch'
    """
    words = claim.speaker.split()
    if claim.speaker_kind == OFFICES or (
        claim.speaker_kind == "body" and any(word in ARTICLE_WORDS for word in words)
    ):
        return _("the {name}").format(name=claim.speaker)
    return claim.speaker


def name_speakers(claims: Iterable[Claim], most: int = MOST_NAMED) -> str:
    """Speakers of claims, each once, in their order; of more than `most`, the first ones."""
    return join_names([*dict.fromkeys(map(name_speaker, claims))], most)


def join_names(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """Names in a sentence.

    >>> join_names(["A"]), join_names(["A", "B"]), join_names(["A", "B", "C"])
    ('A', 'A and B', 'A, B and C')
    >>> join_names(["A", "B", "C", "D"])
    'A, B and 2 more'
    """
    if len(names) > most:
        told = names[: most - 1]
        more = len(names) - len(told)
        return _("{names} and {n} more").format(names=", ".join(told), n=more)
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


def count_voices(claims: Iterable[Claim]) -> int:
    """1 when a single one speaks, 2 for several, as a verb needs it."""
    speakers = {claim.speaker for claim in claims}
    return 2 if len(speakers) != 1 or _is_plural(speakers.pop()) else 1


def count_owners(claims: Sequence[Claim]) -> int:
    """1 where English says "its", 2 where it says "their": several, or a person."""
    persons = any(_head_of(claim.speaker).endswith(PERSON_WORDS) for claim in claims)
    return 2 if persons else count_voices(claims)


def _is_plural(speaker: str) -> bool:
    """Whether a name stands for several.

    >>> _is_plural("Karabakh authorities"), _is_plural("Leaders of Armenia and Azerbaijan")
    (True, True)
    >>> _is_plural("Foreign Ministry of the Karabakh authorities")
    False
    """
    head = _head_of(speaker)
    return head.endswith(PLURAL_WORDS) or " and " in head


def _head_of(speaker: str) -> str:
    return speaker.split(" of ")[0].split(" on ")[0].lower()


def say_nobody(words: str, claims: Sequence[Claim]) -> str:
    """Who says that nobody was hurt."""
    sentence = ngettext("{nobody}, says {by}", "{nobody}, say {by}", count_voices(claims))
    return sentence.format(nobody=words, by=name_speakers(claims))
