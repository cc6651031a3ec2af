// The experiment that a sweep belongs to.
import type { ExperimentRecord } from '@contract/experiments/experiment-record'

/** The record a part of which the sweep trains; null: it was set up by itself, or its experiment was removed. */
export const experimentOfSweep = (records: Iterable<ExperimentRecord>, sweep: string): ExperimentRecord | null => [...records].find(({ parts }) => parts.some((part) => part.sweep === sweep)) ?? null
