// What was found in an ONNX file, in groups by what the lab makes of it, for people to read.
import { formatCounted, formatShape } from '@common/words/format'
import { capital } from '@common/words/capital'
import { layerCatalogue } from '@common/layers/layer-catalogue'
import { phrase } from '@language/phrase'
import type { ImportReport, NodeFinding } from '@contract/models/network-file'

export interface ImportRow {
  /** Name in the file of a node or tensor. */
  readonly name: string
  /** What it is: a layer, an operator, a shape. */
  readonly kind: string
  /** Why it is left out or refused; empty where that needs no word. */
  readonly why: string
}

export interface ImportGroup {
  readonly title: string
  /** What it means to be in the group, in a sentence. */
  readonly sentence: string
  readonly rows: readonly ImportRow[]
  /** Whether its rows are shown before one asks for them. */
  readonly isOpen: boolean
}

type Outcome = NodeFinding['outcome']

/** The groups of nodes, in the order in which they are shown. */
const ofNodes: readonly { readonly outcome: Outcome; readonly title: string; readonly sentence: string }[] = [
  { outcome: 'refused', title: phrase('Refused'), sentence: phrase('The lab cannot compute these nodes, or cannot train through them.') },
  { outcome: 'layer', title: phrase('Recognised layers'), sentence: phrase('Nodes that are layers as the lab has them.') },
  { outcome: 'operator', title: phrase('Other operators'), sentence: phrase('Computed as the file has them; gradients pass through them, too.') },
  { outcome: 'left-out', title: phrase('Left out'), sentence: phrase('The output of the network stays the same without them.') },
]

/** The groups that have rows. */
export function importGroups({ nodes, trained, fixed }: ImportReport): readonly ImportGroup[] {
  const groups = [
    ...ofNodes.map(({ outcome, title, sentence }) => ({
      ...{ title, sentence },
      rows: nodes.filter((node) => node.outcome === outcome).map(nodeRow),
      isOpen: outcome === 'refused',
    })),
    {
      title: phrase('Trained'),
      sentence: phrase('Tensors that training changes.'),
      rows: trained.map(({ tensor, shape }) => ({ name: tensor, kind: formatShape(shape), why: '' })),
      isOpen: false,
    },
    {
      title: phrase('Kept as they are'),
      sentence: phrase('Numbers of a formula, which training does not change.'),
      rows: fixed.map((name) => ({ name, kind: 'constant', why: '' })),
      isOpen: false,
    },
  ]
  return groups.filter(({ rows }) => rows.length > 0)
}

function nodeRow({ node, operator, layer, why }: NodeFinding): ImportRow {
  return { name: node, kind: layer === null ? operator : layerCatalogue[layer].title, why: why && phrase('{sentence}.', { sentence: capital(why) }) }
}

/** What a report says, in a sentence: `21 layers recognised, 62,006 numbers to train.` */
export function importSummary({ network, nodes, trained }: ImportReport): string {
  const numberOf = (outcome: Outcome): number => nodes.filter((node) => node.outcome === outcome).length
  if (network === null) return phrase('{nodes} refused.', { nodes: formatCounted(numberOf('refused'), 'node') })
  const numbers = trained.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0)
  return phrase('{layers} recognised, {numbers} to train.', { layers: formatCounted(numberOf('layer'), 'layer'), numbers: formatCounted(numbers, 'number') })
}
