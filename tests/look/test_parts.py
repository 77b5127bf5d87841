import re
from html.parser import HTMLParser

import jinja2
import pytest
from markupsafe import Markup

from cxgame.i18n import LOCALES
from cxgame.look import markup
from tests.look.parts import BARE, CALLS, VALUES, WRAPS

VOID = {"input", "br", "img", "link", "meta", "hr"}
DRAWN = {"path", "circle", "rect", "line", "polyline"}


def drawn(source: str, locale: str, **values: object) -> str:
    return markup._environment(locale).from_string(source).render(values)


def source_of(part: str) -> str:
    if part in WRAPS:
        return "{% call " + WRAPS[part] + " %}{{ x }}{% endcall %}"
    return "{{ " + CALLS[part] + " }}"


class Balance(HTMLParser):
    """Note every tag that closes nothing or stays open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID | DRAWN:
            self.wrong.append(f"<{tag}/>")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")


def test_every_part_is_tried() -> None:
    parts = vars(markup._environment("en").globals["ui"])

    assert set(parts) == CALLS.keys() | WRAPS.keys()


def test_every_part_stands_in_the_table() -> None:
    table = (markup.__doc__ or "").partition("| file")[2]

    for part in CALLS.keys() | WRAPS.keys():
        assert re.search(rf"\b{part}\b", table), part


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("part", sorted(CALLS.keys() | WRAPS.keys()))
def test_a_part_renders_whole_and_escaped(part: str, locale: str) -> None:
    html = drawn(source_of(part), locale, **VALUES)

    balance = Balance()
    balance.feed(html)
    assert html.strip() and BARE not in html
    assert not balance.wrong and not balance.open


def test_parts_speak_the_readers_language() -> None:
    assert "Responsável" in drawn("{{ ui.raci_key() }}", "pt-BR")
    assert "Responsible" in drawn("{{ ui.raci_key() }}", "en")
    assert "1.234" in drawn("{{ ui.count(1234) }}", "pt-BR")
    assert "1,234" in drawn("{{ ui.count(1234) }}", "en")


def test_an_unknown_template_raises() -> None:
    with pytest.raises(jinja2.TemplateNotFound):
        markup.render("nowhere/nothing.html", "en")


def test_a_missing_value_raises() -> None:
    with pytest.raises(jinja2.UndefinedError):
        markup.render("people/sign_in.html", "en")


def test_an_unknown_part_raises() -> None:
    with pytest.raises(jinja2.UndefinedError):
        drawn("{{ ui.nothing() }}", "en")


def test_markup_among_the_words_of_a_sentence_stays_markup() -> None:
    html = drawn("{{ _('Hello, {name}', name=name) }}", "en", name=Markup("<b>Ana</b>"))
    typed = drawn("{{ _('Hello, {name}', name=name) }}", "en", name="<b>Ana</b>")

    assert html == "Hello, <b>Ana</b>"
    assert typed == "Hello, &lt;b&gt;Ana&lt;/b&gt;"


def test_attributes_drop_what_is_empty_and_keep_a_zero() -> None:
    said = markup.attributes({"data_value": 0}, href="", hidden=True, disabled=False, title='"x"')

    assert said == ' data-value="0" hidden title="&#34;x&#34;"'


def test_a_button_without_a_message_sends_its_form() -> None:
    assert 'type="submit"' in drawn("{{ ui.button('Save') }}", "en")
    assert 'type="button"' in drawn("{{ ui.button('Save', send='save') }}", "en")
    assert 'type="button"' in drawn("{{ ui.button('Copy', data_copy='x') }}", "en")


def test_a_score_without_a_band_says_so_in_words() -> None:
    assert "no score" in drawn("{{ ui.score('') }}", "en")
    assert "detractor" in drawn("{{ ui.score(0, 'detractor') }}", "en")
    assert ">0<" in drawn("{{ ui.score(0, 'detractor') }}", "en")
