// The size of an experiment that was begun, in words.
import { experimentSizeTitles } from '@contract/experiments/experiment-names'
import type { ExperimentRecord } from '@contract/experiments/experiment-record'
import { phrase } from '@language/phrase'

/** Says of a record whose plan the reader has changed that it is no longer the experiment's own. */
export const sizeWords = ({ size, isChanged }: Pick<ExperimentRecord, 'size' | 'isChanged'>): string => (isChanged ? phrase('{size}, changed', { size: experimentSizeTitles[size] }) : experimentSizeTitles[size])
