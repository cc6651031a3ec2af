// `cnn-lab summary`: the layers of a network, as the book prints them, with parameters and cost.
import { kindWords } from '@common/layers/kind-words'
import { bytesOf, stepCost } from '@common/layers/step-cost'
import { knownDevices, roofOf } from '@common/roofline/known-devices'
import { roofOfMeasured } from '@common/roofline/measured-roof'
import { workOf } from '@common/roofline/network-work'
import { withCommas } from '@common/words/listed-words'
import { formatBytes, formatCompactCount, formatCount, formatFullMoment, formatPercent, formatShape } from '@common/words/plain-format'
import { resolve } from 'node:path'
import { phrase } from '@language/phrase'
import { deviceNames, type DeviceName } from '@contract/devices/devices'
import { networkInfo, usualFileSize, type NetworkSettings } from '@contract/models/networks'
import { layerGroups, layerGroupTitles, plainAnalysis, type AnalysisSettings, type LayerRow, type MemoryTimeline, type NetworkAnalysis } from '@contract/models/network-analysis'
import { precisionNames, type PrecisionName } from '@contract/training/precision'
import type { RunSpec } from '@contract/training/run-spec'
import { datasetInfo } from '../../data/catalogue'
import type { InputShape } from '../../lab/models/network-analyses'
import type { Lab } from '../../lab/lab'
import { choiceOf } from '../flags/choice'
import { sized } from '../flags/image-size'
import { asksLab, namesFile, networkOfLab } from '../flags/lab-network'
import { numberOf } from '../flags/number-flag'
import { specFromFlags, type SpecFlags } from '../flags/spec-from-flags'
import { say, sayJson, withLab, type CommandContext, type Output } from '../terminal/command-context'
import { predictionOf, predictionText, type RoofedDevice } from '../terminal/roofline-text'
import { table } from '../terminal/table'
import { UsageError } from '../flags/usage-error'

export interface SummaryFlags extends SpecFlags {
  readonly model: string
  readonly input?: string
  readonly batchSize?: string
  /** A device to predict the time of every layer on. */
  readonly device?: string
  readonly precision?: string
  /** Whether the cost of a training step is told pass by pass. */
  readonly training?: boolean
  readonly json?: boolean
}

const largestSize = 4096

/** Prints the layers, and with a device what it is predicted to make of them; `--json`: the whole analysis as one object. */
export async function printSummary({ device, precision: wanted, ...flags }: SummaryFlags, context: CommandContext): Promise<void> {
  const input = inputOf(flags.input)
  const batchSize = numberOf(flags.batchSize, '--batch-size') ?? 1
  if (!isSize(batchSize)) throw new UsageError(phrase('{flag} must be a whole number from 1 to {most}.', { flag: '--batch-size', most: largestSize }))
  const precision = wanted === undefined ? 'float32' : choiceOf(wanted, precisionNames, '--precision')
  const settings = { ...plainAnalysis, precision }
  const id = device === undefined ? null : choiceOf(device, [...deviceNames, ...knownDevices.map((known) => known.id)], '--device')
  const known = asksLab(flags) ? null : specFromFlags(flags)
  await withLab(context, async (lab) => {
    const spec = known ?? (namesFile(flags) ? null : specFromFlags(flags, await networkOfLab(lab, flags)))
    const analysis = spec
      ? await analysisOf(lab, spec, input, batchSize, settings)
      : await lab.models.analyzeFile(resolve(flags.model), input, batchSize, settings)
    const prediction = id === null ? null : predictionOf(workOf(analysis, precision), await roofedDevice(lab, id, precision))
    if (flags.json) sayJson(context.stdout, prediction ? { ...analysis, prediction } : analysis)
    else say(context.stdout, summaryText(analysis, { training: flags.training ?? false, output: context.stdout }), ...(prediction ? ['', predictionText(prediction, context.stdout)] : []))
  })
}

/** A device of this machine as it was measured, which is done where it was not yet; else a known one by its vendor's figures. */
async function roofedDevice(lab: Lab, id: string, precision: PrecisionName): Promise<RoofedDevice> {
  const known = knownDevices.find((candidate) => candidate.id === id)
  if (known) return { name: withCommas([known.name, String(known.year)]), roof: roofOf(known, precision), source: known.source }
  const measured = await lab.devices.deviceRoof(id as DeviceName, false)
  return { name: measured.title, roof: roofOfMeasured(measured), source: phrase('Measured on this machine, {moment}.', { moment: formatFullMoment(measured.measuredAt) }) }
}

/** @param given null: images of the size that the network is made for, with the channels of the spec's data set */
function analysisOf(lab: Lab, { network, dataset }: RunSpec, given: InputShape | null, batchSize: number, settings: AnalysisSettings): Promise<NetworkAnalysis> {
  const { channels, classes } = datasetInfo(dataset.id)
  const input = given ?? ownInput(network, channels)
  const [, height, width] = input
  const question = { network, input: [...input] as [number, number, number], classes: network.kind === 'layers' ? null : classes.length, batchSize, settings }
  return sized({ network, height, width, flag: '--input' }, () => lab.models.analyzeNetwork(question))
}

export interface SummaryOptions {
  readonly training?: boolean
  readonly output?: Output
}

interface SummaryColumn {
  readonly title: string
  readonly cell: (row: Pick<LayerRow, 'parameters' | 'activationBytes' | 'passes'>) => string
  readonly canBeSpared: boolean
}

/** Nothing in the place of a zero, which most layers have in most columns. */
const countOrNothing = (count: number, format: (count: number) => string): string => (count === 0 ? '' : format(count))

const parameters: SummaryColumn = { title: phrase('parameters'), cell: (row) => countOrNothing(row.parameters, formatCount), canBeSpared: false }

/** What is told of each layer and of all. */
const columnsOfUse: readonly SummaryColumn[] = [
  parameters,
  { title: phrase('multiply-adds'), cell: ({ passes }) => countOrNothing(passes.forward.multiplyAdds, formatCount), canBeSpared: false },
  { title: phrase('output size'), cell: ({ activationBytes }) => formatBytes(activationBytes), canBeSpared: false },
]

/** Floating-point operations of every pass of a training step, and the bytes that it has to move. */
const columnsOfTraining: readonly SummaryColumn[] = [
  { ...parameters, canBeSpared: true },
  ...([['forward', phrase('forward')], ['inputGradient', phrase('input gradient')], ['weightGradient', phrase('weight gradient')], ['update', phrase('update § of the parameters')]] as const).map(
    ([pass, title]): SummaryColumn => ({ title, cell: ({ passes }) => countOrNothing(passes[pass].flops, formatCompactCount), canBeSpared: false }),
  ),
  {
    title: phrase('bytes moved'),
    cell: ({ passes }) => countOrNothing(bytesOf(stepCost(passes)), formatBytes),
    canBeSpared: true,
  },
]

/** The layers for people: totals below, as under the book's printout, then what convolutions and fully connected layers take of them. */
export function summaryText(analysis: NetworkAnalysis, { training = false, output }: SummaryOptions = {}): string {
  const { model, inputShape, rows, total } = analysis
  const chosen = training ? columnsOfTraining : columnsOfUse
  const columns = [
    { title: phrase('layer') },
    { title: phrase('kind') },
    { title: phrase('output shape') },
    ...chosen.map(({ title, canBeSpared }) => ({ title, align: 'right', canBeSpared }) as const),
  ]
  const cells = rows.map((row) => [row.name, kindWords(row.kind), formatShape(row.outputShape), ...chosen.map(({ cell }) => cell(row))])
  const totals = [phrase('total'), '', '', ...chosen.map(({ cell }) => cell(total))]
  return [
    phrase('{network}, input {shape}', { network: model, shape: formatShape(inputShape) }),
    '',
    ...(training ? [phrase('FLOPs of a training step, two for each multiply-add:'), ''] : []),
    table(columns, cells, { totals, output }),
    '',
    sharesText(analysis),
    memoryText(analysis, training),
  ].join('\n')
}

/** `convolutions: 8.0 % of the parameters, 95.4 % of the multiply-adds`, a line for each group. */
function sharesText({ groups, total }: NetworkAnalysis): string {
  const share = (part: number, whole: number): string => formatPercent(whole === 0 ? 0 : part / whole)
  return layerGroups
    .map((group) => {
      const { parameters, passes } = groups[group]
      return phrase('{layers}: {parameters} of the parameters, {multiplyAdds} of the multiply-adds', { layers: layerGroupTitles[group], parameters: share(parameters, total.parameters), multiplyAdds: share(passes.forward.multiplyAdds, total.passes.forward.multiplyAdds) })
    })
    .join('\n')
}

const passTitles = { forward: phrase('forward'), backward: phrase('backward'), update: phrase('update § of the parameters') } as const

/** The least memory, and the layer and pass that need it. */
function memoryText({ rows, memory }: NetworkAnalysis, training: boolean): string {
  const place = ({ events, peak }: MemoryTimeline): string => {
    const event = events[peak]
    return event?.row == null ? passTitles.update : [rows[event.row]?.name ?? '', passTitles[event.pass]].join(phrase(', '))
  }
  const values = (timeline: MemoryTimeline) => ({ bytes: formatBytes(timeline.peakBytes), place: place(timeline) })
  return [phrase('memory in use: at least {bytes} ({place})', values(memory.inference)), ...(training ? [phrase('memory in training: at least {bytes} ({place})', values(memory.training))] : [])].join('\n')
}

/** The input shape that a network is made for. */
function ownInput(network: NetworkSettings, channels: number): InputShape {
  if (network.kind === 'layers') return network.listing.input
  const inputSize = networkInfo(network).inputSize ?? usualFileSize
  return [channels, inputSize, inputSize]
}

/** `1x224x224`, or as tables write it `1×224×224`: channels, height, width; null where not given. */
function inputOf(text: string | undefined): InputShape | null {
  if (text === undefined) return null
  const match = /^(\d+)[x×](\d+)[x×](\d+)$/.exec(text)
  const [channels = 0, height = 0, width = 0] = match?.slice(1).map(Number) ?? []
  if ([channels, height, width].every(isSize)) return [channels, height, width]
  throw new UsageError(phrase('--input takes channels, height and width such as 1x224x224, not "{text}".', { text }))
}

function isSize(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= largestSize
}
