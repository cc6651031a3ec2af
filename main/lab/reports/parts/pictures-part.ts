// Pictures that the user has kept with a run while looking into its network, each with its caption.
import { phrase } from '@language/phrase'
import { oneLine } from '@contract/one-line'
import type { KeptPicture } from '@contract/inspection/kept-picture'
import type { ReportPictures } from '@contract/reports/report-block'
import { pngSize } from '../../../files/png'
import { keptPictures } from '../../inspection/kept-pictures'
import type { RunPart } from './run-part'

/** Widest picture on the page, in CSS pixels. */
const mostWidth = 480

export const picturesPart: RunPart = {
  missing: async ({ run, sources }) => ((await keptPictures(sources.folders.run(run.id))).length > 0 ? null : phrase('No picture from Inspect is kept with the run.')),
  blocks: async ({ run, sources }) => (await keptPictures(sources.folders.run(run.id))).flatMap(pictureBlock),
}

function pictureBlock({ title, caption, png }: KeptPicture): readonly ReportPictures[] {
  const size = pngSize(png)
  if (!size) return [] // read as one a moment ago
  const words = oneLine(phrase('{title}. {caption}', { title, caption }))
  return [{ block: 'pictures', caption: words, pictures: [{ png: Buffer.from(png).toString('base64'), ...size, alternative: words, label: '' }], shownWidth: Math.min(size.width, mostWidth) }]
}
