// What the chooser of networks lists: the zoo's, the user's own, those of files, and the present one where it is none of these.
import { phrase } from '@language/phrase'
import type { ImportedNetwork } from '@contract/models/imported-network'
import { networkInfo, type NetworkSettings } from '@contract/models/networks'
import { networkKey, type NetworkSummary } from '@contract/models/own-network'
import { familyTitles, models } from '@contract/models/zoo'
import { formatCount, formatCounted, formatShape } from '@common/words/format'
import type { Choice } from '../../fields/choice'

type ChoiceKind = 'zoo' | 'own' | 'file' | 'present' | 'open'

/** The value of a choice: its kind, and which of the kind: a name or, of a file, its SHA-256. */
const valueOf = (kind: ChoiceKind, name = ''): string => `${kind} ${name}`

/** The kind and the name that a value of {@link networkChoicesOf} says. */
export function readChoice(value: string): { readonly kind: ChoiceKind; readonly name: string } {
  const space = value.indexOf(' ')
  return { kind: value.slice(0, space) as ChoiceKind, name: value.slice(space + 1) }
}

const zooChoices = models.map(({ name, family, title, description }) => ({ value: valueOf('zoo', name), label: title, description, group: familyTitles[family] }))
const openChoice = { value: valueOf('open'), label: phrase('Open a file…'), description: phrase('An ONNX file of PyTorch, Keras or JAX, or a JSON file of layers.'), group: phrase('Files') }

const ownChoice = ({ name, input, layers }: NetworkSummary) => ({
  value: valueOf('own', name),
  label: name,
  description: phrase('{layers} for images of {input}.', { layers: formatCounted(layers, 'layer'), input: formatShape(input) }),
  group: phrase('Own networks'),
})

const fileChoice = ({ name, sha256, classes }: ImportedNetwork) => ({
  value: valueOf('file', sha256),
  label: name,
  description: phrase('From an ONNX file, for {classes} classes.', { classes: formatCount(classes) }),
  group: phrase('Files'),
})

/** The networks that are known by a name: the zoo's, the user's own, and those of files. */
export const listedNetworks = (own: readonly NetworkSummary[], imported: readonly ImportedNetwork[]): readonly Choice<string>[] => [...zooChoices, ...own.map(ownChoice), ...imported.map(fileChoice)]

/** The same in groups in the order of their rank: the user's own networks and files come before those of the zoo. */
export function networkGroups(own: readonly NetworkSummary[], imported: readonly ImportedNetwork[]): readonly { readonly group: string; readonly choices: readonly Choice<string>[] }[] {
  const listed = listedNetworks(own, imported)
  const groups = [...new Set(listed.map(({ group = '' }) => group))].sort((a, b) => rankOf(a) - rankOf(b))
  return groups.map((group) => ({ group, choices: listed.filter((choice) => choice.group === group) }))
}

function rankOf(group: string): number {
  const first = [phrase('Own networks'), phrase('Files')].indexOf(group)
  return first === -1 ? 2 : first
}

export function networkChoicesOf(present: NetworkSettings, own: readonly NetworkSummary[], imported: readonly ImportedNetwork[]): readonly Choice<string>[] {
  const description = present.kind === 'file' ? phrase('A network that another program has written as an ONNX file.') : phrase('A list of layers.')
  const isListed = chosenChoice(present, own, imported) !== valueOf('present')
  const unlisted = isListed ? [] : [{ value: valueOf('present'), label: networkInfo(present).title, description, group: phrase('Files') }]
  return [...listedNetworks(own, imported), ...unlisted, openChoice]
}

/** The choice that the network of the form is. */
export function chosenChoice(present: NetworkSettings, own: readonly NetworkSummary[], imported: readonly ImportedNetwork[]): string {
  switch (present.kind) {
    case 'zoo':
      return valueOf('zoo', present.model)
    case 'layers': {
      const key = networkKey(present.listing.name)
      const found = own.find(({ name }) => networkKey(name) === key)
      return found ? valueOf('own', found.name) : valueOf('present')
    }
    case 'file':
      return imported.some(({ sha256 }) => sha256 === present.file.sha256) ? valueOf('file', present.file.sha256) : valueOf('present')
  }
}
