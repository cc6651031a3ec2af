// Numbers in words for people: durations, sizes, rates, percentages, always with their unit.

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** `46,764,746` */
export function count(value: number): string {
  return whole.format(value)
}

/** `1 epoch`, `10 epochs`. */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${value === 1 ? noun : `${noun}s`}`
}

/** `87.1 %` for 0.871. */
export function percent(fraction: number): string {
  return `${(fraction * 100).toFixed(1)} %`
}

/** `0.412`, and more digits for small losses, in which they matter. */
export function loss(value: number): string {
  return value !== 0 && Math.abs(value) < 0.1 ? value.toPrecision(3) : value.toFixed(3)
}

/** `4,123`, `43.1`, `0.52`: three digits at least. */
export function rate(value: number): string {
  if (value >= 100) return whole.format(value)
  return value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** `1.38 GB` (powers of 1000, as makers of memory and disks count). */
export function bytes(value: number): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)))
  const scaled = value / 1000 ** power
  return `${power === 0 ? whole.format(scaled) : rate(scaled)} ${units[power] ?? ''}`
}

/** `0.8 s`, `52 s`, `3 min 20 s`, `3 h 50 min`. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const rounded = Math.round(seconds)
  if (rounded < 60) return `${rounded} s`
  if (rounded < 3600) return `${Math.floor(rounded / 60)} min ${rounded % 60} s`
  const minutes = Math.round(seconds / 60)
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** `96×54×54` */
export function shape(sizes: readonly number[]): string {
  return sizes.join('×')
}

/** `22 Nov 2026, 19:56 UTC`; empty for null. */
export function moment(iso: string | null): string {
  if (iso === null) return ''
  const date = new Date(iso)
  const day = `${date.getUTCDate()} ${date.toLocaleString('en-GB', { month: 'short', timeZone: 'UTC' })} ${date.getUTCFullYear()}`
  return `${day}, ${iso.slice(11, 16)} UTC`
}
