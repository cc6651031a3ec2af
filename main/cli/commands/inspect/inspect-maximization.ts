// `--what maximize`: images that units of a layer like, found by gradient ascent.
import { ascentSentence, maximizationFacts, maximizationPicture } from '@common/inspection/maximization-picture'
import { usualMaximization } from '@common/inspection/usual-maximization'
import { pictureGrid } from '@common/pictures/picture-grid'
import { listedWords } from '@common/words/listed-words'
import { maximizationBounds, type Maximization } from '@contract/inspection/maximization'
import { countOf } from '../../flags/count-flag'
import { UsageError } from '../../flags/usage-error'
import type { Inspection } from './inspection'
import { inspectableLayers } from './inspectable-layers'
import { namedLayer } from './named-layer'
import { unitsOf } from './chosen-units'

/** Images in a row. */
const columns = 8

export const inspectMaximization: Inspection = async (asked) => {
  const { lab, named: { network, dataset, words }, flags } = asked
  const steps = flags.steps === undefined ? usualMaximization.steps : countOf(flags.steps, '--steps', maximizationBounds.steps.max)
  const units = unitsOf(flags.unit ?? '0')
  const layers = await inspectableLayers(asked)
  const { layer, channels } = namedLayer(layers, flags.layer, 'layer', 'last')
  const missing = units.find((unit) => unit >= channels)
  if (missing !== undefined) throw new UsageError(`--unit ${missing}: ${layer} has the units 0 to ${channels - 1}.`)
  const isLast = layer === layers.at(-1)?.layer
  const nameOf = (unit: number): string => (isLast ? (dataset.classes[unit] ?? String(unit)) : String(unit))
  const found: { readonly unit: number; readonly maximization: Maximization }[] = []
  for (const unit of units) found.push({ unit, maximization: await lab.inspection.maximize(network, { ...usualMaximization, steps, layer, unit }) })
  const which = units.length === 1 ? `unit ${nameOf(units[0] ?? 0)}` : `units ${listedWords(units.map(nameOf))}`
  return {
    title: `What ${layer} likes`,
    caption: `Images that ${which} of ${layer} (${words}) ${units.length === 1 ? 'answers' : 'answer'} strongly to, made by gradient ascent; black is 0, white 255. ${found.map(({ unit, maximization }) => `${nameOf(unit)}: ${ascentSentence(maximization)}`).join(' ')}`,
    alternative: `Images that ${which} of ${layer} likes.`,
    picture: pictureGrid(found.map(({ maximization }) => maximizationPicture(maximization)), columns),
    text: `${maximizationFacts.meaning}\n${maximizationFacts.source}.`,
    data: { layer, ...usualMaximization, steps, units: found.map(({ unit, maximization }) => ({ unit, ...maximization })) },
    table: { head: ['unit', 'step', 'activation'], rows: found.flatMap(({ unit, maximization }) => maximization.activations.map((activation, step) => [unit, step, activation])) },
  }
}
