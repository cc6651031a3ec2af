// The settings of a run beside those of the preset that they are nearest to.
import { smallBeginning } from '@common/words/within-sentence'
import { settingRows, type SettingRow } from '@common/comparison/setting-rows'
import { formatCounted } from '@common/words/format'
import { listedWords } from '@common/words/listed-words'
import { baseOf } from '@common/words/run-title'
import { phrase } from '@language/phrase'
import type { ReportTable } from '@contract/reports/report-block'
import { settingAt } from '@contract/training/settings/table'
import { paragraph, textColumns } from '../blocks'
import type { RunPart } from './run-part'
import { alwaysThere } from './subject-part'

export const settingsPart: RunPart = {
  missing: alwaysThere,
  blocks: ({ run: { spec }, dataset }) => {
    const base = baseOf(spec)
    const rows = settingRows([spec, base.spec]).map((row) => (row.path === 'dataset.id' ? { ...row, cells: row.cells.map((id) => (id === dataset.id ? dataset.title : id)) } : row))
    return Promise.resolve([paragraph(differenceWords(rows, base.title)), settingsTable(rows, base.title)])
  },
}

/** Settings that a sentence lists; of more it tells the number. */
const mostNamed = 6

/** `Other than in the preset “LeNet with ReLU”: epochs 8 (there 10) and learning rate 0.03 (there 0.1).` */
function differenceWords(rows: readonly SettingRow[], base: string): string {
  const changed = rows.filter(({ differs }) => differs)
  if (changed.length === 0) return phrase('All settings are those of {base}.', { base })
  if (changed.length > mostNamed) return phrase('{changed} differ from {base}; they are strong below.', { changed: formatCounted(changed.length, 'setting'), base })
  const words = changed.map(({ label, cells: [own = '', usual = ''] }) => phrase('{setting} {own} (there {usual})', { setting: smallBeginning(label), own, usual }))
  return phrase('Other than in {base}: {settings}.', { base, settings: listedWords(words) })
}

function settingsTable(rows: readonly SettingRow[], base: string): ReportTable {
  return {
    block: 'table',
    caption: phrase('Settings of the run; strong, with the value that it replaces: what differs from {base}.', { base }),
    columns: textColumns(phrase('Setting'), phrase('Value'), phrase('In place of')),
    rows: rows.map((row) => {
      const [own = '', usual = ''] = row.cells.map((cell) => withUnit(row, cell))
      return [{ text: row.label, ...strong(row.differs) }, { text: own, ...strong(row.differs) }, { text: row.differs ? usual : '' }]
    }),
  }
}

/** A number with the unit that the form has behind it. */
function withUnit({ path }: SettingRow, cell: string): string {
  const { unit } = settingAt(path)
  return unit === undefined || !/^[\d.,]+$/.test(cell) ? cell : `${cell}\u00a0${unit}`
}

const strong = (isStrong: boolean) => (isStrong ? { isStrong } : {})
