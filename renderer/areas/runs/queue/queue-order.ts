// Moves in the order of the queue: each is a new order.

/** Who may move where: one place up or down, or in front of all. */
export type QueueMove = 'up' | 'down' | 'front'

/** The order with one run at another place. @param place counted without the run itself, as for an insertion */
export function movedTo(order: readonly string[], id: string, place: number): readonly string[] {
  const others = order.filter((other) => other !== id)
  if (others.length === order.length) return order
  return [...others.slice(0, Math.max(0, place)), id, ...others.slice(Math.max(0, place))]
}

/** The order after a move; the same one where the run cannot move so. */
export function moved(order: readonly string[], id: string, move: QueueMove): readonly string[] {
  const at = order.indexOf(id)
  const place = { up: at - 1, down: at + 1, front: 0 }[move]
  return at < 0 || place < 0 || place === at || place >= order.length ? order : movedTo(order, id, place)
}

/** The order after a drag. @param before place of the gap that the run was dropped into, the run counted where it stood */
export function dropped(order: readonly string[], id: string, before: number): readonly string[] {
  const at = order.indexOf(id)
  return at < 0 ? order : movedTo(order, id, at < before ? before - 1 : before)
}
