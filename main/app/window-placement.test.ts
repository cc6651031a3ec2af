// A window opens where it was, unless that is no longer on any screen.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openingBounds, readPlacement, writePlacement } from './window-placement'

const laptop = { x: 0, y: 0, width: 1280, height: 800 }
const monitor = { x: 1280, y: 0, width: 2560, height: 1440 }

describe('openingBounds', () => {
  it('returns to where the window was', () => {
    const remembered = { x: 1400, y: 100, width: 1200, height: 800 }
    expect(openingBounds(remembered, [laptop, monitor])).toEqual(remembered)
  })

  it('comes back to the main screen when the other one is gone', () => {
    const bounds = openingBounds({ x: 1400, y: 100, width: 1200, height: 800 }, [laptop])
    expect(bounds).toEqual({ x: 0, y: 0, width: 1280, height: 800 })
  })

  it('is centred on a large screen at first', () => {
    expect(openingBounds(null, [{ x: 0, y: 0, width: 2560, height: 1440 }])).toEqual({ x: 560, y: 270, width: 1440, height: 900 })
  })
})

describe('the remembered placement', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cnn-lab-placement-'))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  it('is read as it was written', () => {
    const path = join(folder, 'placement.json')
    const placement = { bounds: { x: 1, y: 2, width: 1000, height: 700 }, maximized: true }
    writePlacement(path, placement)
    expect(readPlacement(path)).toEqual(placement)
  })

  it('is forgotten when it is missing or damaged, and never an error', () => {
    const path = join(folder, 'placement.json')
    expect(readPlacement(path)).toBeNull()
    writeFileSync(path, '{"bounds":{"x":1,"y":2,"width":-5')
    expect(readPlacement(path)).toBeNull()
    writePlacement(join(folder, 'no', 'such', 'folder.json'), { bounds: laptop, maximized: false })
  })
})
