// `cnn-lab summary`: the layer table of a network, as the book prints it, with parameters and cost.
import { formatBytes, formatCount, formatShape } from '@common/words/plain-format'
import { resolve } from 'node:path'
import { networkInfo, usualFileSize, type NetworkSettings } from '@contract/models/networks'
import type { LayerTable } from '@contract/models/layer-table'
import type { RunSpec } from '@contract/training/run-spec'
import { datasetInfo } from '../../data/catalogue'
import type { InputShape } from '../../lab/models/layer-tables'
import type { Lab } from '../../lab/lab'
import { sized } from '../flags/image-size'
import { numberOf } from '../flags/number-flag'
import { specFromFlags, type SpecFlags } from '../flags/spec-from-flags'
import { say, sayJson, withLab, type CommandContext, type Output } from '../terminal/command-context'
import { table } from '../terminal/table'
import { UsageError } from '../flags/usage-error'

export interface SummaryFlags extends SpecFlags {
  readonly model: string
  readonly input?: string
  readonly batchSize?: string
  readonly json?: boolean
}

const largestSize = 4096

/** Prints the layer table; `--json`: as one object. */
export async function printSummary(flags: SummaryFlags, context: CommandContext): Promise<void> {
  const input = inputOf(flags.input)
  const batchSize = numberOf(flags.batchSize, '--batch-size') ?? 1
  if (!isSize(batchSize)) throw new UsageError(`--batch-size must be a whole number from 1 to ${largestSize}.`)
  const spec = flags.model.endsWith('.onnx') ? null : specFromFlags(flags)
  await withLab(context, async (lab) => {
    const layers = spec
      ? await tableOf(lab, spec, input, batchSize)
      : await lab.models.layerTableOfFile(resolve(flags.model), input, batchSize)
    if (flags.json) sayJson(context.stdout, layers)
    else say(context.stdout, summaryText(layers, context.stdout))
  })
}

/** @param given null: images of the size that the network is made for, with the channels of the spec's data set */
function tableOf(lab: Lab, { network, dataset }: RunSpec, given: InputShape | null, batchSize: number): Promise<LayerTable> {
  const { channels, classes } = datasetInfo(dataset.id)
  const input = given ?? ownInput(network, channels)
  const [, height, width] = input
  return sized({ network, height, width, flag: '--input' }, () => lab.models.layerTable(network, input, network.kind === 'layers' ? null : classes.length, batchSize))
}

/** The table for people: totals below, as under the book's printout. */
export function summaryText(layers: LayerTable, output?: Output): string {
  const columns = [
    { title: 'layer' },
    { title: 'operator' },
    { title: 'output shape' },
    { title: 'parameters', align: 'right' },
    { title: 'multiply-adds', align: 'right' },
    { title: 'output size', align: 'right' },
  ] as const
  const rows = layers.rows.map((row) => [
    row.name,
    row.operator,
    formatShape(row.outputShape),
    row.parameters === 0 ? '' : formatCount(row.parameters),
    row.macs === 0 ? '' : formatCount(row.macs),
    formatBytes(row.activationBytes),
  ])
  const totals = ['total', '', '', formatCount(layers.parameters), formatCount(layers.macs), formatBytes(layers.activationBytes)]
  return `${layers.model}, input ${formatShape(layers.inputShape)}\n\n${table(columns, rows, { totals, output })}`
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
  throw new UsageError(`--input takes channels, height and width such as 1x224x224, not "${text}".`)
}

function isSize(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= largestSize
}
