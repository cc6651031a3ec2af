// Where the card of the tour stands: beside the control that it points at, within the window.

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** Pixels between control and card, and between card and the edge of the window. */
const gap = 12

/** Pixels between the outline and the edge of the window. */
const rim = 8

/** The part of a control that is outlined: what lies within the window. */
export function outlined({ left, top, width, height }: Box, window: Size): Box {
  const [first, upper] = [Math.max(left, rim), Math.max(top, rim)]
  return {
    left: first,
    top: upper,
    width: Math.max(0, Math.min(left + width, window.width - rim) - first),
    height: Math.max(0, Math.min(top + height, window.height - rim) - upper),
  }
}

/** The card's upper left corner: to the right of the control, else below, above or to the left, else over its middle, as where a part of it is hidden. */
export function cardPlace(target: Box, card: Size, window: Size): { readonly left: number; readonly top: number } {
  const [right, bottom] = [target.left + target.width, target.top + target.height]
  const within = (value: number, size: number, edge: number): number => Math.max(gap, Math.min(value, edge - size - gap))
  const beside = within(target.top, card.height, window.height)
  const aligned = within(target.left, card.width, window.width)
  const left = within(target.left + (target.width - card.width) / 2, card.width, window.width)
  const top = within(target.top + (target.height - card.height) / 2, card.height, window.height)
  if (target.left < 0 || target.top < 0 || right > window.width || bottom > window.height) return { left, top }
  if (right + card.width + 2 * gap <= window.width) return { left: right + gap, top: beside }
  if (bottom + card.height + 2 * gap <= window.height) return { left: aligned, top: bottom + gap }
  if (target.top - card.height - 2 * gap >= 0) return { left: aligned, top: target.top - card.height - gap }
  if (target.left - card.width - 2 * gap >= 0) return { left: target.left - card.width - gap, top: beside }
  return { left, top }
}
