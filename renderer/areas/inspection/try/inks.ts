// The colours to draw with: of the channels that the data set has, on the ground that its images have.
import { phrase } from '@language/phrase'
import type { DatasetForm } from '@common/inspection/preprocessing/dataset-form'
import type { Rgb } from './marks'

export interface Ink {
  readonly name: string
  readonly colour: Rgb
}

const greys: readonly Ink[] = [
  { name: phrase('White'), colour: [255, 255, 255] },
  { name: phrase('Light grey'), colour: [190, 190, 190] },
  { name: phrase('Grey § a colour to draw with'), colour: [128, 128, 128] },
  { name: phrase('Dark grey'), colour: [70, 70, 70] },
  { name: phrase('Black'), colour: [0, 0, 0] },
]

const hues: readonly Ink[] = [
  { name: phrase('Red'), colour: [200, 40, 35] },
  { name: phrase('Orange'), colour: [235, 140, 40] },
  { name: phrase('Yellow'), colour: [245, 215, 70] },
  { name: phrase('Green'), colour: [60, 140, 65] },
  { name: phrase('Blue'), colour: [60, 110, 190] },
  { name: phrase('Brown'), colour: [120, 80, 50] },
]

/** What is drawn on: black where the images of a data set stand on black, else white. */
export function paperOf({ ground }: DatasetForm): Rgb {
  return ground === 'dark' ? [0, 0, 0] : [255, 255, 255]
}

/** The inks, that with the strongest contrast to the paper first; the paper's own colour rubs out. */
export function inksFor(form: DatasetForm): readonly Ink[] {
  const [paper] = paperOf(form)
  const visible = greys.filter(({ colour: [value] }) => value !== paper)
  const sorted = paper === 0 ? visible : visible.toReversed()
  return form.channels === 3 ? [...sorted, ...hues] : sorted
}
