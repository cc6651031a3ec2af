// `cnn-lab models`: the networks of the zoo, own networks with their history, and those of ONNX files.
import { shellWord } from '@common/words/shell-word'
import { attributeLine } from '@common/layers/attribute-text'
import { layerCatalogue } from '@common/layers/layer-catalogue'
import { formatCount, formatCounted, formatFullMoment, formatShape } from '@common/words/plain-format'
import { problemSentence } from '@common/words/problem-sentence'
import { withinSentence } from '@common/words/within-sentence'
import { enumeration, titled, withRemark } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import { initializerTitles } from '@contract/models/initializers'
import type { LayerRecord } from '@contract/models/layers/layer'
import type { NetworkListing } from '@contract/models/layers/listing'
import type { ImportReport, NodeFinding } from '@contract/models/network-file'
import type { NetworkSummary } from '@contract/models/own-network'
import { familyTitles, modelNameSchema, models } from '@contract/models/zoo'
import { resolve } from 'node:path'
import { datasets } from '../../data/catalogue'
import type { Lab } from '../../lab/lab'
import { countOf } from '../flags/count-flag'
import { ownName } from '../flags/lab-network'
import { listingFromFile } from '../flags/listing-file'
import type { JsonFlag } from '../flags/shared-options'
import { say, sayJson, sayOnOneLine, withLab, type CommandContext } from '../terminal/command-context'
import { table } from '../terminal/table'

export interface ShowFlags extends JsonFlag {
  readonly revision?: string
}

export interface SaveFlags extends JsonFlag {
  readonly name?: string
}

/** Largest number that `--revision` and `models restore` take. */
const largestNumber = 1_000_000_000

/** Lists all networks; `--json`: one object a line, with its `kind`: `zoo`, `own` or `file`. */
export async function listModels(json: boolean, context: CommandContext): Promise<void> {
  await withLab(context, async (lab) => {
    const [own, files] = await Promise.all([lab.ownNetworks.ownNetworks(), lab.networkFiles.importedNetworks()])
    if (json) {
      for (const network of models) sayJson(context.stdout, { kind: 'zoo', ...network, programTitle: undefined })
      for (const network of own) sayJson(context.stdout, { kind: 'own', ...network })
      for (const network of files) sayJson(context.stdout, { kind: 'file', ...network })
      return
    }
    const rows = [
      ...models.map(({ name, family, inputSize, choices, description }) => [name, familyTitles[family], formatShape([1, inputSize, inputSize]), Object.keys(choices).join(', '), description]),
      ...own.map((network) => [network.name, phrase('Own networks'), formatShape(network.input), '', ownDescription(network)]),
      ...files.map(({ name, channels, height, width, classes }) => [name, phrase('Files'), [channels, height, width].map((size) => size ?? '?').join('×'), '', phrase('{classes} classes', { classes })]),
    ]
    const columns = [{ title: phrase('network') }, { title: phrase('family') }, { title: phrase('input'), align: 'right' as const }, { title: phrase('choices') }, { title: phrase('description') }]
    say(context.stdout, table(columns, rows, { output: context.stdout }))
  })
}

function ownDescription({ revision, savedAt, layers, parameters }: NetworkSummary): string {
  const size = parameters === null ? phrase('layers do not fit together') : phrase('{parameters} parameters', { parameters: formatCount(parameters) })
  return phrase('revision {revision} of {savedAt}: {layers}, {size}', { revision, savedAt: formatFullMoment(savedAt), layers: formatCounted(layers, 'layer'), size })
}

/** Prints the layers of a network, and the history of an own one; `--json`: its list of layers. */
export async function showModel(name: string, { revision, json = false }: ShowFlags, { stdout, ...context }: CommandContext): Promise<void> {
  await withLab({ stdout, ...context }, async (lab) => {
    const zoo = modelNameSchema.safeParse(name)
    const listing = zoo.success ? await listingOfZoo(lab, zoo.data) : await listingOfOwn(lab, await ownName(lab, name), revision)
    if (json) {
      sayJson(stdout, listing)
      return
    }
    say(stdout, phrase('{network}, input {input}, weights {initializer}', { network: listing.name, input: formatShape(listing.input), initializer: initializerTitles[listing.initializer] }), '', ...layerLines(listing.layers, ''))
    if (zoo.success) return
    const history = await lab.ownNetworks.networkHistory(listing.name)
    const rows = history.map((entry) => [String(entry.revision), formatFullMoment(entry.savedAt), String(entry.layers), entry.parameters === null ? '' : formatCount(entry.parameters)])
    const right = (title: string) => ({ title, align: 'right' as const })
    say(stdout, '', table([right(phrase('revision')), { title: phrase('saved § moment of a revision') }, right(phrase('layers')), right(phrase('parameters'))], rows, { output: stdout }))
  })
}

/** A network of the zoo as it is for the bundled data set. */
function listingOfZoo(lab: Lab, model: (typeof models)[number]['name']): Promise<NetworkListing> {
  const [dataset] = datasets()
  const { inputSize } = models.find((candidate) => candidate.name === model) ?? { inputSize: 1 }
  return lab.ownNetworks.zooListing(model, {}, [dataset?.channels ?? 1, inputSize, inputSize], dataset?.classes.length ?? 1)
}

async function listingOfOwn(lab: Lab, name: string, revision: string | undefined): Promise<NetworkListing> {
  return (await lab.ownNetworks.ownNetwork(name, revision === undefined ? null : countOf(revision, '--revision', largestNumber))).listing
}

/** Layers line by line, numbered as messages name them; those of blocks stand further right. */
function layerLines(layers: readonly LayerRecord[], indent: string): readonly string[] {
  return layers.flatMap((record, index) => {
    const line = `${indent}${String(index + 1).padStart(3)}  ${layerCatalogue[record.layer].title}`
    const inner = `${indent}     `
    switch (record.layer) {
      case 'residual':
        return [line, ...layerLines(record.layers, inner), ...(record.shortcut.length > 0 ? [`${inner}${phrase('shortcut § of a residual block')}`, ...layerLines(record.shortcut, inner)] : [])]
      case 'parallel':
        return [line, ...record.branches.flatMap((branch, number) => [`${inner}${phrase('branch {number}', { number: number + 1 })}`, ...layerLines(branch, inner)])]
      default: {
        const attributes = attributeLine(record)
        return [attributes === '' ? line : `${line} ${attributes}`]
      }
    }
  })
}

/** Saves a file of layers as an own network; `--json`: the summary of its revision. */
export async function saveModel(file: string, { name, json = false }: SaveFlags, context: CommandContext): Promise<void> {
  const listing = listingFromFile(file, file)
  await withLab(context, async (lab) => {
    const saved = await lab.ownNetworks.saveNetwork({ ...listing, name: name ?? listing.name })
    if (json) sayJson(context.stdout, saved)
    else say(context.stdout, phrase('Saved: {network}, revision {revision}. Train it by: {command}', { network: saved.name, revision: saved.revision, command: `${context.command} train --model ${shellWord(saved.name)}` }))
  })
}

export async function renameModel(network: string, name: string, context: CommandContext): Promise<void> {
  await withLab(context, async (lab) => {
    const before = await ownName(lab, network)
    const renamed = await lab.ownNetworks.renameNetwork(before, name)
    say(context.stdout, phrase('{before} is called {renamed} now.', { before, renamed: renamed.name }))
  })
}

/** Removes an own network; `--json`: its name, and the number by which it is put back. */
export async function removeModel(network: string, json: boolean, context: CommandContext): Promise<void> {
  await withLab(context, async (lab) => {
    const { number, name } = await lab.ownNetworks.removeNetwork(await ownName(lab, network))
    if (json) sayJson(context.stdout, { removed: name, number })
    else say(context.stdout, phrase('Removed: {name}. Put it back by: {command}', { name, command: `${context.command} models restore ${number}` }))
  })
}

/** Puts a removed network back; `--json`: its name and newest revision. */
export async function restoreModel(number: string, json: boolean, context: CommandContext): Promise<void> {
  const wanted = countOf(number, 'models restore', largestNumber)
  await withLab(context, async (lab) => {
    const { name, revision } = await lab.ownNetworks.restoreNetwork(wanted)
    if (json) sayJson(context.stdout, { restored: name, revision })
    else say(context.stdout, phrase('{name} is back, with revision {revision} as its newest.', { name, revision }))
  })
}

/** Takes an ONNX file into the lab, and says what it makes of its nodes; `--json`: the whole report. @returns whether the lab can take it */
export async function importModel(file: string, json: boolean, { stdout, stderr, ...context }: CommandContext): Promise<boolean> {
  return withLab({ stdout, stderr, ...context }, async (lab) => {
    const opened = await lab.networkFiles.open(resolve(file))
    if (opened.kind === 'layers') {
      say(stderr, phrase('{file} is a list of layers. Save it by: {command}', { file, command: `${context.command} models save ${shellWord(file)}` }))
      return false
    }
    const { report } = opened
    if (json) sayJson(stdout, report)
    else say(stdout, ...reportLines(report))
    if (report.problem) sayOnOneLine(stderr, problemSentence(report.problem))
    return report.network !== null
  })
}

/** What was found in a file, node by node. */
function reportLines({ network, nodes, trained, fixed }: ImportReport): readonly string[] {
  const of = (outcome: NodeFinding['outcome']): readonly NodeFinding[] => nodes.filter((node) => node.outcome === outcome)
  const numbers = trained.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0)
  const line = ({ node, operator, layer, why }: NodeFinding): string => `  ${[withRemark(node, operator), ...(layer === null ? [] : [withinSentence(layerCatalogue[layer].title)]), ...(why === '' ? [] : [why])].reduce(titled)}`
  const group = (title: string, findings: readonly NodeFinding[]): readonly string[] => (findings.length === 0 ? [] : [titled(title, String(findings.length)), ...findings.map(line)])
  return [
    ...group(phrase('refused § nodes of a network'), of('refused')),
    ...group(phrase('recognised layers'), of('layer')),
    ...group(phrase('other operators'), of('operator')),
    ...group(phrase('left out'), of('left-out')),
    ...(network ? [phrase('trained: {tensors}, {numbers}', { tensors: formatCounted(trained.length, 'tensor'), numbers: formatCounted(numbers, 'number') })] : []),
    ...(network?.notes ?? []),
    ...(fixed.length > 0 ? [phrase('kept as they are: {tensors}', { tensors: enumeration(fixed) })] : []),
  ]
}
