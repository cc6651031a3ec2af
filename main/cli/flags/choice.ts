// Flags that take one of several names.
import { enumeration } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import { didYouMean } from '@common/words/suggestion'
import { UsageError } from './usage-error'

/** The choice that a text names. @throws UsageError that lists the names, and says which was probably meant */
export function choiceOf<Name extends string>(text: string, names: readonly Name[], flag: string): Name {
  const found = names.find((name) => name === text)
  if (found !== undefined) return found
  throw new UsageError(phrase('{flag} must be one of {names}.{didYouMean}', { flag, names: enumeration(names), didYouMean: didYouMean(text, names) }))
}
