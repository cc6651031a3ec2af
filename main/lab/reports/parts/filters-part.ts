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
    const size = { filters: formatCount(filters), shape: formatShape([channels, height, width]) }
    const what = shown < filters ? phrase('The first {shown} of {filters} filters of the first convolution, each {shape}', { shown, ...size }) : phrase('The {filters} filters of the first convolution, each {shape}', size)
    const channel = channels === 1 || channels === 3 ? '' : phrase(' Of each its first channel.')
    const caption = phrase('{filters}, after step {step}: black {lowest}, grey 0, white {highest}.{channel}', { filters: what, step: formatCount(step), lowest: mapFigure(-full), highest: mapFigure(full), channel })
    return [{ block: 'pictures', caption, pictures: [pictureOf(image, phrase('{filters}.', { filters: what }), '')], shownWidth: Math.min(2 * image.width, mostWidth) }]
  },
}
