// Numbers in fields, as people write them.
import type { Setting } from '@contract/training/settings/setting'
import { settingAt, type SettingPath } from '@contract/training/settings/table'

/** Commas and semicolons of a Chinese keyboard as those of others. */
export const withNarrowSigns = (text: string): string => text.replaceAll(/[，、]/g, ',').replaceAll('；', ';')

/** A whole number, also written `60,000` or `60 000`; NaN where the text is none. */
function readCount(text: string): number {
  const digits = text.trim().replace(/(?<=\d)[,\s](?=\d{3}(\D|$))/g, '')
  return digits === '' ? Number.NaN : Number(digits)
}

/** A number such as `0.01`, `1e-2` or `0,01`; NaN where the text is none. */
function readDecimal(text: string): number {
  const trimmed = text.trim().replace(/^(\d*),(\d+)$/, '$1.$2')
  return trimmed === '' ? Number.NaN : Number(trimmed)
}

/** The number of a kind in a field, NaN where there is none. */
export const readNumberOf = (kind: Setting['kind'], text: string): number => (kind === 'count' ? readCount(text) : readDecimal(text))

/** The number in a setting's field, NaN where there is none. */
export function readNumber(path: SettingPath, text: string): number {
  return readNumberOf(settingAt(path).kind, text)
}

/** The numbers of a list, NaN for each that is none: `0.5, 0.4`, `0.5 0.4`, and with decimal commas `0,5; 0,4`. */
export function readNumbers(text: string): number[] {
  const trimmed = withNarrowSigns(text).trim()
  return trimmed.split(trimmed.includes(';') ? ';' : /\s*,\s*|\s+/).map(readDecimal)
}
