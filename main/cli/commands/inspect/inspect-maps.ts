// `--what maps`: what the channels of a layer make of an image.
import { mapFigure } from '@common/inspection/explanation-map'
import { mapMosaic, mapsCaption, mapsThere } from '@common/inspection/map-pictures'
import { cellScales } from '@common/inspection/mosaic'
import { kindWords } from '@common/layers/kind-words'
import { squareColumns } from '@common/pictures/picture-grid'
import { rankedClasses } from '@common/statistics/ranked-classes'
import { listedWords, withCommas } from '@common/words/listed-words'
import { formatCount, formatPercent, formatShape } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { MapsOfLayer } from '@contract/inspection/layer-maps'
import { choiceOf } from '../../flags/choice'
import { table } from '../../terminal/table'
import type { Inspection } from './inspection'
import { namedLayer } from './named-layer'

/** Channels that are drawn at most. */
const mostChannels = 256

/** Shade between the maps. */
const ground = 96

export const inspectMaps: Inspection = async ({ lab, named: { network, dataset, words: networkWords }, flags, image, output }) => {
  const scale = choiceOf(flags.scale, cellScales, '--scale')
  const { image: given, words } = await image()
  const { probabilities, layers } = await lab.inspection.layerMaps(network, given, { layers: null, mostChannels })
  const layer = namedLayer(layers, flags.layer, phrase('layer'))
  const answer = rankedClasses(probabilities, 3).map((label) => `${dataset.classes[label] ?? String(label)} ${formatPercent(probabilities[label] ?? 0)}`)
  return {
    title: phrase('Feature maps of {layer}', { layer: layer.layer }),
    caption: phrase('{caption} The network answers {answer}.', { caption: mapsCaption(layer, { of: withCommas([networkWords, words]), scale }), answer: listedWords(answer) }),
    alternative: phrase('The maps of {layer} as small pictures in rows.', { layer: layer.layer }),
    picture: mapMosaic(layer, { scale, columns: squareColumns(mapsThere(layer)), ground }).picture,
    text: table(columns, layers.map((one) => rowOf(one, layer)), { output }),
    data: { probabilities, classes: dataset.classes, ...layer },
    table: { head: ['channel', 'row', 'column', 'value'], rows: rowsOf(layer) },
  }
}

const columns = [{ title: phrase('layer') }, { title: phrase('kind') }, { title: phrase('channels'), align: 'right' }, { title: phrase('map') }, { title: phrase('lowest'), align: 'right' }, { title: phrase('highest'), align: 'right' }, { title: phrase('zeros'), align: 'right' }, { title: '' }] as const

const rowOf = ({ layer, kind, channels, height, width, lowest, highest, zeroShare }: MapsOfLayer, shown: MapsOfLayer): readonly string[] =>
  [layer, kindWords(kind), formatCount(channels), formatShape([height, width]), mapFigure(lowest), mapFigure(highest), formatPercent(zeroShare), layer === shown.layer ? phrase('shown') : '']

function* rowsOf({ height, width, maps }: MapsOfLayer): Iterable<readonly unknown[]> {
  for (const [place, value] of maps.entries()) yield [Math.floor(place / height / width), Math.floor(place / width) % height, place % width, value]
}
