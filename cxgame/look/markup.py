"""Render markup from templates in the reader's language; every value is escaped.

A template lies under `look/templates/<room>/` and sees the values it was given and:
`_("Hello {name}", name=…)`, `ngettext("{n} card", "{n} cards", n)`, `number`, `percent`,
`ordinal`, `day`, `short_day`, `month`, `moment`, `ago`, `span` (also as filters), `locale`, and
`ui`, which holds the shared parts below. They take plain words and numbers, already worded by the
caller; "[call]" marks those that wrap what stands between `{% call ui.x() %}` and `{% endcall %}`.
Wherever a part takes `href`, `send` and `value`: `href` is the address to open in a new tab or to
share, `send` (with `value`) is what the page is told when it is tapped.

| file | parts |
|---|---|
| icon | icon(name, look) look: s, l, fill |
| brand | mark(size), wordmark(size) |
| head | head(title, sentence, eyebrow, back) [call: actions], section(title, note, link) |
| card | card(title, note, link, tone) [call] tone: tint, warm, flat; link = (words, href, send) |
| button | button(label, …, kind, icon) kind: main, quiet, danger; icon_button(icon, label, …) |
| menu | menu(label, icon) [call], menu_item(label, …), confirm(label, question, yes, …) |
| chip | chip(text, tone, icon) tone: good, soon, late, info, plain; tag(text, send), count(n) |
| avatar | avatar(name, size), face(name, letter, role), faces(people) |
| raci | raci(letter, twice), raci_key() |
| score | score(value, band, look) band: promoter, passive, detractor, or "" without a score |
| interval | interval(low, value, high, words, mark, span), interval_axis(marks, span) |
| place | places() [call], place(rank, name, value, …), place_gap(), collecting(name, …) |
| spark | spark(values, limits, signals, words, width, height) |
| tile | tiles() [call], tile(label, value, interval, n, verdict, state, …, series) |
| meter | meter(share, words, tone, mark), steps(done, total, words) |
| clock | clock(words, left, state), deadline(words, used, state) state: "", soon, late |
| row | rows(label) [call], row_group(words), row(title, sub, icon, …, clock, side, action) |
| record | record(text, who, score, band, tags, …) [call: foot], quote(text, by, tone) |
| facts | facts(pairs), timeline(events) |
| field | field(name, label, …), area(…), select(…), switch(…), tick(…), search(label) |
| choice | choices(name, legend, options, look), scale(name, legend, low, high, …), segments(…) |
| steps | tabs(label, items), stages(items) |
| flash | flash(text, tone, title) [call: action] tone: good, info, warn, bad |
| empty | empty(title, text, icon) [call: first step] |
| pages | pagination(page, pages, send, href) |
| table | table(caption, columns, rows, foot) |
| hero | hero(title, sub, href, send, count), hero_rest(title, sub) |
| badge | badge(family, tier, symbol, share, is_earned, size) |
| shift | shifts(weeks, letters), shift_key(marks) |
| finish | finish(title, text, figures) [call], medal(icon) |
"""

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from cxgame import i18n
from cxgame.look import drawing

FOLDER = Path(__file__).parent / "templates"

# What i18n words by locale, under the same names in templates.
_WORDED = ("number", "percent", "ordinal", "day", "short_day", "month", "moment", "ago", "span")


def render(template: str, locale: str, /, **values: object) -> Markup:
    """Return a template's markup in the reader's language, every value escaped.

    Raise jinja2.TemplateNotFound for an unknown template, UndefinedError for a value it lacks.
    """
    return Markup(_environment(locale).get_template(template).render(values))  # noqa: S704


def warm_up() -> None:
    """Compile every template in every language, so that no reader waits for it."""
    for locale in i18n.LOCALES:
        environment = _environment(locale)
        for template in environment.list_templates(extensions=["html"]):
            environment.get_template(template)


@lru_cache
def _environment(locale: str) -> Environment:
    """Return the environment of one language; parts are loaded once and shared by reference."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        cache_size=-1,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    worded: dict[str, Callable[..., str]] = {
        name: partial(getattr(i18n, name), locale) for name in _WORDED
    }
    parts = SimpleNamespace(icon=icon)
    environment.filters.update(worded)
    environment.globals.update(
        worded,
        _=partial(_translate, locale),
        ngettext=partial(_plural, locale),
        locale=locale,
        icon=icon,
        attributes=attributes,
        drawing=drawing,
        ui=parts,
    )
    _fill(parts, environment)
    return environment


@lru_cache(maxsize=1024)
def icon(name: str, look: str = "") -> Markup:
    """Return a Material symbol, which Streamlit's own font draws; silent to screen readers."""
    kind = "".join(f" icon-{word}" for word in look.split())
    return Markup('<span class="icon{}" aria-hidden="true" translate="no">{}</span>').format(
        kind, name
    )


def attributes(given: Mapping[str, object] | None = None, /, **named: object) -> Markup:
    """Return HTML attributes: data_send becomes data-send, True stands bare, empty goes.

    Names come from templates, never from people: only values are escaped.
    """
    said = []
    for name, value in {**(given or {}), **named}.items():
        if value is None or value is False or value == "" or type(value) is Undefined:
            continue  # Undefined: an inline `if` without its `else`
        attribute = name.replace("_", "-")
        said.append(f" {attribute}" if value is True else f' {attribute}="{escape(value)}"')
    return Markup("".join(said))  # noqa: S704  names are ours, values are escaped above


def _fill(parts: SimpleNamespace, environment: Environment) -> None:
    """Put every macro of parts/*.html into the namespace that templates see as `ui`."""
    for template in environment.list_templates(filter_func=lambda name: name.startswith("parts/")):
        for name, value in vars(environment.get_template(template).module).items():
            if not isinstance(value, Macro) or name.startswith("_"):
                continue
            if hasattr(parts, name):
                raise ValueError(f"Two parts are called {name}.")
            setattr(parts, name, value)


def _translate(locale: str, message: str, /, **values: object) -> Markup:
    """Translate, then fill in the values escaped, so that markup among them stays markup."""
    text = escape(i18n.translate(locale, message))
    return text.format(**values) if values else text


def _plural(locale: str, one: str, many: str, n: int, /, **values: object) -> str:
    return i18n.plural(locale, one, many, n, **values)
