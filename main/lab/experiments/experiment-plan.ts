// The work of an experiment: that of its definition for a size, or the reader's.
import type { Experiment } from '@common/experiments/experiment'
import { isSamePlan } from '@common/experiments/plan-key'
import { clauses } from '@common/words/listed-words'
import { didYouMean } from '@common/words/suggestion'
import { phrase } from '@language/phrase'
import type { ExperimentName, ExperimentSize } from '@contract/experiments/experiment-names'
import { experimentPlanSchema, type ExperimentPlan } from '@contract/experiments/experiment-record'
import { LabError } from '@contract/problem'
import type { ExperimentWork } from '../store/experiment-store'

/** @throws LabError `experiment/no-definition` where this version of the lab has none of the name */
export function definitionOf(definitions: readonly Experiment[], name: ExperimentName): Experiment {
  const found = definitions.find((definition) => definition.name === name)
  if (found) return found
  throw new LabError('experiment/no-definition', phrase('This version of the lab has no experiment {name}.', { name }), phrase('Choose another; what was run stays.'))
}

/**
 * The parts in the order of the definition.
 * @param plan null: as the definition has it
 * @throws LabError `experiment/no-part`, `experiment/invalid`
 */
export function workOf({ name, parts, sizes }: Experiment, size: ExperimentSize, plan: ExperimentPlan | null): ExperimentWork {
  const own = checkedPlan(sizes[size].plan)
  const chosen = plan === null ? own : checkedPlan(plan)
  const names = parts.map((part) => part.name)
  const stranger = Object.keys(chosen).find((part) => !names.includes(part))
  if (stranger !== undefined) throw new LabError('experiment/no-part', phrase('The experiment {name} has no part {stranger}.{suggestion}', { name, stranger, suggestion: didYouMean(stranger, names) }), phrase('Its parts are {names}.', { names: names.join(', ') }))
  const workIn = (of: ExperimentPlan) => names.flatMap((part) => (of[part] ? [{ name: part, work: of[part] }] : []))
  return { size, isChanged: !isSamePlan(chosen, own), parts: workIn(chosen) }
}

/** The plan with the defaults of all that it leaves out, so that equal plans are equal texts. @throws LabError `experiment/invalid` */
function checkedPlan(plan: ExperimentPlan): ExperimentPlan {
  const parsed = experimentPlanSchema.safeParse(plan)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')} ${message}`)
  throw new LabError('experiment/invalid', phrase('The plan of the experiment is not valid: {faults}.', { faults: clauses(faults.slice(0, 5)) }), phrase('Correct what is named.'))
}
