// How images become what an exported network takes, for whoever uses its file.
import { phrase } from '@language/phrase'
import { withCommas } from './listed-words'
import type { Preprocessing } from '@contract/training/run-spec'
import type { ResizeName } from '../preprocessing/interpolation'

export const resizeWords: Readonly<Record<ResizeName, string>> = {
  bilinear: phrase('resized bilinearly'),
  antialias: phrase('resized bilinearly with antialiasing'),
  nearest: phrase('resized to the nearest pixels'),
  area: phrase('resized by the mean of areas'),
}

/** `pixels / 255, resized bilinearly to 28×28`. */
export function inputWords({ height, width, resize, centreCrop, normalization }: Preprocessing): string {
  return withCommas([
    phrase('pixels / 255'),
    ...(centreCrop === 1 ? [] : [phrase('cropped to the middle {centreCrop} of height and width', { centreCrop })]),
    phrase('{resized} to {height}×{width}', { resized: resizeWords[resize], height, width }),
    ...(normalization === 'none' ? [] : [phrase("then less the mean and divided by the deviation in 'normalization', which an ONNX file does itself")]),
  ])
}
