// `--what history`: the first convolution's filters before training and at the end of epochs, a row an epoch.
import { kernelMosaic, largestOf } from '@common/inspection/filter-pictures'
import { areWhole, kernelAt, kernelNorms, kernelsOf } from '@common/inspection/kernels'
import { mapFigure } from '@common/inspection/explanation-map'
import { listedWords } from '@common/words/listed-words'
import { formatCounted } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { FilterHistory } from '@contract/inspection/filters'
import { LabError } from '@contract/problem'
import { UsageError } from '../../flags/usage-error'
import { table } from '../../terminal/table'
import type { Inspection } from './inspection'

/** Epochs and filters that are drawn at most. */
const [mostRows, mostColumns] = [12, 32]

/** Shade between the kernels. */
const ground = 96

export const inspectHistory: Inspection = async ({ lab, named: { network }, output }) => {
  if (network.of !== 'run') throw new UsageError(phrase('--what history is about a run.'))
  const history = await lab.inspection.filterHistory(network.runId)
  if (!history) throw new LabError('inspect/no-history', phrase('Run {run} has kept no filters: it has no convolution, or is older than this version.', { run: network.runId }), phrase('Choose another run.'))
  const { layer, shape, epochs } = history
  const [filters, , height, width] = shape
  const rows = shownRows(epochs.length)
  const shown = Math.min(filters, mostColumns)
  const kernels = rows.map((row) => firstOf(historyAt(history, row), shown))
  const [first] = kernels
  const values = Float32Array.from(kernels.flatMap((one) => [...one.values]))
  const { picture, full } = kernelMosaic(
    { channels: first?.channels ?? 1, height, width, values, numbers: Array.from({ length: rows.length * shown }, (_, place) => place) },
    { values: 'weights', scale: 'common', full: largestOf(values), columns: shown, ground },
  )
  const norms = epochs.map((epoch, row) => [String(epoch), mapFigure(meanNorm(history, row))])
  const kernelsShown = shown < filters ? phrase('the first {shown} of {filters}', { shown, filters: formatCounted(filters, 'filter') }) : formatCounted(filters, 'filter')
  const channel = areWhole(shape) ? '' : phrase(', the first channel of each')
  return {
    title: phrase('Filters of {layer} over the epochs', { layer }),
    caption: phrase('{run}: {filters} of {layer}{channel}, a row an epoch: {epochs}. Black {least}, grey 0, white {most}.', { run: network.runId, filters: kernelsShown, layer, channel, epochs: listedWords(rows.map((row) => (epochs[row] === 0 ? phrase('before training') : String(epochs[row])))), least: mapFigure(-full), most: mapFigure(full) }),
    alternative: phrase('The filters of {layer} as small pictures, a row for each of {rows} epochs.', { layer, rows: rows.length }),
    picture,
    text: table([{ title: phrase('epoch'), align: 'right' }, { title: phrase('mean norm of a filter'), align: 'right' }], norms, { output }),
    data: { ...history },
    table: { head: ['epoch', 'filter', 'norm', ...Array.from({ length: kernelSize(history) }, (_, place) => `value ${place}`)], rows: rowsOf(history) },
  }
}

/** So many rows, evenly chosen, the first and the last among them. */
function shownRows(count: number): readonly number[] {
  const rows = Math.min(count, mostRows)
  return Array.from({ length: rows }, (_, place) => (rows === 1 ? 0 : Math.round((place * (count - 1)) / (rows - 1))))
}

function historyAt({ shape, values }: FilterHistory, row: number): ReturnType<typeof kernelsOf> {
  const size = shape.reduce((product, length) => product * length, 1)
  return kernelsOf({ shape, values: values.subarray(row * size, (row + 1) * size) }, areWhole(shape) ? { of: 'filters' } : { of: 'channel', channel: 0 })
}

const firstOf = (kernels: ReturnType<typeof kernelsOf>, count: number): ReturnType<typeof kernelsOf> => ({ ...kernels, numbers: kernels.numbers.slice(0, count), values: kernels.values.subarray(0, (kernels.values.length / kernels.numbers.length) * count) })

function meanNorm(history: FilterHistory, row: number): number {
  const norms = kernelNorms(historyAt(history, row))
  return norms.reduce((sum, norm) => sum + norm, 0) / norms.length
}

const kernelSize = ({ shape: [, channels, height, width] }: FilterHistory): number => (channels === 3 ? 3 : 1) * height * width

function* rowsOf(history: FilterHistory): Iterable<readonly unknown[]> {
  for (const [row, epoch] of history.epochs.entries()) {
    const kernels = historyAt(history, row)
    const norms = kernelNorms(kernels)
    for (const number of kernels.numbers) yield [epoch, number, norms[number], ...kernelAt(kernels, number)]
  }
}
