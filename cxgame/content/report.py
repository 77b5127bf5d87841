"""Check a content folder and count what it holds."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cxgame.content.craft import weaknesses
from cxgame.content.fields import Fault
from cxgame.content.folder import read
from cxgame.content.library import Library
from cxgame.content.module import Module
from cxgame.content.text import LANGUAGES


@dataclass(frozen=True)
class Report:
    """Counts of what could be read, modules complete per language, and everything to put right."""

    modules: int
    sops: int
    questions: int
    scenarios: int
    badges: int
    languages: dict[str, int]
    faults: tuple[Fault, ...]

    @property
    def errors(self) -> list[str]:
        """Return the faults as English sentences with file and place."""
        return [str(fault) for fault in self.faults]

    def as_dict(self) -> dict[str, Any]:
        """Return the report as `content check --json` prints it."""
        return {
            "modules": self.modules,
            "sops": self.sops,
            "questions": self.questions,
            "scenarios": self.scenarios,
            "badges": self.badges,
            "languages": self.languages,
            "errors": self.errors,
        }


def check(folder: Path) -> Report:
    """Return what a content folder holds and what is wrong with it; bad content never raises."""
    library, faults = read(folder)
    return Report(
        modules=len(library.modules),
        sops=len(library.sops),
        questions=sum(len(module.questions) for module in library.modules),
        scenarios=sum(bool(module.scenario.nodes) for module in library.modules),
        badges=len(library.badges),
        languages={language: _complete(library, faults, language) for language in LANGUAGES},
        faults=(*faults, *weaknesses(library)),
    )


def _complete(library: Library, faults: list[Fault], language: str) -> int:
    missing = [fault.file for fault in faults if fault.language == language]
    return sum(
        _is_whole(module) and not any(f.startswith(f"modules/{module.slug}/") for f in missing)
        for module in library.modules
    )


def _is_whole(module: Module) -> bool:
    return bool(module.sop and module.questions and module.scenario.nodes)
