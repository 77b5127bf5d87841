import pytest
from streamlit.material_icon_names import ALL_MATERIAL_ICONS

from cxgame import content
from cxgame.content import craft
from cxgame.people import models
from tests import shipped
from tests.content.conftest import SHIPPED

LIBRARY = shipped.library()
MODULES = pytest.mark.parametrize("module", LIBRARY.modules, ids=lambda module: module.slug)


def test_it_has_no_errors() -> None:
    report = content.check(SHIPPED)
    assert report.errors == []
    assert report.as_dict() == {
        "modules": 17,
        "sops": 17,
        "questions": 221,
        "scenarios": 17,
        "badges": 28,
        "languages": {"pt-BR": 17, "en": 17},
        "errors": [],
    }


def test_all_kinds_of_question_are_there() -> None:
    kinds = {question.kind for module in LIBRARY.modules for question in module.questions}
    assert kinds == set(content.Kind)


@MODULES
def test_a_module_has_many_kinds_and_asks_about_most_steps(module: content.Module) -> None:
    assert len(module.questions) >= 10
    assert len({question.kind for question in module.questions}) >= 4
    asked = {question.step for question in module.questions}
    steps = {step.id for step in LIBRARY.sop(module.sop).steps}
    assert asked == steps


@MODULES
def test_a_scenario_touches_most_steps_and_ends_in_more_than_one_way(
    module: content.Module,
) -> None:
    scenario = module.scenario
    assert len(scenario.nodes) >= 6
    outcomes = {node.end.outcome for node in scenario.nodes if node.end}
    assert outcomes == set(content.Outcome)
    named = {choice.step for node in scenario.nodes for choice in node.choices}
    assert len(named) >= 5


@MODULES
def test_a_detour_never_brings_more_points_than_doing_well_at_once(
    module: content.Module,
) -> None:
    nodes = {node.id: node for node in module.scenario.nodes}

    def best(node_id: str) -> int:
        ways = [choice.points + best(choice.goto) for choice in nodes[node_id].choices]
        return max(ways, default=0)

    for node in nodes.values():
        ways = [(choice.points + best(choice.goto), choice.points) for choice in node.choices]
        assert not ways or max(ways)[1] == max(points for _, points in ways)
        assert len(ways) < 2 or sorted(ways)[-1][0] > sorted(ways)[-2][0]


@MODULES
@pytest.mark.parametrize("language", content.LANGUAGES)
def test_neither_the_shortest_nor_the_same_place_gives_the_answer_away(
    module: content.Module, language: str
) -> None:
    for groups in (craft._options(module), craft._replies(module)):
        lengths = [[(len(t.in_language(language)), right) for t, right in g] for g in groups]
        shortest = sum(any(right for n, right in g if n == min(g)[0]) for g in lengths)
        assert 2 * shortest <= len(groups) + 1
        places = [[right for _, right in answers].index(True) for answers in groups]
        assert max(places.count(place) for place in set(places)) <= 0.6 * len(groups) + 1


def test_wrong_options_say_what_tempts_about_them() -> None:
    solutions = [q.solution for module in LIBRARY.modules for q in module.questions]
    options = [o for s in solutions if isinstance(s, content.Choices) for o in s.options]
    assert [option.id for option in options if not option.feedback.pt_br] == []


def test_symbols_are_ones_that_the_screen_can_draw() -> None:
    named = {thing.symbol for thing in (*LIBRARY.touchpoints, *LIBRARY.tracks, *LIBRARY.badges)}
    assert named <= set(ALL_MATERIAL_ICONS)


def test_roles_are_the_roles_of_people() -> None:
    assert {role.value for role in content.Role} <= {role.value for role in models.Role}


def test_each_track_has_its_badge() -> None:
    tracks = [badge.rule.track for badge in LIBRARY.badges if badge.rule.track]
    assert sorted(tracks) == sorted(track.id for track in LIBRARY.tracks)


def test_it_speaks_with_typographic_marks() -> None:
    for path in sorted(SHIPPED.rglob("lesson.*.md")):
        assert not {'"', "'", "..."} & set(path.read_text("utf-8")), path
