// `--class`: a class of the data set, by its number or its name.
import { phrase } from '@language/phrase'
import { didYouMean } from '@common/words/suggestion'
import { UsageError } from '../../flags/usage-error'

/** Null: none was named. @throws UsageError */
export function chosenClass(text: string | undefined, classes: readonly string[]): number | null {
  if (text === undefined) return null
  const named = classes.findIndex((name) => name.toLowerCase() === text.toLowerCase())
  if (named >= 0) return named
  if (/^\d+$/.test(text) && Number(text) < classes.length) return Number(text)
  throw new UsageError(phrase('--class must be a class of the data set, by its name or its number from 0 to {last}.{didYouMean}', { last: classes.length - 1, didYouMean: didYouMean(text, classes) }))
}
