"""Every shared part with values that try to break out; used by the tests of the look."""

EVIL = "<script>alert(1)</script>\"'&"
BARE = "<script>"
ROW = {"team": EVIL, "n": EVIL, "send": EVIL, "value": EVIL, "mine": True}
COLUMNS = [{"key": "team", "label": EVIL}, {"key": "n", "label": EVIL, "num": True}]
PERSON = {"name": EVIL, "letter": "A", "role": EVIL}
TAB = {"title": EVIL, "href": EVIL, "send": EVIL, "value": EVIL, "state": "now"}

# One call a part; x is the evil text.
CALLS = {
    "area": "ui.area('a', x, x, help=x, error=x, placeholder=x)",
    "avatar": "ui.avatar(x)",
    "badge": "ui.badge('team', 2, x, 0.5, false)",
    "button": "ui.button(x, href=x, send=x, value=x, data_copy=x)",
    "chip": "ui.chip(x, 'soon', 'event')",
    "choices": "ui.choices('a', x, [(x, x, 'home')], value=x, error=x)",
    "clock": "ui.clock(x, 0.5, 'soon')",
    "collecting": "ui.collecting(x, 3, 10, x, mine=x)",
    "confirm": "ui.confirm(x, x, x, 'undo', x)",
    "count": "ui.count(1234, x)",
    "deadline": "ui.deadline(x, 0.5, 'late')",
    "face": "ui.face(x, 'A', x)",
    "faces": "ui.faces([person])",
    "facts": "ui.facts([(x, x)])",
    "field": "ui.field('a', x, x, help=x, error=x, placeholder=x)",
    "hero": "ui.hero(x, x, href=x, send=x, count=7)",
    "hero_rest": "ui.hero_rest(x, x)",
    "icon": "ui.icon(x)",
    "icon_button": "ui.icon_button('add', x, send=x, value=x)",
    "interval": "ui.interval(49, 55, 60, x, mark=50)",
    "interval_axis": "ui.interval_axis([(0, x)])",
    "link": "ui.link(x, href=x, send=x)",
    "mark": "ui.mark()",
    "medal": "ui.medal()",
    "menu_item": "ui.menu_item(x, href=x, note=x, icon='edit')",
    "meter": "ui.meter(0.5, x, mark=0.7)",
    "pagination": "ui.pagination(2, 3, href=x)",
    "place": "ui.place(x, x, x, ui.interval(1, 2, 3, x), x, mine=x, href=x)",
    "place_gap": "ui.place_gap()",
    "quote": "ui.quote(x, x)",
    "raci": "ui.raci('A', twice=true)",
    "raci_key": "ui.raci_key()",
    "row": "ui.row(x, x, icon='home', href=x, clock=ui.clock(x), side=x, action=x)",
    "row_group": "ui.row_group(x)",
    "scale": "ui.scale('a', x, 0, 10, x, x, value=9)",
    "score": "ui.score(x, 'promoter')",
    "search": "ui.search(x, x)",
    "section": "ui.section(x, x, link=(x, x, x))",
    "segments": "ui.segments(x, [(x, x, x)], x, send=x)",
    "select": "ui.select('a', x, [(x, x)], value=x, empty=x)",
    "shift_key": "ui.shift_key([('kept', x)])",
    "shifts": "ui.shifts([[{'mark': 'kept', 'words': x}]], [x])",
    "spark": "ui.spark([1, 2, 3], (0, 2, 4), (2,), x)",
    "stages": "ui.stages([(x, 'past'), (x, 'now')], x)",
    "steps": "ui.steps(2, 5, x)",
    "words": "ui.words(x, x, x, help=x)",
    "switch": "ui.switch('a', x, x, change=x)",
    "table": "ui.table(x, columns, [row], foot=row)",
    "tabs": "ui.tabs(x, [tab])",
    "tag": "ui.tag(x, x, x)",
    "tick": "ui.tick('a', x)",
    "tile": "ui.tile(x, x, x, x, x, 'better', up=true, series={'values': [1, 2]}, href=x)",
    "timeline": "ui.timeline([{'icon': 'add', 'text': x, 'when': x}])",
    "wordmark": "ui.wordmark()",
}
# Parts that wrap what stands between call and endcall.
WRAPS = {
    "card": "ui.card(x, x, link=(x, x, x), tone='tint')",
    "empty": "ui.empty(x, x)",
    "finish": "ui.finish(x, x, [(x, x)])",
    "flash": "ui.flash(x, 'warn', title=x)",
    "head": "ui.head(x, x, eyebrow=x, back=(x, x, x))",
    "menu": "ui.menu(x, text=x)",
    "places": "ui.places(x)",
    "record": "ui.record(x, [x], x, 'detractor', [x], href=x)",
    "rows": "ui.rows(x)",
    "tiles": "ui.tiles()",
}
VALUES = {"x": EVIL, "row": ROW, "columns": COLUMNS, "person": PERSON, "tab": TAB}
