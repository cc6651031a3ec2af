// The plan of a benchmark: measured before the first round, as a long run would measure it.
import type { PlanMeasurement } from '@contract/training/plan'
import type { EngineLauncher } from '../engine-process/channel'
import { askEngine } from '../engine-process/single-question'
import type { BenchmarkSubject } from './benchmark-subject'

/** Null where the settings, or the device, have the built-in ways or a plan of their own. @throws LabError as a run of the spec would */
export async function planOfSubject(launcher: EngineLauncher, subject: BenchmarkSubject, plansFile: string): Promise<PlanMeasurement | null> {
  const { spec, device } = subject
  if (device !== 'cpu' || spec.plan === 'default' || spec.measuredPlan) return null
  return askEngine(launcher, 'measurePlan', { ...subject, plansFile })
}

/** The subject as it trains by a plan. */
export const byPlan = (subject: BenchmarkSubject, measured: PlanMeasurement | null): BenchmarkSubject =>
  measured ? { ...subject, spec: { ...subject.spec, measuredPlan: measured.plan } } : subject

/** Whether a plan takes any way that is not the built-in one. */
export const differsFromBuiltIn = ({ places }: PlanMeasurement): boolean =>
  places.some(({ ways, builtIn }) => Object.entries(ways).some(([pass, way]) => builtIn[pass] !== way))
