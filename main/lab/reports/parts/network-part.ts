// The network of a run: a diagram, and a table of layers with output shapes, parameters and multiply-adds.
import { clauses, sentences } from '@common/words/listed-words'
import { boxesOf, imagesBox, type Box } from '@common/diagram/boxes'
import { attributeLine } from '@common/layers/attribute-text'
import { kindWords } from '@common/layers/kind-words'
import { layerCatalogue } from '@common/layers/layer-catalogue'
import { formatBytes, formatCompactCount, formatCount, formatCounted, formatPercent, formatShape } from '@common/words/format'
import { baseOf, titleOf } from '@common/words/run-title'
import { phrase } from '@language/phrase'
import type { LayerKind, LayerRecord } from '@contract/models/layers/layer'
import { layerGroups, layerGroupTitles, type LayerRow, type NetworkAnalysis } from '@contract/models/network-analysis'
import { networkTitle } from '@contract/models/networks'
import type { ReportBlock, ReportCell, ReportDiagram, ReportTable } from '@contract/reports/report-block'
import type { RunSpec } from '@contract/training/run-spec'
import { folded, numberColumns, paragraph, textColumns } from '../blocks'
import type { ReportedRun } from './reported-run'
import type { RunPart } from './run-part'
import { alwaysThere } from './subject-part'

/** Boxes up to which the diagram stands open, and layers up to which the table does. */
const [openBoxes, openLayers] = [24, 40]

/** Boxes of the largest diagram that a page has room for. */
const mostBoxes = 80

export const networkPart: RunPart = {
  missing: alwaysThere,
  shared: {
    key: ({ run: { spec } }) => JSON.stringify([shapeOf(spec), spec.preprocessing, spec.dataset.id]),
    title: ({ run: { spec } }) => titleOf({ ...baseOf(spec).spec, network: shapeOf(spec), preprocessing: spec.preprocessing }),
  },
  blocks: async (reported) => {
    const analysis = await reported.analysis()
    const diagram = await diagramOf(reported, analysis)
    return [
      paragraph(sentence(reported, analysis)),
      ...(diagram.boxes.length > mostBoxes ? [] : diagram.boxes.length > openBoxes ? [{ block: 'details', summary: phrase('Diagram of the network'), blocks: [diagram] } as const satisfies ReportBlock] : [diagram]),
      folded(layerTable(analysis), openLayers, phrase('All {rows}', { rows: formatCounted(analysis.rows.length, 'layer') })),
    ]
  },
}

/** Without the initialisation, which changes neither layers nor costs. */
function shapeOf(spec: RunSpec): RunSpec['network'] {
  const [network, base] = [spec.network, baseOf(spec).spec.network]
  return network.kind === 'zoo' && base.kind === 'zoo' ? { ...network, initializer: base.initializer, initializerScale: base.initializerScale } : network
}

function sentence({ run }: ReportedRun, { inputShape, total, groups }: NetworkAnalysis): string {
  const { parameters, passes: { forward } } = total
  const share = (part: number, all: number): string => (all === 0 ? '' : phrase(' ({part} of them in convolutions)', { part: formatPercent(part / all) }))
  return sentences([
    phrase('{network} takes images of {shape} and has {parameters}{share}.', { network: networkTitle(run.spec.network), shape: formatShape(inputShape.slice(1)), parameters: formatCounted(parameters, 'trainable parameter'), share: share(groups.convolution.parameters, parameters) }),
    phrase('One image takes {multiplyAdds} multiply-adds{share} on its way forward.', { multiplyAdds: formatCompactCount(forward.multiplyAdds), share: share(groups.convolution.passes.forward.multiplyAdds, forward.multiplyAdds) }),
  ])
}

/** Nothing in the place of a zero, which most layers have in most columns. */
const countOrNothing = (value: number): ReportCell => ({ text: value === 0 ? '' : formatCount(value), value })

function layerTable({ rows, total, groups }: NetworkAnalysis): ReportTable {
  const figures = ({ parameters, passes, activationBytes }: Pick<LayerRow, 'parameters' | 'passes' | 'activationBytes'>): readonly ReportCell[] =>
    [countOrNothing(parameters), countOrNothing(passes.forward.multiplyAdds), { text: formatBytes(activationBytes), value: activationBytes }]
  const known = layerGroups.filter((name) => rows.some(({ group }) => group === name))
  return {
    block: 'table',
    caption: phrase('Layers in the order of computation; shapes, multiply-adds and outputs are of one image.'),
    columns: [...textColumns(phrase('Layer'), phrase('Kind'), phrase('Output shape')), ...numberColumns(phrase('Parameters'), phrase('Multiply-adds'), phrase('Output size'))],
    rows: [
      ...rows.map((row) => [{ text: row.name }, { text: kindWords(row.kind) }, { text: formatShape(row.outputShape.slice(1)) }, ...figures(row)]),
      [{ text: phrase('total') }, { text: '' }, { text: '' }, ...figures(total)],
      ...known.map((name) => [{ text: phrase('of these {group}', { group: layerGroupTitles[name] }) }, { text: '' }, { text: '' }, ...figures(groups[name])]),
    ],
    totals: [rows.length],
  }
}

async function diagramOf({ run, dataset }: ReportedRun, { inputShape, rows }: NetworkAnalysis): Promise<ReportDiagram> {
  const { boxes, edges } = boxesOf(rows)
  const records = await recordsOf(run.spec.network, dataset)
  const images = { id: imagesBox, title: phrase('Images'), detail: formatShape(inputShape.slice(1)), kind: 'input' as const }
  return {
    block: 'diagram',
    caption: phrase('{network}, with the shape of what each layer puts out.', { network: networkTitle(run.spec.network) }),
    alternative: phrase('The network from the images down: {boxes}.', { boxes: clauses(boxes.map((box) => boxTitle(box, records))) }),
    boxes: [images, ...boxes.map((box) => ({ id: box.id, title: boxTitle(box, records), detail: formatShape((box.rows.at(-1)?.outputShape ?? []).slice(1)), kind: kindOf(box) }))],
    arrows: edges.map(([from, to]) => [from, to]),
  }
}

/** The list of layers of a network, by which they are named; null: from a file, whose layers are known by their operators alone. */
async function recordsOf(network: ReportedRun['run']['spec']['network'], { channels, height, width, classes }: ReportedRun['dataset']): Promise<readonly LayerRecord[] | null> {
  if (network.kind === 'file') return null
  if (network.kind === 'layers') return network.listing.layers
  const { zooListing } = await import('../../../networks/zoo/zoo-listing')
  return zooListing(network.model, { ...network, classes: classes.length }, [channels, height, width]).layers
}

/** The layers of a box in a few words: `Convolution 96, 11×11, stride 4 + ReLU`. */
const boxTitle = ({ rows }: Box, records: readonly LayerRecord[] | null): string => rows.map((row) => wordsOf(row, records)).join(' + ')

function wordsOf({ kind, name, path }: LayerRow, records: readonly LayerRecord[] | null): string {
  const entry = (layerCatalogue as Partial<typeof layerCatalogue>)[kind as LayerKind]
  const record = records === null || path === null ? undefined : (at(records, path) as LayerRecord | undefined)
  if (!entry) return name
  if (!record) return entry.title
  const line = attributeLine({ ...record, bias: undefined, initialBias: undefined }) // a diagram can do without these
  return line === '' ? entry.title : `${entry.title} ${line}`
}

const at = (value: unknown, path: readonly (string | number)[]): unknown => path.reduce<unknown>((part, name) => (part as Readonly<Record<string | number, unknown>> | undefined)?.[name], value)

function kindOf({ rows }: Box): ReportDiagram['boxes'][number]['kind'] {
  const weighing = rows.find(({ group }) => group !== 'other')
  if (weighing?.group === 'convolution' || weighing?.group === 'fullyConnected') return weighing.group
  return rows.some(({ kind }) => /pool/i.test(kind)) ? 'pooling' : 'other'
}
