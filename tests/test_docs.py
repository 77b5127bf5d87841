"""The papers name nothing that is not there."""

import importlib
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from cxgame import __version__, cli, i18n
from cxgame.jobs.catalogue import JOBS
from cxgame.people.demo_accounts import DEMO_NAMES, DEMO_PASSWORD
from cxgame.people.models import PERSON_ROLES
from cxgame.schedule.slots import Every, Rhythm
from cxgame.settings import Settings
from cxgame.ui import menu
from cxgame.web.api_shapes import Invitee, Record
from tests.conftest import ROOT

CONTENT = ROOT / "content" / "README.md"  # names files of any content folder
PAPERS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[!R]*.md"))  # all but their README
READMES = {"en": "README.md", "pt-BR": "README.pt-BR.md"}

LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"|^\[[^\]]+\]: (\S+)$", re.MULTILINE)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FENCED = re.compile(r"^ *```\w*\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"^ {4}(\S.*)$", re.MULTILINE)
INLINE = re.compile(r"`([^`\n]+)`")
PLACE = re.compile(r"[\w.*-]+(/[\w.*-]+)*/?")
SUFFIXES = (".py", ".md", ".css", ".html", ".js", ".po", ".toml", ".txt", ".yaml")
TOP = tuple(sorted(p.name for p in ROOT.iterdir() if p.is_dir() and p.name[0] != "."))
NOT_OURS = {"CXGAME_TEST_ALL", "CXGAME_SOAK"}  # of the tests, not of the app


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text(path: str | Path) -> str:
    return (ROOT / path).read_text("utf-8")


def code(paper: Path) -> list[str]:
    """Every line and every span of code in a paper."""
    words = text(paper)
    lines = [line for block in FENCED.findall(words) for line in block.splitlines()]
    return [*lines, *INDENTED.findall(words), *INLINE.findall(FENCED.sub("", words))]


def rows(paper: str | Path, heading: str) -> list[list[str]]:
    """The cells of the first table after a heading, without the table's own head."""
    found: list[list[str]] = []
    for line in text(paper).split(f"\n{heading}\n", 1)[1].splitlines():
        if line.startswith("| "):
            found.append([cell.strip() for cell in line.strip("|").split(" | ")])
        elif found and not line.startswith("|"):
            break
    return found[1:]


def files() -> Iterator[Path]:
    """The files of the repository, without what tools and runs leave behind."""
    for top in TOP:
        yield from (ROOT / top).rglob("*.*")
    yield from ROOT.glob("*.*")


def anchors(paper: Path) -> set[str]:
    """The anchors of a paper's headings, as GitHub makes them."""
    plain = (re.sub(r"[^\w\- ]", "", title).lower() for title in HEADING.findall(text(paper)))
    return {title.strip().replace(" ", "-") for title in plain}


@pytest.fixture(scope="module")
def commands() -> Any:  # Typer's own class of commands
    """The command line as a tree of commands."""
    app = typer.Typer()
    for word in cli.WORDS:
        importlib.import_module(f"cxgame.cli.{word}").add_to(app)
    return typer.main.get_command(app)


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    tools: dict[str, Any] = tomllib.loads(text("pyproject.toml"))["tool"]
    return tools


@pytest.mark.parametrize("paper", [*PAPERS, CONTENT], ids=name)
def test_every_link_leads_somewhere(paper: Path) -> None:
    for found in LINK.findall(FENCED.sub("", text(paper))):
        address = "".join(found)
        if address.startswith(("https://", "http://")):
            continue
        path, _hash, anchor = address.partition("#")
        target = (paper.parent / path).resolve() if path else paper
        assert target.exists(), address
        assert not anchor or anchor in anchors(target), address


@pytest.mark.parametrize("paper", PAPERS, ids=name)
def test_every_file_it_names_exists(paper: Path) -> None:
    ignored = {line.strip("/") for line in text(".gitignore").splitlines()}
    known = {path.name for path in files()}
    for span in code(paper):
        for word in span.split():
            is_ours = word.endswith(SUFFIXES) or word.startswith(tuple(f"{top}/" for top in TOP))
            is_place = PLACE.fullmatch(word) and word not in SUFFIXES
            if not (is_ours and is_place) or word.split("/")[0] in ignored:
                continue
            found = [*ROOT.glob(word.strip("/")), *paper.parent.glob(word.strip("/"))]
            assert found or ("/" not in word and word in known), word


@pytest.mark.parametrize("paper", [*PAPERS, CONTENT], ids=name)
def test_every_make_target_exists(paper: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    named = {word for span in code(paper) for word in re.findall(r"\bmake ([a-z]+)", span)}
    assert named <= targets


def check(line: str, tree: Any) -> None:  # Typer's own class of commands
    """Fail unless a line is a command with options that it has."""
    words = shlex.split(line, comments=True)
    while words and hasattr(tree, "commands"):
        word = words.pop(0)
        if word in ("…", "--help"):
            return
        assert word in tree.commands, line
        tree = tree.commands[word]
    options = {each for param in tree.params for each in (*param.opts, *param.secondary_opts)}
    assert {word.partition("=")[0] for word in words if word[:2] == "--"} <= options, line


@pytest.mark.parametrize("paper", [*PAPERS, CONTENT], ids=name)
def test_every_command_and_option_exists(paper: Path, commands: Any) -> None:
    for span in code(paper):
        _before, found, line = span.partition("python -m cxgame ")
        if found:
            check(line, commands)
        groups = [word for word, each in commands.commands.items() if hasattr(each, "commands")]
        if span.split()[:1] and span.split()[0] in groups and " " in span:
            check(span, commands)


@pytest.mark.parametrize(
    ("readme", "heading"), [("README.md", "## Commands"), ("README.pt-BR.md", "## Comandos")]
)
def test_the_readme_lists_every_command(readme: str, heading: str, commands: Any) -> None:
    listed = []
    for first, words in rows(readme, heading):
        line = first.strip("`")
        options = [span for span in INLINE.findall(words) if span.startswith("--")]
        check(" ".join([line, *options]), commands)
        listed.append(" ".join(word for word in line.split() if re.fullmatch("[a-z-]+", word)))
    found = {
        " ".join(filter(None, (word, inner)))
        for word, each in commands.commands.items()
        for inner in getattr(each, "commands", {"": None})
    }
    assert {re.sub(" (nps|stars)$", "", line) for line in listed} == found


@pytest.mark.parametrize("paper", PAPERS, ids=name)
def test_every_setting_it_names_exists(paper: Path) -> None:
    named = set(re.findall(r"\bCXGAME_[A-Z_]+[A-Z]", text(paper)))
    assert named - NOT_OURS <= {f"CXGAME_{field.upper()}" for field in Settings.model_fields}


def test_both_readmes_say_the_same() -> None:
    english, portuguese = (ROOT / name for name in READMES.values())
    english_settings = rows(english, "## Settings")
    assert english_settings
    assert [row[:2] for row in english_settings] == [
        row[:2] for row in rows(portuguese, "## Configurações")
    ]
    assert [row[0] for row in rows(english, "## Commands")] == [
        row[0] for row in rows(portuguese, "## Comandos")
    ]
    blocks = (
        [line.partition("#")[0] for line in INDENTED.findall(text(p))] for p in READMES.values()
    )
    assert next(blocks) == next(blocks)
    swapped = {"README.md", "README.pt-BR.md"}
    links = ({a for a, _src, _ref in LINK.findall(text(path)) if a} for path in READMES.values())
    assert next(links) - swapped == next(links) - swapped


@pytest.mark.parametrize(
    ("locale", "heading"), [("en", "## First steps"), ("pt-BR", "## Primeiros passos")]
)
def test_the_first_steps_name_pages_as_the_menu_does(locale: str, heading: str) -> None:
    titles = {i18n.translate(locale, entry.title) for entry in menu.ENTRIES.values()}
    steps = rows(READMES[locale], heading)
    assert len(steps) == len(PERSON_ROLES)
    for _role, words in steps:
        named = re.findall(r"\*\*(.+?)\*\*", words)
        assert named and set(named) <= titles
    assert all(f"`{word}`" in text(READMES[locale]) for word in (*DEMO_NAMES, DEMO_PASSWORD))


def test_the_architecture_shows_the_layers_and_every_room(project: dict[str, Any]) -> None:
    words = text("docs/architecture.md")
    layers = project["importlinter"]["contracts"][0]["layers"]
    assert "\n".join(layers) in words
    rooms = [path.parent.name for path in (ROOT / "cxgame").glob("*/__init__.py")]
    assert [room for room in rooms if f"| `cxgame/{room}/` |" not in words] == []


def test_operations_lists_the_jobs_with_their_times() -> None:
    told = [(job.strip("`"), when) for job, when, _what in rows("docs/operations.md", "## Jobs")]
    assert sorted(told) == sorted((job.name, rhythm(job.rhythm)) for job in JOBS)


def rhythm(of: Rhythm) -> str:
    """Return a rhythm in the paper's words."""
    if isinstance(of, Every):
        minutes = of.length.seconds // 60
        return f"every {minutes} minutes" if minutes > 1 else "every minute"
    day = {None: "daily", 0: "Mondays"}[of.weekday]
    return f"{day}, {of.at.hour}:{of.at:%M}"


def test_the_api_paper_lists_every_field() -> None:
    fields = [row[0].strip("`") for row in rows("docs/api.md", "## One record")]
    assert fields == list(Record.model_fields)
    invited = [row[0].strip("`") for row in rows("docs/api.md", "## Invite customers")]
    assert invited == list(Invitee.model_fields)


def test_contributing_lists_the_markers(project: dict[str, Any]) -> None:
    markers = [each.partition(":")[0] for each in project["pytest"]["ini_options"]["markers"]]
    assert [row[0].strip("`") for row in rows("CONTRIBUTING.md", "## Set up")] == markers


def test_the_changelog_knows_this_version() -> None:
    assert f"\n## [{__version__}]" in text("CHANGELOG.md")


def test_decisions_are_numbered_and_listed() -> None:
    assert [path.name[:4] for path in DECISIONS] == [f"{n + 1:04}" for n in range(len(DECISIONS))]
    index = text("docs/decisions/README.md")
    for path in DECISIONS:
        title = text(path).splitlines()[0].removeprefix(f"# {path.name[:4]} ")
        assert f"| [{path.name[:4]}]({path.name}) | {title} |" in index


@pytest.mark.parametrize("paper", DECISIONS, ids=name)
def test_a_decision_says_what_was_the_matter_and_what_follows(paper: Path) -> None:
    assert HEADING.findall(text(paper))[1:] == ["Context", "Decision", "Consequences"]
