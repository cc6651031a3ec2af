// How numbers read everywhere in the lab: durations, bytes, counts, rates, fractions, shapes, moments.
import { counted, type CountedNoun } from '@language/counted'
import { language } from '@language/language'
import { phrase } from '@language/phrase'

/** Days and times of day as the country writes them, with 24 hours. */
const locale = language === 'en' ? 'en-GB' : 'zh-CN'

/** Stands for a number that is not known. */
const none = '–'

/** `digits` significant digits, never in exponent form, thousands separated. */
function significant(value: number, digits: number): string {
  return value.toLocaleString(language, { maximumSignificantDigits: digits, minimumSignificantDigits: digits })
}

/** Three significant digits below a thousand, whole numbers with separators above: `43.1`, `852`, `4,136`. */
function threeDigits(value: number): string {
  return value >= 999.5 ? Math.round(value).toLocaleString(language) : significant(value, 3)
}

/** `1.23e9`. */
function inPowers(value: number, decimals?: number): string {
  return value.toExponential(decimals).replace('+', '')
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** The decimal unit in which a number of bytes reads best, and how many bytes it stands for. */
export function byteUnit(bytes: number): { readonly name: string; readonly size: number } {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes * 1.0005) / 3), byteUnits.length - 1)
  return { name: byteUnits[power] ?? 'B', size: 1000 ** power }
}

const flopUnits = ['FLOP/s', 'kFLOP/s', 'MFLOP/s', 'GFLOP/s', 'TFLOP/s', 'PFLOP/s'] as const

/** Units of short times: how many of each are a second, its name, and the seconds from which the next one reads better. */
const timeUnits = [[1e9, 'ns', 0.9995e-6], [1e6, 'µs', 0.9995e-3], [1e3, 'ms', 0.9995]] as const

/** The unit in which a speed of arithmetic reads best, and how many FLOP per second it stands for. */
function flopUnit(perSecond: number): { readonly name: string; readonly size: number } {
  const power = perSecond < 1 ? 0 : Math.min(Math.floor(Math.log10(perSecond * 1.0005) / 3), flopUnits.length - 1)
  return { name: flopUnits[power] ?? 'FLOP/s', size: 1000 ** power }
}

/** `3 Mar 2025`, or without its year `3 Mar`. */
function day(moment: Date, year?: 'numeric'): string {
  return moment.toLocaleDateString(locale, { day: 'numeric', month: 'short', year })
}

/** `14:05` */
function clock(moment: Date): string {
  return moment.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' })
}

/** `1,204`. */
function formatCount(value: number): string {
  return Math.round(value).toLocaleString(language)
}

/** `1 epoch`, `10 epochs`. */
function formatCounted(value: number, noun: CountedNoun): string {
  return counted(formatCount(value), value === 1, noun)
}

/** Images per second without the unit: `43.1`, `4,136`. */
function formatRate(perSecond: number): string {
  return threeDigits(perSecond)
}

/** A cross-entropy: three decimals, as the book prints it; three significant digits below 0.1 and from 100 on; powers of ten from a million on. */
function formatLoss(loss: number): string {
  if (!Number.isFinite(loss)) return none
  if (loss >= 1e6) return inPowers(loss, 2)
  if (loss >= 99.95) return threeDigits(loss)
  return loss !== 0 && loss < 0.1 ? loss.toPrecision(3) : loss.toFixed(3)
}

/** A shape, e.g. without its batch: `96×54×54`. */
function formatShape(shape: readonly number[]): string {
  return shape.join('×')
}

/** A learning rate as one writes it: `0.01`, `1e-5`. */
function formatNumber(value: number): string {
  return String(value)
}

/** A moment in local time, for a list: today's as a time, others with their day: `14:05`, `3 Mar, 14:05`, `3 Mar 2025`. */
function formatMoment(iso: string, now = new Date()): string {
  const moment = new Date(iso)
  if (moment.toDateString() === now.toDateString()) return clock(moment)
  return moment.getFullYear() === now.getFullYear() ? phrase('{day}, {time}', { day: day(moment), time: clock(moment) }) : day(moment, 'numeric')
}

/** A day in local time, as a report is dated: `22 November 2026`. */
function formatDate(moment: Date): string {
  return moment.toLocaleDateString(locale, { day: 'numeric', month: 'long', year: 'numeric' })
}

/** A moment in local time, in full, for a text that is read on another day: `22 Nov 2026, 19:56`; empty for null. */
function formatFullMoment(iso: string | null): string {
  if (iso === null) return ''
  const moment = new Date(iso)
  return phrase('{day}, {time}', { day: day(moment, 'numeric'), time: clock(moment) })
}

/** The same with the name of the time zone, for a file that is read elsewhere: `22 Nov 2026, 19:56 UTC`; empty for null. */
function formatZonedMoment(iso: string | null): string {
  if (iso === null) return ''
  const zone = new Intl.DateTimeFormat(locale, { timeZoneName: 'short' }).formatToParts(new Date(iso)).find(({ type }) => type === 'timeZoneName')
  return `${formatFullMoment(iso)}${zone === undefined ? '' : ` ${zone.value}`}`
}

const smallestCountUnit = { name: 'k', size: 1e3 } as const
/** Units of large counts, the largest first. */
const countUnits = [{ name: 'T', size: 1e12 }, { name: 'G', size: 1e9 }, { name: 'M', size: 1e6 }, smallestCountUnit] as const

/**
 * All formats, with `space` between a number and its unit: one that does not break where the page or a report wraps its lines, a plain
 * one in a terminal.
 */
export const formatsWith = (space: string) => ({
  formatCount, formatCounted, formatDate, formatFullMoment, formatLoss, formatMoment, formatNumber, formatRate, formatShape, formatZonedMoment,

  /** A large count, shortened: `61.7 k`, `46.8 M`, `15.5 G`, `1.98 T`; below ten thousand in full. */
  formatCompactCount: (value: number): string => {
    if (value < 10_000) return formatCount(value)
    const { name, size } = countUnits.find((unit) => value >= 0.9995 * unit.size) ?? smallestCountUnit
    return `${significant(value / size, 3)}${space}${name}`
  },

  /** A duration, from seconds: `38 ms`, `0.4 s`, `52 s`, `12.4 min`, `3 h 50 min`, `2 d 4 h`. */
  formatDuration: (seconds: number): string => {
    if (!Number.isFinite(seconds)) return none
    if (seconds > 0 && seconds < 0.0995) return `${Math.max(1, Math.round(seconds * 1e3))}${space}ms`
    if (seconds < 9.95) return phrase('{seconds}{space}s', { seconds: seconds.toFixed(1), space })
    if (seconds < 99.5) return phrase('{seconds}{space}s', { seconds: Math.round(seconds), space })
    if (seconds < 3570) return phrase('{minutes}{space}min', { minutes: (seconds / 60).toFixed(1), space })
    const minutes = Math.round(seconds / 60)
    if (minutes < 48 * 60) return phrase('{hours}{space}h {minutes}{space}min', { hours: Math.floor(minutes / 60), space, minutes: minutes % 60 })
    const hours = Math.round(seconds / 3600)
    return phrase('{days}{space}d {hours}{space}h', { days: Math.floor(hours / 24), space, hours: hours % 24 })
  },

  /** Time of one step or a part of it, from seconds: `0 s`, `90.4 ns`, `452 µs`, `8.42 ms`, `2.97 s`. */
  formatStepTime: (seconds: number): string => {
    const short = timeUnits.find(([, , below]) => seconds > 0 && seconds < below)
    if (!short) return phrase('{seconds}{space}s', { seconds: seconds === 0 ? '0' : threeDigits(seconds), space })
    const [factor, unit] = short
    return `${threeDigits(seconds * factor)}${space}${unit}`
  },

  /** Memory in decimal units: `412 MB`, `1.38 GB`. */
  formatBytes: (bytes: number): string => {
    const unit = byteUnit(bytes)
    return unit.size === 1 ? `${Math.round(bytes)}${space}B` : `${significant(bytes / unit.size, 3)}${space}${unit.name}`
  },

  /** A bandwidth, from bytes per second: `9.43 GB/s`. */
  formatByteRate: (perSecond: number): string => {
    const unit = byteUnit(perSecond)
    return `${significant(perSecond / unit.size, 3)}${space}${unit.name}/s`
  },

  /** A speed of arithmetic, from FLOP per second: `104 GFLOP/s`, `19.5 TFLOP/s`. */
  formatFlopRate: (perSecond: number): string => {
    const unit = flopUnit(perSecond)
    return `${significant(perSecond / unit.size, 3)}${space}${unit.name}`
  },

  /** A fraction of 0 to 1: `87.1 %`. */
  formatPercent: (fraction: number): string => `${(fraction * 100).toFixed(1)}${space}%`,

  /** An exact fraction of 0 to 1, without needless decimals: `10 %`, `0.5 %`. */
  formatShare: (fraction: number): string => `${Number((fraction * 100).toPrecision(2))}${space}%`,

  /** A number on the axis of losses, which a run that diverged stretches to millions and more: `2.5`, `4,000`, `20 k`, `1.5 M`, `2e9`. */
  formatLossTick: (loss: number): string => {
    if (loss < 1e4) return loss.toLocaleString(language, { maximumFractionDigits: 2 })
    if (loss >= 1e9) return inPowers(loss)
    return loss < 1e6 ? `${loss / 1e3}${space}k` : `${loss / 1e6}${space}M`
  },
})

export type Formats = ReturnType<typeof formatsWith>
