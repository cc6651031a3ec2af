// Checks the GPUs of this machine: does planned steps one after another, each within its time, and goes on whatever becomes of one.
import { problemSentence } from '@common/words/problem-sentence'
import { phrase } from '@language/phrase'
import type { DeviceInfo } from '@contract/devices/devices'
import type { CheckedStep } from '@contract/devices/gpu-check'
import { toProblem } from '@contract/problem'
import type { CheckedGpu, PlannedStep, StepDeps } from './planned-step'
import { outOfMemoryStep } from './steps/out-of-memory'
import { paritySteps } from './steps/parity'
import { repeatSteps } from './steps/repeat'
import { speedSteps } from './steps/speed'
import { variantSteps } from './steps/variants'

/** All that is to be found out of a GPU, what matters most first. */
export function plannedSteps(deps: StepDeps, gpu: CheckedGpu): readonly PlannedStep[] {
  const [firstSpeed, ...otherSpeeds] = speedSteps(deps, gpu)
  const parity = paritySteps(deps, gpu)
  return [
    ...parity.slice(0, 3), // that it computes right at all
    ...(firstSpeed ? [firstSpeed] : []),
    ...variantSteps(deps, gpu),
    outOfMemoryStep(deps, gpu),
    ...repeatSteps(deps, gpu),
    ...parity.slice(3),
    ...otherSpeeds,
  ]
}

/** What the devices are, and what those lack that cannot be used. */
export function deviceSteps(devices: readonly DeviceInfo[]): readonly CheckedStep[] {
  return devices.map(({ name, title, usable, isSoftware, reason, remedy, command, driver, memoryBytes }) => ({
    title: phrase('device'),
    device: name,
    status: usable ? 'passed' : 'lacking',
    words: usable ? driver === '' ? phrase('{title}.', { title }) : phrase('{title}, driver {driver}.', { title, driver }) : [reason, remedy, command].filter((part) => part !== '').join(' '),
    seconds: 0,
    figures: { title, usable, isSoftware, driver, memoryBytes },
  }))
}

export interface CheckOptions {
  /** Seconds that all steps may take together; what would begin later is left out. */
  readonly seconds: number
  /** Told of each step when it is over. */
  readonly tell: (step: CheckedStep) => void
  /** Ends the check: the step that goes on and all that follow are left out. */
  readonly signal: AbortSignal
}

/** Time below which no step begins: timers end up to a millisecond early. */
const leastSeconds = 0.01

/** Does the steps in their order. */
export async function doSteps(steps: readonly PlannedStep[], { seconds, tell, signal }: CheckOptions): Promise<readonly CheckedStep[]> {
  const begin = performance.now()
  const done: CheckedStep[] = []
  for (const step of steps) {
    const left = seconds - (performance.now() - begin) / 1000
    const checked = signal.aborted ? leftOut(step, ended) : left > leastSeconds ? await doStep(step, Math.min(step.seconds, left), signal) : leftOut(step, phrase('The time of the check was over.'))
    done.push(checked)
    tell(checked)
  }
  return done
}

const ended = phrase('The check was ended before.')

const leftOut = ({ title, device }: PlannedStep, words: string): CheckedStep => ({ title, device, status: 'left-out', words, seconds: 0, figures: {} })

async function doStep(step: PlannedStep, most: number, signal: AbortSignal): Promise<CheckedStep> {
  const { title, device, run } = step
  const begin = performance.now()
  const passed = (): number => (performance.now() - begin) / 1000
  const ending = new AbortController()
  const end = (): void => {
    ending.abort(new Error(ended))
  }
  const timer = setTimeout(end, 1000 * most)
  signal.addEventListener('abort', end)
  try {
    // A peer hears no signal; it is given up, and ends by its own patience.
    const finding = await Promise.race([run(ending.signal), endOf(ending.signal)])
    return { title, device, ...finding, figures: { ...finding.figures }, seconds: passed() }
  } catch (error) {
    if (signal.aborted) return leftOut(step, ended)
    if (ending.signal.aborted) return { title, device, status: 'out-of-time', words: phrase('It was not done within {seconds} seconds.', { seconds: Math.round(most) }), seconds: passed(), figures: {} }
    const problem = toProblem(error)
    return { title, device, status: 'failed', words: problemSentence(problem), seconds: passed(), figures: { problem } }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
  }
}

/** Rejects when a signal aborts, at once where it has. */
function endOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => {
      reject(signal.reason as Error)
    }
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
}
