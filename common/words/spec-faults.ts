// What is wrong with a run's settings, in sentences for the user who typed a flag or wrote a file.
import { phrase } from '@language/phrase'
import { modelInfo, modelNameSchema } from '@contract/models/zoo'
import { issuePath, specIssues, type SpecIssue as Issue } from '@contract/training/spec-issues'
import { didYouMean } from '@common/words/suggestion'
import { clauses, enumeration } from './listed-words'

/** The name of a field for the user: its flag, or its path in the file. */
export type FieldName = (field: string) => string

/** The faults of a value that is no valid spec, as one sentence or more; empty for one that is. */
export function specFaults(value: unknown, nameOf: FieldName = (field) => field): string {
  const issues = specIssues(value)
  if (issues.length === 0) return ''
  if (issues.some(({ path }) => path.length === 0 && !isObject(value))) return phrase('it must be an object.')
  const isMissing = (issue: Issue) => issue.code !== 'unrecognized_keys' && at(value, issue.path) === undefined
  const missing = issues.filter(isMissing).map((issue) => nameOf(issuePath(issue)))
  const faults = [
    ...(missing.length === 0 ? [] : [missing.length === 1 ? phrase('{name} is missing', { name: missing.join('') }) : phrase('{names} are missing', { names: enumeration(missing) })]),
    ...issues.filter((issue) => !isMissing(issue)).map((issue) => fault(issue, value, nameOf)),
  ]
  return `${phrase('{sentence}.', { sentence: clauses([...new Set(faults)]) })}${issues.map((issue) => suggestion(issue, value)).join('')}`
}

function fault(issue: Issue, value: unknown, nameOf: FieldName): string {
  const name = nameOf(issuePath(issue))
  switch (issue.code) {
    case 'unrecognized_keys':
      return clauses(issue.keys.map((key) => phrase('there is no setting {path}', { path: [...issue.path, key].join('.') })))
    case 'invalid_value':
    case 'invalid_union': {
      const names = namesIn(issue)
      return names.length === 1 ? phrase('{name} must be {value}', { name, value: names.join('') }) : phrase('{name} must be one of {names}', { name, names: names.join(', ') })
    }
    case 'custom':
      return isLayerChoice(issue) ? phrase('{network} has no choice of {choice}', { network: networkOf(value), choice: issue.path.at(-1)?.toString() ?? '' }) : `${name} ${issue.message}`
    case 'invalid_type':
    case 'invalid_format':
    case 'too_big':
    case 'too_small':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
      return `${name} ${issue.message}`
  }
}

/** Whether a fault is a choice of layers that the network does not leave. */
const isLayerChoice = ({ path }: Issue): boolean => path[0] === 'network' && path[1] !== 'file'

function networkOf(value: unknown): string {
  const model = modelNameSchema.safeParse(at(value, ['network', 'model']))
  return model.success ? modelInfo(model.data).title : phrase('The network')
}

/** What a field may be, where it is one of several names. */
function namesIn(issue: Issue): readonly string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String)
  return issue.code === 'invalid_union' && 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : []
}

function suggestion(issue: Issue, value: unknown): string {
  const written = at(value, issue.path)
  const names = namesIn(issue)
  // Where there is one name, the fault has named it.
  return typeof written === 'string' && names.length > 1 ? didYouMean(written, names) : ''
}

/** The part of a value at a path. */
function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((part, key) => (isObject(part) ? part[key] : undefined), value)
}

function isObject(value: unknown): value is Readonly<Record<PropertyKey, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
