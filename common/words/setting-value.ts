// A setting before its value, as in names of points and of runs beside each other.
import { phrase } from '@language/phrase'

/** `learning rate 0.1`, `pooling max`. */
export const settingWithValue = (setting: string, value: string): string =>
  // Two words of Chinese one after the other would read as one.
  /^\p{Script=Han}/u.test(value) ? phrase('{setting} {value} § a value in words', { setting, value }) : phrase('{setting} {value}', { setting, value })
