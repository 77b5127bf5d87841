// A board: cards move by drag, by keyboard and by the "Move to…" menu; all three end in `move`.

const REVERT_AFTER = 700 // ms an unchanged answer may still be followed by the changed one
const SAID_FOR = 5000 // ms a sentence stays to be read

export default function ({ data, parentElement: root, setTriggerValue }) {
  const box = root.querySelector(".cx")
  const over = root.querySelector(".board-over")
  const state = (box.state ??= { markup: null, turn: data.turn, waiting: null, shownAt: 0, moved: false })
  const titles = new Map(data.columns)
  const table = { root, box, over, state, data, titles, report: (words, source) => tell(box, state, setTriggerValue, words, source) }
  followTheme(box)
  followTheme(over)
  wear(root, data.look, () => show(table))
  box.onclick = event => onClick(event, table)
  box.onkeydown = event => onKey(event, table)
  box.onpointerdown = event => onDown(event, table)
  box.oncontextmenu = event => { if (box.drag) event.preventDefault() }
  box.ondragstart = event => event.preventDefault() // the browser's own dragging of links
  over.onclick = event => onChoice(event, table)
  over.onkeydown = event => onMenuKey(event, table)
  box.table = table // listeners that are added once read the newest
  if (!box.isListening) listenOnce(box)
  return () => abandon(box, state)
}

function show(table) {
  const { root, box, state, data } = table
  if (!box.isConnected) return
  const isAnswer = data.turn !== state.turn
  const isNew = data.markup !== state.markup
  state.turn = data.turn
  if (isAnswer) heard(state)
  if (isNew) repaint(table)
  else if (isAnswer) setTimeout(() => { if (state.moved && state.markup === data.markup) repaint(table) }, REVERT_AFTER)
  if (!state.waiting) return
  if (isNew) rest(box, state)
  else if (isAnswer) setTimeout(() => rest(box, state), AFTER_AN_ANSWER)
}

function repaint({ root, box, state, data }) {
  box.drag?.drop(false)
  const active = root.activeElement
  const name = active && box.contains(active) && active !== box ? nameOf(active) : ""
  paint(box, data.markup)
  state.markup = data.markup
  state.moved = false
  state.shownAt = performance.now()
  if (name && root.activeElement !== active) keepFocus(box, name)
  lightTab(box)
}

function listenOnce(box) {
  box.isListening = true
  box.addEventListener("touchmove", event => { if (box.drag?.isOn) event.preventDefault() }, { passive: false })
  box.addEventListener("scroll", () => lightTab(box), { capture: true, passive: true })
}

// What is where

const cardOf = node => node?.closest?.("[data-card]")
const columnOf = node => node?.closest?.("[data-column]")
const cardsIn = column => [...column.querySelectorAll("[data-card]")]
const columnsIn = box => [...box.querySelectorAll("[data-column]")]
const fill = (text, words) => text.replace(/\{(\w+)\}/g, (all, name) => words[name] ?? all)
const titleOf = card => card.querySelector("[data-open]")

function say({ over }, text, isRefusal = false) {
  const line = over.querySelector(".board-say")
  line.textContent = text
  line.classList.toggle("board-refusal", isRefusal)
  line.hidden = false
  clearTimeout(line.timer)
  line.timer = setTimeout(() => { line.hidden = true; line.textContent = "" }, SAID_FOR)
}

// The one move

function move(table, card, column, before) {
  const { data, state } = table
  const id = card.dataset.card
  const to = column.dataset.column
  const facts = data.cards[id]
  const words = { card: facts.title, column: table.titles.get(to) }
  const why = columnOf(card) !== column && facts.blocked[to]
  if (why) return say(table, fill(data.text.stays, { ...words, reason: why }), true)
  const rest = cardsIn(column).filter(other => other !== card)
  const next = before ?? null
  const stays = columnOf(card) === column && (card.nextElementSibling?.closest("[data-card]") ?? null) === next
  if (stays) return
  const message = { name: "move", card: id, to, version: `${facts.version}`, before: next?.dataset.card ?? "" }
  if (state.waiting) { // the move before is on its way: this one follows it
    state.next = () => move(table.box.table, card, column, before)
    return
  }
  table.report(message, null)
  state.moved = true
  column.querySelector("[data-cards]").insertBefore(card, next)
  const place = { ...words, n: rest.length ? [...cardsIn(column)].indexOf(card) + 1 : 1 }
  say(table, fill(data.text.moved, place))
  titleOf(card).focus({ preventScroll: true })
  card.scrollIntoView({ block: "nearest", inline: "nearest" })
}

// Taps and the menu

function onClick(event, table) {
  const { box } = table
  if (performance.now() - (box.droppedAt ?? -1e9) < 80) return event.preventDefault() // the end of a drag
  const tab = event.target.closest("[data-tab]")
  if (tab) return box.querySelector(`[data-column="${CSS.escape(tab.dataset.tab)}"]`).scrollIntoView({ block: "nearest", inline: "start", behavior: "smooth" })
  const button = event.target.closest("[data-move]")
  if (button) return openMenu(table, button)
  const target = event.target.closest("[data-open], [data-send]")
  if (!target || opensElsewhere(event)) return
  event.preventDefault()
  const card = cardOf(target)?.dataset.card ?? ""
  if ("open" in target.dataset) table.report({ name: "open", card }, null)
  else table.report({ name: target.dataset.send, value: target.dataset.value ?? "", card }, target)
}

function openMenu(table, button) {
  const { over, data } = table
  const card = cardOf(button)
  const menu = over.querySelector(".board-menu")
  const here = columnOf(card).dataset.column
  const line = (mark, words, why) => {
    const item = document.createElement("button")
    Object.assign(item, { type: "button", className: "board-choice" })
    item.setAttribute("role", "menuitem")
    Object.assign(item.dataset, mark)
    item.append(words)
    if (why) {
      item.setAttribute("aria-disabled", "true")
      item.append(Object.assign(document.createElement("small"), { textContent: why }))
    }
    return item
  }
  const columns = data.columns.filter(([id]) => id !== here)
  const items = columns.map(([id, title]) => line({ to: id }, title, data.cards[card.dataset.card].blocked[id]))
  if (card.previousElementSibling) items.push(line({ step: "-1" }, data.text.up))
  if (card.nextElementSibling) items.push(line({ step: "1" }, data.text.down))
  const head = Object.assign(document.createElement("p"), { className: "board-menu-head", textContent: data.text.menu })
  menu.replaceChildren(head, ...items)
  menu.setAttribute("aria-label", `${data.text.menu} ${data.cards[card.dataset.card].title}`)
  menu.card = card
  menu.opener = button
  menu.showPopover()
  placeMenu(menu, button.getBoundingClientRect())
  items[0]?.focus()
}

function placeMenu(menu, from) {
  if (matchMedia("(max-width: 767px)").matches) return menu.removeAttribute("style") // a sheet at the thumb, by its style
  const { width, height } = menu.getBoundingClientRect()
  const left = Math.max(8, Math.min(from.right - width, innerWidth - width - 8))
  const top = from.bottom + height + 8 < innerHeight ? from.bottom + 4 : Math.max(8, from.top - height - 4)
  Object.assign(menu.style, { left: `${left}px`, top: `${top}px` })
}

function onChoice(event, table) {
  const item = event.target.closest("[data-to], [data-step]")
  if (!item) return
  const menu = table.over.querySelector(".board-menu")
  menu.hidePopover()
  if (item.dataset.step) return shift(table, menu.card, Number(item.dataset.step))
  const column = table.box.querySelector(`[data-column="${CSS.escape(item.dataset.to)}"]`)
  move(table, menu.card, column, null)
}

function onMenuKey(event, { over }) {
  const items = [...over.querySelectorAll(".board-choice")]
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step || !items.length) return
  event.preventDefault()
  const at = items.indexOf(event.target)
  items[(at + step + items.length) % items.length].focus()
}

// Keys

function onKey(event, table) {
  const { box } = table
  if (event.key === "Escape" && box.drag) return box.drag.drop(false)
  const card = cardOf(event.target)
  if (!card || isTyping(event.target)) return
  if (event.key.toLowerCase() === "m" && !event.ctrlKey && !event.metaKey) {
    event.preventDefault()
    return openMenu(table, card.querySelector("[data-move]"))
  }
  const across = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
  const along = { ArrowUp: -1, ArrowDown: 1 }[event.key]
  if (!across && !along) return
  event.preventDefault()
  const column = columnOf(card)
  if (along) {
    if (event.ctrlKey) return shift(table, card, along)
    const cards = cardsIn(column)
    return titleOf(cards[cards.indexOf(card) + along] ?? card).focus()
  }
  const columns = columnsIn(box)
  const at = columns.indexOf(column)
  if (event.ctrlKey) return columns[at + across] && move(table, card, columns[at + across], null)
  walk(columns, at, across, cardsIn(column).indexOf(card))
}

function walk(columns, at, step, index) { // to the nearest column that has a card
  for (let next = at + step; columns[next]; next += step) {
    const cards = cardsIn(columns[next])
    if (cards.length) return titleOf(cards[Math.min(index, cards.length - 1)]).focus()
  }
}

function shift(table, card, step) { // one place up or down
  const near = step < 0 ? card.previousElementSibling : card.nextElementSibling
  if (near) move(table, card, columnOf(card), step < 0 ? near : near.nextElementSibling)
}

function lightTab(box) { // on a phone: which column is in view
  const board = box.querySelector("[data-columns]")
  if (!board) return
  const middle = board.getBoundingClientRect().left + board.clientWidth / 2
  const distance = column => { const { left, width } = column.getBoundingClientRect(); return Math.abs(left + width / 2 - middle) }
  const [shown] = columnsIn(box).sort((one, other) => distance(one) - distance(other))
  for (const tab of box.querySelectorAll("[data-tab]")) {
    if (tab.dataset.tab === shown?.dataset.column) tab.setAttribute("aria-current", "true")
    else tab.removeAttribute("aria-current")
  }
}
