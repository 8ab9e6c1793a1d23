"""The catalogue of words: complete, up to date, and a language is a file."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from app_server import copy_app, start_command
from babel.messages.pofile import read_po
from pseudo import LANGUAGE, ROOT, TEMPLATE, disguise, write_language

from components.catalogue import LanguageError, find_locale, open_catalogue
from components.explore.lead import TAGLINE, TITLE
from components.pages import MAP, PAGES
from components.vocabulary import build_vocabulary
from geo.evidence import LEVEL_RULES
from geo.rules import STEP_RULES

GUIDE = TEMPLATE.with_name("README.md")
MODULES = sorted((ROOT / "components" / "explore").rglob("*.js"))
CALL = re.compile(r"""(?<![\w.$])(tn?)\(\s*(?:"((?:[^"\\\n]|\\.)*)"|([^)\s]))""")
COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)


def _commands() -> list[list[str]]:
    """The commands of the guide, as words."""
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [shlex.split(line) for line in lines if line.startswith("pybabel")]


def _run(command: list[str], folder: Path) -> None:
    """Run a command of the guide in a folder."""
    module = [sys.executable, "-m", "babel.messages.frontend"]
    subprocess.run([*module, *command[1:]], cwd=folder, check=True, capture_output=True)


def _known() -> set[str]:
    """The English of all messages, singular and plural."""
    with TEMPLATE.open("rb") as file:
        found = [message.id for message in read_po(file) if message.id]
    return {form for id_ in found for form in ([id_] if isinstance(id_, str) else id_)}


def test_the_list_of_words_is_that_of_the_code(tmp_path: Path) -> None:
    command = _commands()[0]
    target = command.index("-o") + 1
    assert ROOT / command[target] == TEMPLATE
    command[target] = str(tmp_path / "messages.pot")
    _run(command, ROOT)
    fresh = (tmp_path / "messages.pot").read_text(encoding="utf-8")
    cure = f"run the first command of {GUIDE.relative_to(ROOT)}"
    assert fresh == TEMPLATE.read_text(encoding="utf-8"), cure


def test_all_words_of_the_modules_are_in_the_list() -> None:
    known = _known()
    calls = [
        (path.name, call)
        for path in MODULES
        for call in CALL.findall(COMMENT.sub("", path.read_text(encoding="utf-8")))
    ]
    spoken = {(name, json.loads(f'"{words}"')) for name, (_t, words, _other) in calls if words}
    assert len(spoken) > 200
    assert {(name, words) for name, words in spoken if words not in known} == set()


def test_the_words_of_a_module_are_literals() -> None:
    open_calls = [
        (path.name, found.group(0))
        for path in MODULES
        if path.name != "words.js"
        for found in CALL.finditer(COMMENT.sub("", path.read_text(encoding="utf-8")))
        if found.group(3)
    ]
    assert open_calls == []


def test_labels_rules_and_titles_are_in_the_list() -> None:
    vocabulary = build_vocabulary()
    labels = {
        term[name]
        for terms in vocabulary.values()
        for term in (terms if isinstance(terms, list) else [terms])
        for name in ("label", "question", "rule")
        if name in term
    }
    rules = {rule.words for rule in LEVEL_RULES} | set(STEP_RULES.values())
    titles = {TITLE, TAGLINE, *(page.title for page in (MAP, *PAGES))}
    assert (labels | rules | titles) - _known() == set()


def test_the_list_holds_words_and_no_names_of_columns() -> None:
    assert [words for words in _known() if re.fullmatch(r"[a-z]+(_[a-z]+)+", words)] == []


def test_names_in_braces_are_filled_the_same_in_both_forms() -> None:
    with TEMPLATE.open("rb") as file:
        plurals = [message.id for message in read_po(file) if isinstance(message.id, tuple)]
    assert len(plurals) > 10
    for one, many in plurals:
        assert set(re.findall(r"\{(\w+)\}", one)) <= set(re.findall(r"\{(\w+)\}", many))


@pytest.mark.parametrize("language", ["az", "hy"])
def test_the_commands_of_the_guide_make_a_language(tmp_path: Path, language: str) -> None:
    folder = tmp_path / "components" / "locale"
    folder.mkdir(parents=True)
    (folder / TEMPLATE.name).write_bytes(TEMPLATE.read_bytes())
    for command in _commands()[1:]:
        _run([language if word == "az" else word for word in command], tmp_path)
    assert open_catalogue(language, folder).gettext("Sources") == "Sources"


def test_a_language_without_a_file_is_named_with_its_cure(tmp_path: Path) -> None:
    write_language(tmp_path)
    file = tmp_path / "xx" / "LC_MESSAGES" / "messages.mo"
    message = (
        f"DASHBOARD_LANGUAGE: 'xx' is no language of the dashboard, {file} is missing; use one of "
        f"en, {LANGUAGE}, or compile that language (components/locale/README.md)"
    )
    with pytest.raises(LanguageError, match=f"^{re.escape(message)}$"):
        open_catalogue("xx", tmp_path)


def test_the_server_does_not_start_in_a_language_that_it_has_not(tmp_path: Path) -> None:
    folder = copy_app(tmp_path / "app")
    done = subprocess.run(
        start_command(8599),
        cwd=folder,
        env={"PATH": "", "HOME": str(tmp_path), "DASHBOARD_LANGUAGE": "xx"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert "The dashboard cannot start: DASHBOARD_LANGUAGE: 'xx'" in done.stdout + done.stderr


def test_a_made_up_language_reaches_dates_digits_and_counts(tmp_path: Path) -> None:
    code = (
        "import datetime\n"
        "from components.catalogue import _, browser_words, count_things, group_digits\n"
        "from geo.dates import describe_day, describe_span\n"
        "day = datetime.date\n"
        "print(_('Sources'), count_things('{n} source', '{n} sources', 1), group_digits(12345))\n"
        "print(describe_day(day(2020, 10, 28)))\n"
        "print(describe_span(day(2020, 10, 1), day(2020, 10, 31), 'month'))\n"
        "print(len(browser_words()['{n} incident']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={
            "PATH": "", "PYTHONIOENCODING": "utf-8", "DASHBOARD_LANGUAGE": LANGUAGE,
            "DASHBOARD_LOCALES": str(write_language(tmp_path)),
        },
        capture_output=True,
        encoding="utf-8",
        check=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == [
        f"{disguise('Sources')} {disguise('{n} source').format(n=1)} 12.345",
        "28. Oktober 2020",
        disguise("{month} (day not known)").format(month="Oktober 2020"),
        "2",
    ]


def test_a_language_that_babel_does_not_know_has_english_dates() -> None:
    assert [find_locale(code) for code in ("en", "de", "pt_BR", "xx", "../x")] == [
        "en_GB", "de", "pt_BR", "en_GB", "en_GB",
    ]  # fmt: skip
