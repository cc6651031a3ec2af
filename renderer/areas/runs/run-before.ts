// The run that a run is compared with at first: the newest one before it with the same network.
import type { RunRecord } from '@contract/runs/run-record'
import { settingValue } from '@common/run-query/field-words'
import { testedRuns } from './tested-runs'

/** Its id; null where there is none. */
export async function runBefore({ spec, createdAt: began }: Pick<RunRecord, 'spec' | 'createdAt'>): Promise<string | null> {
  const network = String(settingValue(spec, 'network.model')).replaceAll('"', '')
  return (await testedRuns(`network = "${network}"`)).find(({ createdAt }) => createdAt < began)?.id ?? null
}

/** The page on which a run stands beside another. @param before id of the other; null: the run alone, to which others can be added */
export const comparisonAddress = (run: string, before: string | null) => ({ name: 'compare', query: { runs: before === null ? run : `${run},${before}` } }) as const
