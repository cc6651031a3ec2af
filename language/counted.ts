// What the lab counts, with its number: `1 epoch`, `10 epochs`. Other languages have words of measure in place of a plural.
import { phrase } from './phrase'

const counts = {
  byte: (count, isOne) => phrase(isOne ? '{count} byte' : '{count} bytes', { count }),
  channel: (count, isOne) => phrase(isOne ? '{count} channel' : '{count} channels', { count }),
  character: (count, isOne) => phrase(isOne ? '{count} character' : '{count} characters', { count }),
  class: (count, isOne) => phrase(isOne ? '{count} class' : '{count} classes', { count }),
  convolution: (count, isOne) => phrase(isOne ? '{count} convolution' : '{count} convolutions', { count }),
  'corrected label': (count, isOne) => phrase(isOne ? '{count} corrected label' : '{count} corrected labels', { count }),
  curve: (count, isOne) => phrase(isOne ? '{count} curve' : '{count} curves', { count }),
  epoch: (count, isOne) => phrase(isOne ? '{count} epoch' : '{count} epochs', { count }),
  file: (count, isOne) => phrase(isOne ? '{count} file' : '{count} files', { count }),
  filter: (count, isOne) => phrase(isOne ? '{count} filter' : '{count} filters', { count }),
  group: (count, isOne) => phrase(isOne ? '{count} group' : '{count} groups', { count }),
  image: (count, isOne) => phrase(isOne ? '{count} image' : '{count} images', { count }),
  kernel: (count, isOne) => phrase(isOne ? '{count} kernel' : '{count} kernels', { count }),
  label: (count, isOne) => phrase(isOne ? '{count} label' : '{count} labels', { count }),
  layer: (count, isOne) => phrase(isOne ? '{count} layer' : '{count} layers', { count }),
  map: (count, isOne) => phrase(isOne ? '{count} map' : '{count} maps', { count }),
  'near-duplicate': (count, isOne) => phrase(isOne ? '{count} near-duplicate' : '{count} near-duplicates', { count }),
  network: (count, isOne) => phrase(isOne ? '{count} network' : '{count} networks', { count }),
  node: (count, isOne) => phrase(isOne ? '{count} node' : '{count} nodes', { count }),
  note: (count, isOne) => phrase(isOne ? '{count} note' : '{count} notes', { count }),
  number: (count, isOne) => phrase(isOne ? '{count} number' : '{count} numbers', { count }),
  other: (count, isOne) => phrase(isOne ? '{count} other' : '{count} others', { count }),
  parameter: (count, isOne) => phrase(isOne ? '{count} parameter' : '{count} parameters', { count }),
  picture: (count, isOne) => phrase(isOne ? '{count} picture' : '{count} pictures', { count }),
  point: (count, isOne) => phrase(isOne ? '{count} point' : '{count} points', { count }),
  'principal component': (count, isOne) => phrase(isOne ? '{count} principal component' : '{count} principal components', { count }),
  round: (count, isOne) => phrase(isOne ? '{count} round' : '{count} rounds', { count }),
  row: (count, isOne) => phrase(isOne ? '{count} row' : '{count} rows', { count }),
  run: (count, isOne) => phrase(isOne ? '{count} run' : '{count} runs', { count }),
  sample: (count, isOne) => phrase(isOne ? '{count} sample' : '{count} samples', { count }),
  seed: (count, isOne) => phrase(isOne ? '{count} seed' : '{count} seeds', { count }),
  setting: (count, isOne) => phrase(isOne ? '{count} setting' : '{count} settings', { count }),
  step: (count, isOne) => phrase(isOne ? '{count} step' : '{count} steps', { count }),
  sweep: (count, isOne) => phrase(isOne ? '{count} sweep' : '{count} sweeps', { count }),
  tag: (count, isOne) => phrase(isOne ? '{count} tag' : '{count} tags', { count }),
  tensor: (count, isOne) => phrase(isOne ? '{count} tensor' : '{count} tensors', { count }),
  thread: (count, isOne) => phrase(isOne ? '{count} thread' : '{count} threads', { count }),
  'test image': (count, isOne) => phrase(isOne ? '{count} test image' : '{count} test images', { count }),
  'trainable parameter': (count, isOne) => phrase(isOne ? '{count} trainable parameter' : '{count} trainable parameters', { count }),
  'training image': (count, isOne) => phrase(isOne ? '{count} training image' : '{count} training images', { count }),
  unit: (count, isOne) => phrase(isOne ? '{count} unit' : '{count} units', { count }),
  'validation image': (count, isOne) => phrase(isOne ? '{count} validation image' : '{count} validation images', { count }),
  value: (count, isOne) => phrase(isOne ? '{count} value' : '{count} values', { count }),
} as const satisfies Readonly<Record<string, (count: string, isOne: boolean) => string>>

/** What can be counted, in the singular. */
export type CountedNoun = keyof typeof counts

/** `1 epoch`, `10 epochs`. @param count the number as it is written @param isOne whether it is the number one */
export const counted = (count: string, isOne: boolean, noun: CountedNoun): string => counts[noun](count, isOne)
