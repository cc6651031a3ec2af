// Which images of a source become which split of the data set.
import { streams } from '@common/randomness/stream'
import { listedWords } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import type { ImportOptions } from '@contract/data/import-source'
import { LabError } from '@contract/problem'
import type { Split } from '@contract/runs/evaluation'
import type { OpenSource } from '../sources/source'
import { stratifiedShare } from '../stratified-share'

/** Numbers of images of the source, by split, in rising order; an image is in one split at most. */
export type ImportSplits = Readonly<Record<Split, Uint32Array>>

/** In the order in which a stored set has them. */
export const storedSplits = ['train', 'validation', 'test'] as const satisfies readonly Split[]

type SplitSource = Pick<OpenSource, 'parts' | 'partOf' | 'labels'>
type SplitOptions = Pick<ImportOptions, 'testShare' | 'seed'> & { readonly test: NonNullable<ImportOptions['test']> }

/** What tests where the user has not chosen: the source's own images for it, else a share. */
export function usualTest({ parts }: Pick<OpenSource, 'parts'>): NonNullable<ImportOptions['test']> {
  return parts.includes('test') ? 'own' : 'share'
}

/**
 * The part `validation` validates, unless it was chosen to test; of the others, those that do not test train.
 * With `share`, a share of each class of all but the validation images is drawn, a part for testing included.
 * @throws LabError `import/no-test-part`, `import/too-few-images`
 */
export function importSplits(source: SplitSource, options: SplitOptions): ImportSplits {
  const { parts, labels } = source
  const testPart = namedTestPart(options)
  if (testPart !== null && !parts.includes(testPart)) throw noTestPart(testPart, parts)
  const validation = testPart === 'validation' ? -1 : parts.indexOf('validation')
  const others = imagesWhere(source, (part) => part !== validation)
  const { rest: train, drawn: test } =
    testPart === null
      ? stratifiedShare({ images: others, labels, share: options.testShare, seed: options.seed, stream: streams.importing })
      : { rest: imagesWhere(source, (part) => part !== validation && parts[part] !== testPart), drawn: imagesWhere(source, (part) => parts[part] === testPart) }
  if (train.length === 0) throw new LabError('import/too-few-images', phrase('No image is left for training.'), phrase('Choose another part that tests, or bring more images.'))
  if (test.length === 0) throw new LabError('import/too-few-images', phrase('No image is left for testing: no class has enough of them.'), phrase('Choose a larger share that tests, or bring more images.'))
  return { train, validation: imagesWhere(source, (part) => part === validation), test }
}

/** Null: a share is drawn. */
function namedTestPart({ test }: SplitOptions): string | null {
  if (test === 'share') return null
  return test === 'own' ? 'test' : test.part
}

function noTestPart(part: string, parts: readonly string[]): LabError {
  return new LabError('import/no-test-part', phrase('The source has no part {part}; its parts are: {parts}.', { part, parts: listedWords(parts) }), phrase('Choose one of these, or a share of each class.'))
}

function imagesWhere({ partOf }: SplitSource, isWanted: (part: number) => boolean): Uint32Array {
  const wanted = new Uint32Array(partOf.length)
  let count = 0
  partOf.forEach((part, image) => {
    if (isWanted(part)) wanted[count++] = image
  })
  return wanted.slice(0, count)
}
