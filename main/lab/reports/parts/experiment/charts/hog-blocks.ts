// What HOG sees: images of the data set beside the directions of their edges.
import { imagePixels } from '@common/pictures/planar-image'
import type { PanelChart } from '@common/experiments/chart'
import { formatCount } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { ReportPictures } from '@contract/reports/report-block'
import { hogPicture } from '../../../pictures/hog-picture'
import { pictureOf } from '../../../pictures/report-picture'
import type { ReportedExperiment } from '../reported-experiment'

/** Images, from the first of the training images. */
const shownImages = 6

/** Width of each picture on the page, in CSS pixels. */
const shownWidth = 112

export async function hogBlocks({ title, caption }: PanelChart, { bases, sources }: ReportedExperiment): Promise<readonly ReportPictures[]> {
  const [first] = bases
  if (!first) return []
  const images = await sources.data.splitImages(first.sweep.base.dataset.id, 'train', Array.from({ length: shownImages }, (_, index) => index))
  return [{
    block: 'pictures',
    caption: phrase('{title}. {caption}', { title, caption }),
    shownWidth,
    pictures: images.flatMap((image, index) => [
      pictureOf(imagePixels(image), phrase('Training image {index}.', { index: formatCount(index) }), phrase('image {index}', { index: formatCount(index) })),
      pictureOf(hogPicture(image), phrase('Training image {index} as HOG sees it.', { index: formatCount(index) }), phrase('edges of image {index}', { index: formatCount(index) })),
    ]),
  }]
}
