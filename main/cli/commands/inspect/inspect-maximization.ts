// `--what maximize`: images that units of a layer like, found by gradient ascent.
import { mapFigure } from '@common/inspection/explanation-map'
import { maximizationFacts, maximizationPicture } from '@common/inspection/maximization-picture'
import { usualMaximization } from '@common/inspection/usual-maximization'
import { pictureGrid } from '@common/pictures/picture-grid'
import { likeliest } from '@common/statistics/likeliest'
import { listedWords } from '@common/words/listed-words'
import { formatCounted, formatPercent } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import { maximizationBounds, type Maximization } from '@contract/inspection/maximization'
import { countOf } from '../../flags/count-flag'
import { UsageError } from '../../flags/usage-error'
import { table } from '../../terminal/table'
import { unitsOf } from './chosen-units'
import { inspectableLayers } from './inspectable-layers'
import type { Inspection } from './inspection'
import { namedLayer } from './named-layer'

/** Images in a row. */
const columns = 8

export const inspectMaximization: Inspection = async (asked) => {
  const { lab, named: { network, dataset, words }, flags, output } = asked
  const steps = flags.steps === undefined ? usualMaximization.steps : countOf(flags.steps, '--steps', maximizationBounds.steps.max)
  const units = unitsOf(flags.unit ?? '0')
  const layers = await inspectableLayers(asked)
  const { layer, channels } = namedLayer(layers, flags.layer, phrase('layer'), 'last')
  const missing = units.find((unit) => unit >= channels)
  if (missing !== undefined) throw new UsageError(phrase('--unit {missing}: {layer} has the units 0 to {last}.', { missing, layer, last: channels - 1 }))
  const isLast = layer === layers.at(-1)?.layer
  const nameOf = (unit: number): string => (isLast ? (dataset.classes[unit] ?? String(unit)) : String(unit))
  const found: { readonly unit: number; readonly maximization: Maximization }[] = []
  for (const unit of units) found.push({ unit, maximization: await lab.inspection.maximize(network, { ...usualMaximization, steps, layer, unit }) })
  const which = units.length === 1 ? phrase('unit {unit}', { unit: nameOf(units[0] ?? 0) }) : phrase('units {units}', { units: listedWords(units.map(nameOf)) })
  return {
    title: phrase('What {layer} likes', { layer }),
    caption: phrase(units.length === 1 ? '{network}: images that {units} of {layer} answers strongly to, made by {steps} of gradient ascent; black is 0, white 255.' : '{network}: images that {units} of {layer} answer strongly to, made by {steps} of gradient ascent; black is 0, white 255.', { network: words, units: which, layer, steps: formatCounted(steps, 'step') }),
    alternative: phrase('Images that {units} of {layer} likes.', { units: which, layer }),
    picture: pictureGrid(found.map(({ maximization }) => maximizationPicture(maximization)), columns),
    text: [table(columnsOfTable, found.map(({ unit, maximization }) => rowOf(nameOf(unit), maximization, dataset.classes)), { output }), maximizationFacts.meaning, `${maximizationFacts.source}.`].join('\n'),
    data: { layer, ...usualMaximization, steps, units: found.map(({ unit, maximization }) => ({ unit, ...maximization })) },
    table: { head: ['unit', 'step', 'activation'], rows: found.flatMap(({ unit, maximization }) => maximization.activations.map((activation, step) => [unit, step, activation])) },
  }
}

const columnsOfTable = [{ title: phrase('unit') }, { title: phrase('before'), align: 'right' }, { title: phrase('after'), align: 'right' }, { title: phrase('the network answers') }, { title: '', align: 'right' }] as const

function rowOf(name: string, { activations, probabilities }: Maximization, classes: readonly string[]): readonly string[] {
  const answer = likeliest(probabilities)
  return [name, mapFigure(activations[0] ?? 0), mapFigure(activations.at(-1) ?? 0), classes[answer] ?? String(answer), formatPercent(probabilities[answer] ?? 0)]
}
