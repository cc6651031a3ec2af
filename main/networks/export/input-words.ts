// How images become what an exported network takes, for whoever uses its file. In English wherever the lab runs, so that files of one network are the same.
import type { ResizeName } from '@common/preprocessing/interpolation'
import type { Preprocessing } from '@contract/training/run-spec'

const resizing: Readonly<Record<ResizeName, string>> = {
  bilinear: 'resized bilinearly',
  antialias: 'resized bilinearly with antialiasing',
  nearest: 'resized to the nearest pixels',
  area: 'resized by the mean of areas',
}

/** `pixels / 255, resized bilinearly to 28×28`. */
export function inputWords({ height, width, resize, centreCrop, normalization }: Preprocessing): string {
  return [
    'pixels / 255',
    ...(centreCrop === 1 ? [] : [`cropped to the middle ${centreCrop} of height and width`]),
    `${resizing[resize]} to ${height}×${width}`,
    ...(normalization === 'none' ? [] : ["then less the mean and divided by the deviation in 'normalization', which an ONNX file does itself"]),
  ].join(', ')
}
