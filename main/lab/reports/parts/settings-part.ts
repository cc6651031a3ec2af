// The settings of a run beside those of the preset that they are nearest to.
import { settingRows, type SettingRow } from '@common/comparison/setting-rows'
import { formatCounted } from '@common/words/format'
import { listedWords } from '@common/words/listed-words'
import { baseOf } from '@common/words/run-title'
import type { ReportTable } from '@contract/reports/report-block'
import { paragraph, textColumns } from '../blocks'
import type { RunPart } from './run-part'
import { alwaysThere } from './subject-part'

export const settingsPart: RunPart = {
  missing: alwaysThere,
  blocks: ({ run: { spec } }) => {
    const base = baseOf(spec)
    const rows = settingRows([spec, base.spec])
    return Promise.resolve([paragraph(differenceWords(rows, base.title)), settingsTable(rows, base.title)])
  },
}

/** Labels that a sentence lists; of more it tells the number. */
const mostNamed = 6

function differenceWords(rows: readonly SettingRow[], base: string): string {
  const changed = rows.filter(({ differs }) => differs).map(({ label }) => label.charAt(0).toLowerCase() + label.slice(1))
  if (changed.length === 0) return `All settings are those of ${base}.`
  const names = changed.length > mostNamed ? formatCounted(changed.length, 'setting') : listedWords(changed)
  return `Other than in ${base}: ${names}. The rest is the same.`
}

function settingsTable(rows: readonly SettingRow[], base: string): ReportTable {
  return {
    block: 'table',
    caption: `Settings of the run; strong, with the value that it replaces: what differs from ${base}.`,
    columns: textColumns('Setting', 'Value', 'Else'),
    rows: rows.map(({ label, cells: [own = '', usual = ''], differs }) => [{ text: label, ...strong(differs) }, { text: own, ...strong(differs) }, { text: differs ? usual : '' }]),
  }
}

const strong = (isStrong: boolean) => (isStrong ? { isStrong } : {})
