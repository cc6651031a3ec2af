// `--what units`: which units of a network are dead over a sample of images, and which images excite each most.
import { mapFigure } from '@common/inspection/explanation-map'
import { kindWords } from '@common/layers/kind-words'
import { pictureGrid } from '@common/pictures/picture-grid'
import { imagePixels } from '@common/pictures/planar-image'
import { formatCount, formatPercent } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { ActivityOfLayer, UnitActivity } from '@contract/inspection/unit-activity'
import type { Split } from '@contract/runs/evaluation'
import { UsageError } from '../../flags/usage-error'
import { table } from '../../terminal/table'
import { unitsOf } from './chosen-units'
import type { Inspection } from './inspection'
import { namedLayer } from './named-layer'
import { sampleSize } from './sample-size'

/** Units that are drawn until others are named. */
const mostDrawn = 16

export const inspectUnits: Inspection = async ({ lab, named: { network, dataset, words }, flags, split = 'train', output }) => {
  const activity = await lab.inspection.unitActivity(network, { split, images: sampleSize(flags.images, dataset, split) })
  const layer = namedLayer(activity.layers, flags.layer, phrase('layer with units'))
  const units = flags.unit === undefined ? Array.from({ length: Math.min(mostDrawn, layer.units) }, (_, unit) => unit) : unitsOf(flags.unit)
  const missing = units.find((unit) => unit >= layer.units)
  if (missing !== undefined) throw new UsageError(phrase('--unit {missing}: {layer} has the units 0 to {last}.', { missing, layer: layer.layer, last: layer.units - 1 }))
  const columns = layer.exciting.length / layer.units
  const exciting = units.flatMap((unit) => [...layer.exciting.subarray(unit * columns, (unit + 1) * columns)])
  const pictures = (await lab.data.splitImages(dataset.id, activity.within, exciting)).map(imagePixels)
  const sample = formatSplitImages(split, formatCount(activity.images))
  const dead = activity.layers.flatMap((one) => (one.dead && one.dead.length > 0 ? [phrase('{layer} {dead} of {units}', { layer: one.layer, dead: one.dead.length, units: one.units })] : []))
  return {
    title: phrase('What excites {layer}', { layer: layer.layer }),
    caption: phrase('Each row: the {columns} of {sample} that excite a unit of {layer} ({network}) most, units {units}. Dead, which is 0 everywhere in all of these images: {dead}.', { columns, sample, layer: layer.layer, network: words, units: listed(units), dead: dead.length > 0 ? dead.join(phrase(', ')) : phrase('none') }),
    alternative: phrase('For each of {units} units of {layer} a row of the images that excite it most.', { units: units.length, layer: layer.layer }),
    picture: pictureGrid(pictures, columns),
    text: table(layerColumns, activity.layers.map(layerRow), { output }),
    data: { images: activity.images, split, layers: activity.layers },
    table: { head: ['layer', 'unit', 'largest', 'mean', 'active share', 'dead', ...Array.from({ length: columns }, (_, place) => `exciting image ${place + 1}`)], rows: rowsOf(activity) },
  }
}

/** `1,000 training images` */
function formatSplitImages(split: Split, images: string): string {
  switch (split) {
    case 'train':
      return phrase('{images} training images', { images })
    case 'validation':
      return phrase('{images} validation images', { images })
    case 'test':
      return phrase('{images} test images', { images })
  }
}

/** `0 to 15`, or the numbers. */
function listed(units: readonly number[]): string {
  const isRange = units.every((unit, place) => unit === (units[0] ?? 0) + place)
  return isRange && units.length > 2 ? phrase('{first} to {last}', { first: units[0] ?? 0, last: units.at(-1) ?? 0 }) : units.join(', ')
}

const layerColumns = [{ title: phrase('layer') }, { title: phrase('kind') }, { title: phrase('units'), align: 'right' }, { title: phrase('dead'), align: 'right' }, { title: phrase('largest'), align: 'right' }, { title: phrase('active in (median)'), align: 'right' }] as const

function layerRow({ layer, kind, units, dead, largest, activeShare }: ActivityOfLayer): readonly string[] {
  const median = [...activeShare].sort((a, b) => a - b)[Math.floor(units / 2)] ?? 0
  return [layer, kindWords(kind), formatCount(units), dead ? formatCount(dead.length) : '', mapFigure(largest.reduce((most, value) => Math.max(most, value), -Infinity)), formatPercent(median)]
}

function* rowsOf({ layers }: UnitActivity): Iterable<readonly unknown[]> {
  for (const { layer, units, largest, mean, activeShare, dead, exciting } of layers) {
    const columns = exciting.length / units
    for (let unit = 0; unit < units; unit++) {
      yield [layer, unit, largest[unit], mean[unit], activeShare[unit], dead ? (dead.includes(unit) ? 'yes' : 'no') : null, ...exciting.subarray(unit * columns, (unit + 1) * columns)]
    }
  }
}
