// Where the window was when it was last closed, so that it opens there again.
import { writeFileSync } from 'node:fs'
import { z } from 'zod'
import { readRegularNow } from '../files/regular-file'
import { logTrouble } from '../log/log'

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const placementSchema = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() }),
  maximized: z.boolean(),
})

export type Placement = z.infer<typeof placementSchema>

/** Device-independent pixels; below this the form and the charts no longer fit side by side. */
export const smallestSize = { width: 960, height: 620 }
const preferredSize = { width: 1440, height: 900 }

/** The remembered placement, read once before there is a window; null where there is none, or none that can be read. */
export function readPlacement(path: string): Placement | null {
  try {
    return placementSchema.parse(JSON.parse(readRegularNow(path, 'utf8')))
  } catch {
    return null // the window opens in the middle
  }
}

/** Remembers a placement, synchronously, because the app may end before a promise is kept. Failure is only logged, so that the window still closes. */
export function writePlacement(path: string, placement: Placement): void {
  try {
    writeFileSync(path, JSON.stringify(placement))
  } catch (error) {
    logTrouble('app', 'place of the window not remembered', error) // the next one opens in the middle
  }
}

/** Area in pixels that two rectangles share. */
function sharedArea(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(width, 0) * Math.max(height, 0)
}

/**
 * Where a window should open.
 * @param remembered where it was; used if at least a quarter of it lies on a screen of today
 * @param screens work areas, the main screen first
 */
export function openingBounds(remembered: Rectangle | null, screens: readonly Rectangle[]): Rectangle {
  const main = screens[0] ?? { x: 0, y: 0, ...preferredSize }
  if (remembered && screens.some((screen) => sharedArea(remembered, screen) >= (remembered.width * remembered.height) / 4)) {
    return remembered
  }
  const width = Math.min(preferredSize.width, main.width)
  const height = Math.min(preferredSize.height, main.height)
  return { x: Math.round(main.x + (main.width - width) / 2), y: Math.round(main.y + (main.height - height) / 2), width, height }
}
