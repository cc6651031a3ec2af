// `--layer`: a layer among those that can be looked at.
import { didYouMean } from '@common/words/suggestion'
import { listedWords } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'

/**
 * @param layers those that there are
 * @param usual which one is meant where none is named
 * @throws LabError `network/no-convolution` where there are none, `network/no-such-layer`
 */
export function namedLayer<Layer extends { readonly layer: string }>(layers: readonly Layer[], name: string | undefined, kind: string, usual: 'first' | 'last' = 'first'): Layer {
  const names = layers.map(({ layer }) => layer)
  const found = name === undefined ? layers.at(usual === 'first' ? 0 : -1) : layers.find(({ layer }) => layer === name)
  if (found) return found
  if (layers.length === 0) throw new LabError('network/no-convolution', phrase('The network has no {kind}.', { kind }), phrase('Choose another network, or look at something else with --what.'))
  throw new LabError('network/no-such-layer', phrase('The network has no {kind} {name}.{didYouMean}', { kind, name: name ?? '', didYouMean: didYouMean(name ?? '', names) }), phrase('Choose one of {names}.', { names: listedWords(names) }))
}
