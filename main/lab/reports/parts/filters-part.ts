// What the first convolution of a run has learnt: its filters, from the newest checkpoint.
import { phrase } from '@language/phrase'
import { mapFigure } from '@common/inspection/explanation-map'
import { filtersPicture } from '@common/inspection/filter-pictures'
import { formatCount, formatShape } from '@common/words/format'
import { newestFilters } from '../first-filters'
import { pictureOf } from '../pictures/report-picture'
import type { RunPart } from './run-part'

/** Filters of the largest picture, and its width on the page, in CSS pixels. */
const [mostShown, mostWidth] = [256, 480]

export const filtersPart: RunPart = {
  missing: async ({ run, sources }) => ((await newestFilters(run.id, sources)) ? null : phrase('No checkpoint with filters of a convolution is kept.')),
  blocks: async ({ run, sources }) => {
    const found = await newestFilters(run.id, sources)
    if (!found) return []
    const { step, kernels: { shape: [filters, channels, height, width], values } } = found
    const shown = Math.min(filters, mostShown)
    const kernels = { shape: [shown, channels, height, width] as const, values: values.subarray(0, shown * channels * height * width) }
    const { picture: image, full } = filtersPicture(kernels)
    const what = phrase('{which}{filters} filters of the first convolution, each {shape}', { which: shown < filters ? phrase('The first {shown} of ', { shown }) : 'The ', filters: formatCount(filters), shape: formatShape([channels, height, width]) })
    const channel = channels === 1 || channels === 3 ? '' : phrase(' Of each its first channel.')
    const caption = phrase('{what}, after step {step}: black {mapFigure}, grey 0, white {mapFigure2}.{channel}', { what, step: formatCount(step), mapFigure: mapFigure(-full), mapFigure2: mapFigure(full), channel })
    return [{ block: 'pictures', caption, pictures: [pictureOf(image, `${what}.`, '')], shownWidth: Math.min(2 * image.width, mostWidth) }]
  },
}
