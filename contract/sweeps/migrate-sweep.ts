// Brings sweeps of earlier versions forward: until spec version 3, flipping images was a switch, and since then it is a chance.

const flip = 'augmentation.flip'
const chanceOf = (value: unknown): unknown => (typeof value === 'boolean' ? (value ? 0.5 : 0) : value)

/** A sweep, or a part of one, as it was stored: axes and listed points of the switch have chances instead. */
export function flipsAsChances(stored: unknown): unknown {
  if (Array.isArray(stored)) return stored.map(flipsAsChances)
  if (typeof stored !== 'object' || stored === null) return stored
  const isAxis = 'setting' in stored && stored.setting === flip
  return Object.fromEntries(
    Object.entries(stored).map(([name, value]: [string, unknown]) => {
      if (name === 'base') return [name, value] // a spec, which has a version of its own
      if (name === flip) return [name, chanceOf(value)]
      return [name, isAxis && name === 'values' && Array.isArray(value) ? value.map(chanceOf) : flipsAsChances(value)]
    }),
  )
}
