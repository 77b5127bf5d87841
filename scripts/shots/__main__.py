"""The command: `python -m scripts.shots [page …] [--width 390] [--company demo] …`."""

import argparse
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cxgame.i18n import LOCALES
from cxgame.settings import ROOT
from scripts.shots import camera, contact, plan
from scripts.shots.camera import Wanted
from scripts.shots.companies import COMPANIES, Company, served
from scripts.shots.plan import Scene

THEMES = ("light", "dark")
WIDTHS = (390, 1280)


def main() -> None:
    """Take the pictures that the command line asks for, then write the contact sheet."""
    asked = _arguments()
    faults: list[str] = []
    for name in asked.company or COMPANIES:
        with tempfile.TemporaryDirectory() as folder, served(name, Path(folder)) as company:
            faults += _shoot(company, asked)
    index = contact.write(asked.out)
    print("\n".join(faults))
    print(f"{len(list(asked.out.glob('*/*.png')))} pictures, {len(faults)} faults: {index}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.shots", description=__doc__)
    parser.add_argument("pages", nargs="*", help="pages or scenes, such as board or board-plan")
    parser.add_argument("--company", action="append", choices=list(COMPANIES))
    parser.add_argument("--as", dest="who", action="append", choices=list(plan.ROLE_OF))
    parser.add_argument("--width", action="append", type=int, choices=WIDTHS)
    parser.add_argument("--language", action="append", choices=list(LOCALES))
    parser.add_argument("--theme", action="append", choices=THEMES)
    parser.add_argument("--jobs", type=int, default=2, help="browsers at a time")
    parser.add_argument("--out", type=Path, default=ROOT / "shots")
    return parser.parse_args()


def _shoot(company: Company, asked: argparse.Namespace) -> list[str]:
    """Shoot a company with several browsers at a time and return the faults that they met."""
    folder = asked.out / company.name
    folder.mkdir(parents=True, exist_ok=True)
    wanted = Wanted(
        tuple(asked.width or WIDTHS), tuple(asked.language or LOCALES), tuple(asked.theme or THEMES)
    )
    scenes = [
        scene
        for scene in plan.scenes(company.name, company.accounts, company.places)
        if not asked.pages or {scene.name, scene.page} & set(asked.pages)
    ]

    def one(who: str) -> list[str]:
        mine = _scenes_of(scenes, who)
        if not mine or (asked.who and who not in asked.who):
            return []
        with camera.opened(company, folder, wanted) as taken:
            for language in wanted.languages:
                taken.shoot(mine, who, language)
                print(f"{company.name}: {who or 'public'}, {language}, {len(mine)} scenes")
        return taken.faults

    with ThreadPoolExecutor(asked.jobs) as pool:
        return [fault for found in pool.map(one, ("", *company.accounts)) for fault in found]


def _scenes_of(scenes: list[Scene], who: str) -> list[Scene]:
    return [scene for scene in scenes if (who in scene.who if who else not scene.who)]


if __name__ == "__main__":
    main()
