import pytest

from cxgame.content.yaml_file import MAX_CHARACTERS, Malformed, read_yaml


def test_it_reads_plain_values() -> None:
    text = "a: 1\nb: [1.5, true, ~, '1', “x”]\nc:\n  - >-\n    two\n    lines\n"
    assert read_yaml(text) == {"a": 1, "b": [1.5, True, None, "1", "“x”"], "c": ["two lines"]}


@pytest.mark.parametrize("text", ["", "# only a comment", "---\n", "~"])
def test_nothing_is_none(text: str) -> None:
    assert read_yaml(text) is None


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: 1\nb: [", 3, "did not find expected node content"),
        ("a: 1\na: 2", 2, "a stands twice"),
        ("a: &x 1", 1, "anchors and aliases"),
        ("- &x [1]\n- *x", 1, "anchors and aliases"),
        ("\na: !!python/object/apply:os.getcwd []", 2, "tags"),
        ("a: !!int 3", 1, "tags"),
        ("? [a]\n: b", 1, "a key is a list"),
        ("a: 2026-02-30", 1, "2026-02-30 can't be read"),
        ("a: " + "9" * 5000, 1, "999 can't be read"),
        ("a: 1\n---\nb: 2", 3, "a second document"),
        ("a: 1\n\0", 2, "a character that YAML does not allow"),
        ("a: 1\n\ud800", 2, "a character that YAML does not allow"),
        ("[" * 100_000, 1, "nested too deeply"),
        ("x" * (MAX_CHARACTERS + 1), 0, "longer than a million characters"),
    ],
)
def test_it_refuses_with_the_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(Malformed) as caught:
        read_yaml(text)
    assert caught.value.line == line
    assert reason in caught.value.reason
