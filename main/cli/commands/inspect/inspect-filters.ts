// `--what filters` and `spectra`: the kernels of a convolution as a mosaic, or what frequencies they let through.
import { countLooks } from '@common/inspection/filter-look'
import { kernelMosaic, type KernelValues } from '@common/inspection/filter-pictures'
import { lookSentence, mosaicCaption } from '@common/inspection/filter-words'
import { areWhole, kernelAt, kernelNorms, kernelOrders, kernelsOf, ordered, spectra, type Kernels } from '@common/inspection/kernels'
import { cellScales } from '@common/inspection/mosaic'
import { squareColumns } from '@common/pictures/picture-grid'
import { formatCounted, formatShape } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { FilterLayer } from '@contract/inspection/filters'
import { choiceOf } from '../../flags/choice'
import type { Output } from '../../terminal/command-context'
import { table } from '../../terminal/table'
import type { Asked, Inspected, Inspection } from './inspection'
import { namedLayer } from './named-layer'

/** Shade between the kernels: darker than the grey of zero, brighter than black. */
const ground = 96

export const inspectFilters: Inspection = (asked) => mosaicOfKernels(asked, 'weights')
export const inspectSpectra: Inspection = (asked) => mosaicOfKernels(asked, 'magnitudes')

const titles: Readonly<Record<KernelValues, string>> = { weights: phrase('Filters'), magnitudes: phrase('Spectra of the filters') }

async function mosaicOfKernels({ lab, named: { network, words }, flags, output }: Asked, values: KernelValues): Promise<Inspected> {
  const [scale, order] = [choiceOf(flags.scale, cellScales, '--scale'), choiceOf(flags.order, kernelOrders, '--order')]
  const layers = await lab.inspection.filterLayers(network)
  const { layer } = namedLayer(layers, flags.layer, phrase('convolution'))
  const weights = await lab.inspection.filters(network, layer)
  const { shape } = weights
  const choice = areWhole(shape) ? ({ of: 'filters' } as const) : ({ of: 'channel', channel: 0 } as const)
  const filters = ordered(kernelsOf(weights, choice), order)
  const kernels = values === 'weights' ? filters : spectra(filters)
  const { picture, full } = kernelMosaic(kernels, { values, scale, columns: squareColumns(kernels.numbers.length), ground })
  const isFirst = layer === layers[0]?.layer && values === 'weights'
  return {
    title: phrase('{values} of {layer}', { values: titles[values], layer }),
    caption: mosaicCaption({ layer, title: words, shape, choice, values, scale, order, full }),
    alternative: phrase('{filters} of {layer} as small pictures in rows.', { filters: formatCounted(shape[0], 'filter'), layer }),
    picture,
    text: [...(isFirst ? [lookSentence(countLooks(filters), shape[1])] : []), ...(layers.length > 1 ? [layerTable(layers, layer, output)] : [])].join('\n'),
    data: { layer, scale, order, filters: kernels.numbers, kernel: [kernels.channels, kernels.height, kernels.width], values: kernels.values, shape, weights: weights.values },
    table: { head: ['filter', 'norm', ...Array.from({ length: kernels.channels * kernels.height * kernels.width }, (_, place) => valueName(kernels, place))], rows: rowsOf(kernels) },
  }
}

function layerTable(layers: readonly FilterLayer[], shown: string, output: Output): string {
  const rows = layers.map(({ layer, shape: [filters, channels, height, width] }) => [layer, String(filters), String(channels), formatShape([height, width]), layer === shown ? phrase('shown') : ''])
  return table([{ title: phrase('convolution') }, { title: phrase('filters'), align: 'right' }, { title: phrase('channels'), align: 'right' }, { title: phrase('pixels') }, { title: '' }], rows, { output })
}

/** `0 1`: row and column; of colour with the channel before them. */
function valueName({ channels, height, width }: Kernels, place: number): string {
  const [channel, row, column] = [Math.floor(place / height / width), Math.floor(place / width) % height, place % width]
  return channels === 1 ? `${row} ${column}` : `${channel} ${row} ${column}`
}

function* rowsOf(kernels: Kernels): Iterable<readonly unknown[]> {
  const norms = kernelNorms(kernels)
  for (const [place, number] of kernels.numbers.entries()) yield [number, norms[place], ...kernelAt(kernels, place)]
}
