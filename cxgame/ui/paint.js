// What our components share: wear the house's style sheet, follow the theme, paint only what differs.

// One style sheet for every shadow root of the page: fetched once, kept by the browser for a year.
function wear(root, address, then) {
  const looks = (globalThis.cxLooks ??= new Map())
  if (!looks.has(address)) {
    const look = { sheet: new CSSStyleSheet(), ready: false }
    look.loading = fetch(address)
      .then(answer => (answer.ok ? answer.text() : Promise.reject(new Error(`${answer.status}`))))
      .then(text => look.sheet.replace(text))
      .catch(error => console.error(`The style sheet ${address} did not load: ${error.message}`))
      .finally(() => { look.ready = true })
    looks.set(address, look)
  }
  const look = looks.get(address)
  if (!root.adoptedStyleSheets.includes(look.sheet)) root.adoptedStyleSheets = [look.sheet]
  if (look.ready) then()
  else look.loading.then(then)
}

// Dialogs lie outside the app's element, where light-dark() would stay light: ask the theme's ground.
function followTheme(box) {
  box.style.backgroundColor = "var(--st-background-color)"
  const ground = getComputedStyle(box).backgroundColor.match(/[\d.]+/g)
  box.style.backgroundColor = ""
  if (!ground) return // the page was left while this was on its way: nothing is drawn any more
  const [red, green, blue] = ground.map(Number)
  box.style.colorScheme = 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? "dark" : "light"
}

// Two nodes are the same thing when they say so; typed words and focus live on in what is the same.
function nameOf(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return ""
  const said = node.dataset
  if (said.key) return said.key
  if (node.id) return node.id
  if (node.name) return node.type === "radio" ? `${node.name}=${node.getAttribute("value")}` : node.name
  return said.send ? `${said.send}:${said.value ?? ""}` : ""
}

const isSame = (one, other) => one.nodeName === other.nodeName && nameOf(one) === nameOf(other)

function paint(box, markup) {
  const wanted = document.createElement("template")
  wanted.innerHTML = markup // escaped by the server: every value went through its templates
  paintChildren(box, wanted.content)
}

function paintChildren(parent, wanted) {
  const names = new Set([...wanted.childNodes].map(nameOf))
  let at = parent.firstChild
  for (const next of [...wanted.childNodes]) {
    while (at && nameOf(at) && !names.has(nameOf(at))) at = dropped(at)
    let match = at && isSame(at, next) ? at : null
    if (!match && nameOf(next)) match = laterTwin(at, next)
    if (!match) parent.insertBefore(next, at)
    else {
      if (match === at) at = at.nextSibling
      else parent.insertBefore(match, at)
      paintNode(match, next)
    }
  }
  while (at) at = dropped(at)
}

function dropped(node) {
  const next = node.nextSibling
  node.remove()
  return next
}

function laterTwin(from, wanted) {
  for (let node = from; node; node = node.nextSibling) if (isSame(node, wanted)) return node
  return null
}

function paintNode(node, wanted) {
  if (node.nodeType !== Node.ELEMENT_NODE) {
    if (node.data !== wanted.data) node.data = wanted.data
    return
  }
  for (const { name, value } of [...wanted.attributes]) {
    if (node.getAttribute(name) !== value) node.setAttribute(name, value)
  }
  for (const { name } of [...node.attributes]) {
    const isTheReaders = name === "open" && node.nodeName === "DETAILS" // opened by hand
    if (!wanted.hasAttribute(name) && !isTheReaders) node.removeAttribute(name)
  }
  paintChildren(node, wanted)
}

// Random also where crypto.randomUUID is missing: plain HTTP inside a shop.
function freshId() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map(b => b.toString(16).padStart(2, "0")).join("")
}

// Fields of a form as plain words; several values of one name come joined by line breaks.
function wordsOf(form, submitter) {
  const words = {}
  for (const [name, value] of new FormData(form, submitter)) {
    if (typeof value !== "string") continue
    words[name] = name in words ? `${words[name]}\n${value}` : value
  }
  return words
}

const isTyping = target => target.matches?.("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])")
const opensElsewhere = event => event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button > 0

const PATIENCE = 10000 // ms after which a tap that got no answer may be repeated
const AFTER_AN_ANSWER = 400 // ms in which the answer's own paint usually comes

// One message at a time: a second tap before the next paint is a slip of the finger.
function tell(box, state, setTriggerValue, words, source) {
  if (state.waiting) return false
  state.waiting = { source, timer: setTimeout(() => rest(box, state), PATIENCE) }
  box.setAttribute("aria-busy", "true")
  source?.setAttribute("data-waiting", "")
  const ms = `${Math.round(performance.now() - state.shownAt)}`
  const message = { ...words, ms, sent_id: freshId() }
  // The server drops a run that the next message overtakes, and with it what was asked for.
  const before = globalThis.cxTurn ?? Promise.resolve()
  globalThis.cxTurn = new Promise(done => { state.heard = done })
  before.then(() => setTriggerValue("sent", message))
  return true
}

function heard(state) { // the server has drawn this sheet after its message: the next may go
  state.heard?.()
  state.heard = null
}

function abandon(box, state) { // where the page was left, nobody waits for an answer
  setTimeout(() => { if (!box.isConnected) heard(state) })
}

function rest(box, state) {
  if (!state.waiting) return
  heard(state)
  clearTimeout(state.waiting.timer)
  state.waiting.source?.removeAttribute("data-waiting")
  state.waiting = null
  box.removeAttribute("aria-busy")
  const next = state.next
  state.next = null
  next?.()
  for (const control of box.querySelectorAll("[data-change]")) { // what the server says, goes
    if (control.type === "checkbox") control.checked = control.defaultChecked
  }
}

function keepFocus(box, name) {
  const twin = name && [...box.querySelectorAll("a, button, input, select, textarea, summary")].find(node => nameOf(node) === name)
  ;(twin || box).focus({ preventScroll: true })
}
