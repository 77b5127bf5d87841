"""Which pictures are taken: pages by role, the dialogs and steps behind them, the public pages."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from playwright.sync_api import Page

from cxgame.people import permissions
from cxgame.people.models import Role
from cxgame.ui import menu
from scripts.shots import walks

ROLE_OF = {
    "alice": Role.FRONTLINE,
    "diana": Role.MANAGER,
    "edu": Role.DIRECTOR,
    "admin": Role.ADMIN,
}
# Pages that show one thing of many.
NEEDS = {
    "module": "m=complaint",
    "sop": "code=POP-012",
    "signatures": "code=POP-006",
    "quiz": "code={quiz}",
    "draft": "id={draft}",
    "person": "id={person}",
    "case": "id={case}",
    "customer": "customer={customer}",
    "survey": "survey=1",
    "visit": "id={visit}",
    "plan": "card={plan}",
    "raci": "card={plan}",
    "departure": "person={person}",
    "versions": "kind=module&key=complaint",
}


@dataclass(frozen=True)
class Scene:
    """One thing to look at: an address of the app, who opens it, what is done there first.

    `path` may hold {words} that a company knows (companies.Company.places). Nobody in `who` means
    a public page. Steps change the company, so scenes are shot in order.
    """

    name: str
    path: str
    who: tuple[str, ...] = ()
    widths: tuple[int, ...] = (390, 1280)
    step: Callable[[Page], None] | None = None

    @property
    def page(self) -> str:
        """Return the address of the page that the scene belongs to."""
        return self.path.partition("?")[0]


LEADERS = ("diana", "edu", "admin")
BEHIND = (
    Scene("today-all", "today?all=1", ("alice",)),
    Scene("sop-step", "sop?code=POP-012&step=listen", ("alice",)),
    Scene("log-thanks", "log?logged={own}", ("alice",)),
    Scene("leaderboard-complaints", "leaderboard?board=complaints", ("alice", "diana", "edu")),
    Scene("leaderboard-points", "leaderboard?board=points", ("alice", "diana")),
    Scene("leaderboard-improvement", "leaderboard?board=improvement", ("alice", "edu")),
    Scene("me-badge", "me?badge=first-module", ("alice",)),
    Scene("leaderboard-change", "leaderboard?board=nps_change", ("alice", "edu")),
    Scene("analysis-clusters", "analysis?view=clusters", ("diana", "edu")),
    Scene("analysis-table", "analysis?view=table", ("diana", "edu")),
    Scene("analysis-drivers", "analysis?view=drivers&by=tag", ("edu",)),
    Scene("analysis-reasons", "analysis?view=reasons", ("diana", "edu")),
    Scene("analysis-periods", "analysis?view=periods", ("edu",)),
    Scene("analysis-platforms", "analysis?view=platforms", ("edu",)),
    Scene("analysis-causes", "analysis?view=causes", ("edu",)),
    Scene("study-one", "study?id={study}", ("edu",)),
    Scene("rules-change", "rules?rule=module_passed", ("admin",)),
    Scene("rules-correction", "rules?rule=correction", ("admin",)),
    Scene("leaderboard-year", "leaderboard?window=12m", ("edu",)),
    Scene("records-record", "records?record={record}", LEADERS),
    Scene("records-found", "records?q=espera", ("diana",)),
    Scene("records-none", "records?q=xyzxyz", ("diana",)),
    Scene("board-strategic", "board?level=strategic", ("edu",)),
    Scene("board-operational", "board?level=operational", ("alice", "diana")),
    Scene("board-task", "board?level=operational&card={operational}", ("alice", "diana")),
    Scene("board-plan", "board?level=tactical&card={tactical}", LEADERS),
    Scene("board-edit", "board?level=tactical&card={tactical}&edit=on", ("diana",)),
    Scene("board-new", "board?level=operational&card=new", ("alice", "diana")),
    Scene("board-from-record", "board?level=tactical&card=new&record={record}", ("diana",)),
    Scene("certificates-one", "team_certificates?certificate={certificate}", ("diana", "admin")),
    Scene("people-places", "people_admin?view=places", ("admin",)),
    Scene("people-person", "people_admin?person={person}", ("admin", "diana")),
    Scene("people-new", "people_admin?person=new", ("admin",)),
    Scene("people-team", "people_admin?view=places&team={team}", ("admin",)),
    Scene("question_bank-in", "question_bank?part=in", ("diana", "admin")),
    Scene("question_bank-out", "question_bank?part=out", ("diana", "admin")),
    # insight into learning
    Scene("knowledge-all", "knowledge?place=all", ("diana",)),
    Scene("knowledge-cell", "knowledge?cell={team}:{step}", ("diana", "edu")),
    Scene("items-question", "items?question={question}", ("diana",)),
    Scene("effects-train", "effects?train={complained}", ("edu", "diana")),
    Scene("records-step", "records?kind=complaint&step={complained}", ("edu",)),
    Scene("board-made", "board?form=new", ("diana",)),
    Scene("cards-calendar", "cards?view=calendar&whose=all", ("alice", "edu")),
    Scene("objectives-one", "objectives?objective={objective}", ("edu",)),
    Scene("objectives-check", "objectives?check={objective}", ("edu",)),
    Scene("objectives-new", "objectives?form=new", ("edu",)),
    Scene("survey-questions", "survey?survey=1&view=questions", ("diana",)),
    Scene("survey-terms", "survey?survey=1&view=terms", ("diana",)),
    Scene("survey-list", "survey?survey=1&view=list", ("diana",)),
    Scene("survey-versions", "survey?survey=1&view=versions", ("diana",)),
)
PLAYED = tuple(
    Scene(f"module-{number}-{name}", "module?m=complaint", ("alice",), step=step)
    for number, (name, step) in enumerate(walks.STAGES, 1)
)
PUBLIC = (
    Scene("sign-in", "/"),
    Scene("sign-in-wrong", "/?problem=wrong"),
    Scene("password", "/account/password/{link}"),
    Scene("password-used", "/account/password/nothing"),
    Scene("survey", "/s/{survey}", widths=(320, 390, 1280)),
    Scene("survey-low", "/s/{survey}", widths=(320, 390, 1280), step=walks.score(3)),
    Scene("survey-high", "/s/{survey}", widths=(390,), step=walks.score(10)),
    Scene("survey-complaint", "/s/{survey}?kind=complaint", widths=(320, 390, 1280)),
    Scene("survey-thanks", "/s/{survey}/thanks/detractor", widths=(320, 390, 1280)),
    Scene("survey-thanks-high", "/s/{survey}/thanks/promoter", widths=(390,)),
    Scene("survey-poster", "/s/{survey}/poster", widths=(320, 390, 1280)),
    Scene("ombudsman", "/ombudsman", widths=(320, 390, 1280)),
    Scene("ombudsman-follow", "/ombudsman/follow", widths=(320, 390, 1280)),
    Scene("ombudsman-lost", "/ombudsman/lost"),
    Scene("certificate", "/certificates/{certificate_page}", widths=(320, 390, 1280)),
    Scene("certificate-none", "/certificates/nothing"),
    Scene("achievement", "/badges/achievements/module.complaint"),
    Scene("issuer", "/badges/issuer"),
    Scene("survey-closed", "/s/nothing", widths=(320, 390, 1280)),
)


def scenes(company: str, accounts: tuple[str, ...], places: dict[str, str]) -> list[Scene]:
    """Return what to photograph of a company: each scene with those who can sign in there."""
    named = [*PUBLIC, *_pages(), *BEHIND, *(PLAYED if company == "demo" else ())]
    found = []
    for scene in named:
        who = tuple(name for name in scene.who if name in accounts)
        try:
            path = scene.path.format(**places)
        except KeyError:
            continue  # the company has no such thing
        if who or not scene.who:
            found.append(replace(scene, path=path, who=who))
    return found


def _pages() -> list[Scene]:
    return [
        Scene(
            slug,
            f"{slug}?{NEEDS[slug]}" if slug in NEEDS else slug,
            tuple(name for name, role in ROLE_OF.items() if role in permissions.PAGES[slug]),
        )
        for slug, entry in menu.ENTRIES.items()
        if entry.path.exists()
    ]
