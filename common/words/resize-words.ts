// How images are resized, in words.
import { phrase } from '@language/phrase'
import type { ResizeName } from '../preprocessing/interpolation'

export const resizeWords: Readonly<Record<ResizeName, string>> = {
  bilinear: phrase('resized bilinearly'),
  antialias: phrase('resized bilinearly with antialiasing'),
  nearest: phrase('resized to the nearest pixels'),
  area: phrase('resized by the mean of areas'),
}
