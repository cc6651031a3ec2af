// All faults of a value that should be a spec, including those that the schema does not reach because of another fault.
import { z } from 'zod'
import { runSpecSchema } from './run-spec'
import type { Setting } from './settings/setting'
import { isSettingPath, settingAt, settingPaths, valueAt, type SettingPath } from './settings/table'
import { numberSchema, numbersSchema } from './settings/value-schema'

export type SpecIssue = z.core.$ZodIssue

/** The path of what an issue is about, `batchSize`; of a number of a list the path of the list. */
export function issuePath({ path }: SpecIssue): string {
  const list = path.slice(0, -1).join('.')
  return isSettingPath(list) && settingAt(list).kind === 'numbers' ? list : path.join('.')
}

/** The choices on which the other settings of their object depend: while one is wrong, the schema does not check those settings. */
const deciding: Readonly<Record<string, readonly SettingPath[]>> = {
  'network.kind': settingPaths.filter((path) => path.startsWith('network.')),
  'optimizer.name': settingPaths.filter((path) => path.startsWith('optimizer.')),
  'schedule.name': settingPaths.filter((path) => path.startsWith('schedule.')),
}

/** Everything that is wrong with a value; nothing for a valid spec. */
export function specIssues(value: unknown): readonly SpecIssue[] {
  const issues = runSpecSchema.safeParse(value).error?.issues ?? []
  const told = new Set(issues.map(({ path }) => path.join('.')))
  const hidden = Object.entries(deciding).flatMap(([choice, paths]) => (told.has(choice) ? paths : []))
  return [...issues, ...hidden.filter((path) => !told.has(path)).flatMap((path) => issuesAt(path, valueAt(value, path)))]
}

/** The faults of one setting's value on its own, regardless of the other settings. */
function issuesAt(path: SettingPath, value: unknown): readonly SpecIssue[] {
  if (value === undefined || value === null) return []
  const issues = valueSchema(path).safeParse(value).error?.issues ?? []
  return issues.map((issue) => ({ ...issue, path: path.split('.') }))
}

function valueSchema(path: SettingPath): z.ZodType {
  const setting: Setting = settingAt(path)
  switch (setting.kind) {
    case 'switch':
      return z.boolean()
    case 'choice':
      return setting.names === null ? z.string() : z.enum(setting.names)
    case 'count':
    case 'number':
    case 'share':
      return numberSchema(setting)
    case 'numbers':
      return numbersSchema(setting)
  }
}
