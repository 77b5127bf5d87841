// Dragging a card with mouse, pen or finger; what it ends in is the board's one move.

const HOLD = 350 // ms a finger rests on a card before it is picked up
const SLIP = 6 // px a pointer may move before it is a drag
const EDGE = 48 // px from an edge where a dragged card scrolls on
const STRIDE = 9 // px a frame

function onDown(event, table) {
  const card = cardOf(event.target)
  if (!card || event.button > 0 || event.target.closest("[data-move], [data-send]") || table.box.drag) return
  table.box.drag = new Drag(event, card, table)
}

class Drag {
  constructor(event, card, table) {
    Object.assign(this, { card, table, id: event.pointerId, from: { x: event.clientX, y: event.clientY }, isOn: false })
    this.isTouch = event.pointerType === "touch"
    this.listeners = new AbortController()
    const { signal } = this.listeners
    document.addEventListener("pointermove", e => this.follow(e), { signal })
    document.addEventListener("pointerup", e => { if (e.pointerId === this.id) this.drop(true) }, { signal })
    document.addEventListener("pointercancel", e => { if (e.pointerId === this.id) this.drop(false) }, { signal })
    if (this.isTouch) this.hold = setTimeout(() => this.pick(), HOLD)
  }

  follow(event) {
    if (event.pointerId !== this.id) return
    this.at = { x: event.clientX, y: event.clientY }
    const slid = Math.hypot(this.at.x - this.from.x, this.at.y - this.from.y)
    if (!this.isOn) {
      if (slid < SLIP) return
      if (this.isTouch) return this.drop(false) // a finger that moves at once scrolls
      this.pick()
    }
    event.preventDefault()
    this.ghost.style.translate = `${this.at.x - this.from.x}px ${this.at.y - this.from.y}px`
    this.aim()
  }

  pick() {
    const { over, box } = this.table
    const { left, top, width } = this.card.getBoundingClientRect()
    this.isOn = true
    this.at ??= this.from
    this.ghost = this.card.cloneNode(true)
    this.ghost.classList.add("board-ghost")
    Object.assign(this.ghost.style, { left: `${left}px`, top: `${top}px`, width: `${width}px` })
    over.append(this.ghost)
    this.slot = Object.assign(document.createElement("li"), { className: "board-slot" })
    this.card.setAttribute("data-dragged", "")
    box.setAttribute("data-dragging", "")
    getSelection()?.removeAllRanges()
    if (this.isTouch) navigator.vibrate?.(15)
    for (const column of columnsIn(box)) {
      const why = this.table.data.cards[this.card.dataset.card].blocked[column.dataset.column]
      if (why && column !== columnOf(this.card)) column.querySelector("[data-why]").textContent = why
    }
    this.roll()
  }

  aim() {
    const { box, data } = this.table
    const column = columnAt(box, this.at)
    for (const other of columnsIn(box)) if (other !== column) other.removeAttribute("data-over")
    this.column = column
    if (!column) return this.slot.remove()
    const isShut = column !== columnOf(this.card) && data.cards[this.card.dataset.card].blocked[column.dataset.column]
    column.setAttribute("data-over", isShut ? "shut" : "open")
    if (isShut) return this.slot.remove()
    const others = cardsIn(column).filter(card => card !== this.card)
    this.before = others.find(card => { const { top, height } = card.getBoundingClientRect(); return this.at.y < top + height / 2 }) ?? null
    column.querySelector("[data-cards]").insertBefore(this.slot, this.before)
  }

  roll() { // near an edge the board, or the page, scrolls on
    if (!this.isOn) return
    const board = this.table.box.querySelector("[data-columns]")
    const { left, right } = board.getBoundingClientRect()
    const page = scrollerOf(this.table.root.host)
    const before = board.scrollLeft + (page?.scrollTop ?? 0)
    if (this.at.x < left + EDGE) board.scrollLeft -= STRIDE
    else if (this.at.x > right - EDGE) board.scrollLeft += STRIDE
    if (page && this.at.y < EDGE * 1.5) page.scrollTop -= STRIDE
    else if (page && this.at.y > innerHeight - EDGE * 1.5) page.scrollTop += STRIDE
    if (board.scrollLeft + (page?.scrollTop ?? 0) !== before) this.aim()
    requestAnimationFrame(() => this.roll())
  }

  drop(isMeant) {
    const { box } = this.table
    clearTimeout(this.hold)
    this.listeners.abort()
    box.drag = null
    if (!this.isOn) return
    this.isOn = false
    box.droppedAt = performance.now()
    this.ghost.remove()
    this.slot.remove()
    this.card.removeAttribute("data-dragged")
    box.removeAttribute("data-dragging")
    for (const column of columnsIn(box)) {
      column.removeAttribute("data-over")
      column.querySelector("[data-why]").textContent = ""
    }
    if (isMeant && this.column) move(this.table, this.card, this.column, this.before ?? null)
  }
}

function columnAt(box, { x, y }) { // above and below the columns counts too: a thumb is not exact
  const board = box.querySelector("[data-columns]").getBoundingClientRect()
  if (y < board.top - 3 * EDGE || y > board.bottom + 3 * EDGE) return null
  return columnsIn(box).find(column => {
    const { left, right } = column.getBoundingClientRect()
    return x >= left && x <= right
  }) ?? null
}

function scrollerOf(node) {
  for (let at = node; at; at = at.parentElement) {
    if (at.scrollHeight > at.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at
  }
  return null
}
