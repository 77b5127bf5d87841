// A sheet: markup of the server, and a word back of what was tapped or sent.

export default function ({ data, parentElement: root, setTriggerValue }) {
  const box = root.querySelector(".cx")
  const state = (box.state ??= { markup: null, turn: data.turn, waiting: null, shownAt: 0 })
  followTheme(box)
  wear(root, data.look, () => show(root, box, state, data))

  const send = (name, words, source) => tell(box, state, setTriggerValue, { ...words, name }, source)
  box.onclick = event => onClick(event, box, send)
  box.onsubmit = event => {
    const form = event.target
    if (!form.dataset.send) return // a plain form posts to its own address
    event.preventDefault()
    send(form.dataset.send, wordsOf(form, event.submitter), event.submitter)
  }
  box.onchange = event => onChange(event, send)
  box.oninput = event => onInput(event, box)
  box.onkeydown = event => { if (event.key === "Escape") closeMenus(box, true) }
  listen(box)
  return () => { forget(box); abandon(box, state) }
}

function show(root, box, state, data) {
  if (!box.isConnected) return
  const isAnswer = data.turn !== state.turn
  const isNew = data.markup !== state.markup
  state.turn = data.turn
  if (isAnswer) heard(state)
  if (isNew) {
    const active = root.activeElement
    const name = active && active !== box ? nameOf(active) : ""
    paint(box, data.markup)
    state.markup = data.markup
    state.shownAt = performance.now()
    if (active && root.activeElement !== active) keepFocus(box, name)
    arrive(box)
  }
  if (!state.waiting) return
  if (isNew) rest(box, state)
  else if (isAnswer) setTimeout(() => rest(box, state), AFTER_AN_ANSWER)
}

function arrive(box) { // once for each new node: take the focus, come into view; what is kept here
  for (const control of box.querySelectorAll("[data-local]")) control.checked = isOn(control.dataset.local)
  const fresh = (box.met ??= new WeakSet())
  const newcomer = mark => [...box.querySelectorAll(mark)].find(node => !fresh.has(node) && fresh.add(node))
  newcomer("[data-focus]")?.focus({ preventScroll: true })
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches
  newcomer("[data-show]")?.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" })
}

function onClick(event, box, send) {
  const menu = event.target.closest("[data-menu]")
  closeMenus(box, false, menu)
  const target = event.target.closest("[data-send], [data-print], [data-copy], [data-close], [data-skip], [data-insert]")
  if (!target || target.tagName === "FORM" || target.type === "submit" || opensElsewhere(event)) return
  if ("print" in target.dataset) return window.print()
  if ("copy" in target.dataset) return copy(target)
  if ("insert" in target.dataset) { insert(target); return closeMenus(box, false) }
  if (target.target !== "_blank") event.preventDefault() // what opens beside the app is told of, too
  if (menu) { menu.open = false; if ("close" in target.dataset) menu.querySelector("summary").focus() }
  if ("skip" in target.dataset) return skip(box)
  if (target.dataset.send) send(target.dataset.send, wordsAround(target), target)
}

function insert(target) { // its words, where the text of its form was being written
  const text = target.closest("form").querySelector("textarea")
  const words = target.dataset.insert, here = text.selectionStart
  text.setRangeText((/\S$/.test(text.value.slice(0, here)) ? " " : "") + words, here, text.selectionEnd, "end")
  text.focus()
}

function wordsAround(target) {
  return "value" in target.dataset ? { value: target.dataset.value } : {}
}

function onChange(event, send) { // a file, a switch that saves at once, or a form of filters
  if (event.target.matches("[data-file]")) return sendFile(event.target, send)
  if ("all" in event.target.dataset) pickAll(event.target)
  if ("local" in event.target.dataset) return keep(event.target)
  const teller = event.target.closest("[data-change]")
  if (!teller) return
  const words = teller.tagName === "FORM" ? wordsOf(teller) : { value: valueOf(event.target) }
  send(teller.dataset.change, words, event.target)
}

function isOn(name) { // a choice kept in this browser alone; one never made is on
  try { return localStorage.getItem(name) !== "off" } catch { return true }
}

function keep(control) {
  try { localStorage.setItem(control.dataset.local, control.checked ? "on" : "off") } catch {} // none is kept
}

async function sendFile(field, send) { // with the words of its form, as a data: address
  const file_name = field.files[0].name, file = await shrunk(field.files[0])
  field.value = "" // the same file may be chosen once more
  const reader = new FileReader()
  reader.onloadend = () => send(field.dataset.file, { ...wordsOf(field.form), file: reader.result ?? "", file_name }, field)
  reader.readAsDataURL(file)
}

const SHOWN = 1600, SMALL = 1e6, MOST = 12e6 // pixels of a side; bytes

async function shrunk(file) { // a phone's photo as large as it is shown: the shop's network is slow
  try {
    const drawn = await createImageBitmap(file)
    const ratio = Math.min(1, SHOWN / Math.max(drawn.width, drawn.height))
    if (ratio === 1 && file.size < SMALL) return file
    const canvas = document.createElement("canvas")
    canvas.width = Math.max(1, Math.round(drawn.width * ratio))
    canvas.height = Math.max(1, Math.round(drawn.height * ratio))
    canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height)
    const type = /png|webp/.test(file.type) ? "image/png" : "image/jpeg" // PNG keeps what is clear
    return await new Promise(done => canvas.toBlob(smaller => done(smaller ?? file), type, .92))
  } catch { // nothing that this browser can draw: the server says what may come
    return file.size < MOST ? file : new Blob([])
  }
}

function onInput(event, box) {
  const field = event.target
  if (field.matches("[data-filter]")) filter(box, field.value)
  if (field.matches("[data-counted]")) count(box, field)
}

function count(box, field) { // the words of a text as it is typed
  const found = field.value.match(/[\p{L}\p{N}_]+(?:[-'’][\p{L}\p{N}_]+)*/gu) ?? []
  const told = [...box.querySelectorAll("output[data-of]")].find(output => output.dataset.of === field.name)
  if (told) told.textContent = found.length
}

function pickAll(all) { // the first box of a form ticks all that may be picked
  for (const box of all.form.querySelectorAll("[data-pick]")) box.checked = all.checked
}

function valueOf(control) {
  if (control.type === "checkbox") return control.checked ? "on" : ""
  return control.value
}

function filter(box, sought) { // every word somewhere in a row, or in one of the hits that it hides
  const plain = text => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "")
  const words = plain(sought).split(/\s+/).filter(Boolean)
  const fits = node => {
    const said = node.dataset.words ?? plain(node.textContent)
    return words.every(word => said.includes(word))
  }
  const rows = [...box.querySelectorAll("[data-row]")]
  for (const row of rows) {
    const hits = [...row.querySelectorAll("[data-hit]")]
    const found = words.length ? hits.filter(fits) : []
    for (const hit of hits) hit.hidden = !found.includes(hit)
    row.hidden = !found.length && !fits(row)
  }
  const none = box.querySelector("[data-none]")
  if (none) none.hidden = rows.some(row => !row.hidden)
}

async function copy(target) {
  const done = await copied(target.dataset.copy)
  if (!done || !target.dataset.done) return
  const label = target.querySelector(":scope > span:not(.icon)") ?? target
  const before = label.textContent
  target.setAttribute("aria-live", "polite")
  label.textContent = target.dataset.done
  setTimeout(() => { label.textContent = before }, 2500)
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch { // plain HTTP inside a shop has no clipboard object
    const area = Object.assign(document.createElement("textarea"), { value: text, readOnly: true })
    area.style.cssText = "position:fixed;opacity:0"
    document.body.append(area)
    area.select()
    const done = document.execCommand("copy")
    area.remove()
    return done
  }
}

function closeMenus(box, back, except = null) {
  for (const menu of box.querySelectorAll("[data-menu][open]")) {
    if (menu === except) continue
    menu.open = false
    if (back) menu.querySelector("summary").focus()
  }
}

const SHORTCUTS = "cx-shortcuts" // single keys, which a voice or a shaking hand may hit by chance

// 1-9 picks an answer, as the printed key on each says, wherever the focus is; a tap outside closes menus.
function listen(box) {
  forget(box)
  box.onKey = event => {
    if (isTyping(event.composedPath()[0]) || event.ctrlKey || event.metaKey || event.altKey) return
    if (!box.isConnected || !isOn(SHORTCUTS)) return
    if (!isBehind(box) && (walk(box, event.key) || jump(box, event.key))) return event.preventDefault()
    const picked = box.querySelectorAll("[data-keys] input, [data-keys] button")[Number(event.key) - 1]
    if (!picked || !event.key.trim()) return
    picked.focus()
    picked.click()
  }
  box.onOutside = event => { if (!event.composedPath().includes(box)) closeMenus(box, false) }
  document.addEventListener("keydown", box.onKey)
  document.addEventListener("pointerdown", box.onOutside)
  ;(globalThis.cxSheets ??= new Set()).add(box)
}

function isBehind(box) { // a dialog is open, and this sheet is not in it
  const dialog = document.querySelector("[role=dialog]")
  return dialog && !box.getRootNode().host?.closest("[role=dialog]")
}

// j and k go from row to row of a list, x picks the row that has the focus.
function walk(box, key) {
  const list = box.querySelector("[data-walk]")
  const step = { j: 1, k: -1, x: 0 }[key]
  if (!list || step === undefined) return false
  const rows = [...list.querySelectorAll(list.dataset.walk)]
  const here = rows.findIndex(row => row.closest("article")?.contains(box.getRootNode().activeElement))
  if (step) {
    const next = rows[Math.min(rows.length - 1, Math.max(0, here + step))]
    next?.focus()
    next?.scrollIntoView({ block: "nearest" })
  } else rows[here]?.closest("article").querySelector("[data-pick]")?.click()
  return true
}

// A key that a field names as its own leads there; where nothing is picked yet, the row is.
function jump(box, key) {
  const field = [...box.querySelectorAll("[data-shortcut]")].find(one => one.dataset.shortcut === key)
  if (!field) return false
  const row = box.getRootNode().activeElement?.closest("article")
  const pick = row && field.form?.contains(row) && row.querySelector("[data-pick]")
  if (pick && !pick.checked) pick.checked = true
  field.focus()
  return true
}

function forget(box) {
  document.removeEventListener("keydown", box.onKey)
  document.removeEventListener("pointerdown", box.onOutside)
  globalThis.cxSheets?.delete(box)
}

function skip(box) {
  const page = [...globalThis.cxSheets].find(sheet => sheet !== box && sheet.querySelector("h1"))
  page?.focus()
  page?.scrollIntoView()
}
