// The weights of a network drawn anew, for a comparison: an explanation that stays the same does not show what was learnt.
// J. Adebayo et al., "Sanity Checks for Saliency Maps", NeurIPS 2018, with all layers randomised.
import { phrase } from '@language/phrase'
import { initializationWords, type Initialization } from '@contract/models/initializers'
import type { RunSpec } from '@contract/training/run-spec'
import { initialState, stateOf, type Network, type StateValues } from '../../networks/network'
import { feedsOf, type Feeds } from '../runtime/session'
import type { OpenedNetwork } from './opened-networks'

/** Drawing takes longer than an explanation, so that the weights are kept as long as the network. */
const kept = new WeakMap<OpenedNetwork, Feeds>()

/** Parameters and buffers with drawn weights, under their names. */
export function randomisedWeights(opened: OpenedNetwork, spec: RunSpec): Feeds {
  const weights = kept.get(opened) ?? feedsOf(randomisedState(opened.networkFor(1), opened.state, spec), stateOf(opened.networkFor(1)))
  kept.set(opened, weights)
  return weights
}

export function randomisedWords(spec: RunSpec): string {
  return phrase('All weights are drawn anew ({initialisation}, seed {seed}). A method whose map still looks as with the trained weights shows the image, not what was learnt.', { initialisation: initializationWords(initializationOf(spec)), seed: seedOf(spec) })
}

/**
 * Parameters as another run would begin with, also where the first weights came from a file; running averages as before training. Buffers that were drawn or fitted to images stay:
 * they are features, no learnt weights.
 */
export function randomisedState(network: Network, state: StateValues, spec: RunSpec): StateValues {
  const { initializer, initializerScale } = initializationOf(spec)
  const fitted = new Set((network.fitted ?? []).flatMap(({ fitting }) => Object.values(fitting)))
  const features = network.buffers.filter(({ name, draw }) => draw !== undefined || fitted.has(name)).map(({ name }) => name)
  return new Map([...initialState({ ...network, given: new Map() }, initializer, seedOf(spec), initializerScale), ...[...state].filter(([name]) => features.includes(name))])
}

/** Another seed than that of the run. */
const seedOf = ({ seed }: RunSpec): number => (seed + 1) % 2 ** 32

/** The network's own initialiser; a network that begins with zeros gets one that draws. */
const initializationOf = ({ network: { initializer, initializerScale } }: RunSpec): Initialization => ({
  initializer: initializer === 'zeros' ? 'pytorch-default' : initializer,
  initializerScale,
})
