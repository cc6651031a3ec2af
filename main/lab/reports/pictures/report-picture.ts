// Pixels as pictures of a report: PNG in base64.
import type { PixelImage } from '@common/pictures/pixel-image'
import type { ReportPictures } from '@contract/reports/report-block'
import { encodePng } from '../../../files/png'

export type ReportPicture = ReportPictures['pictures'][number]

export function pictureOf(image: PixelImage, alternative: string, label: string): ReportPicture {
  return { png: encodePng(image).toString('base64'), width: image.width, height: image.height, alternative, label }
}
