// The schedule of a run as Python functions of the step, in the same words for every framework.
import type { ScheduleName, ScheduleOf, ScheduleSettings } from '@contract/training/schedule'
import { momentumOf } from '@contract/training/optimizer'
import { atomText } from '../python/format'
import { isScheduled, warmUpSteps, type RunToWrite } from './run-to-write'

const cosineFunction = `def cosine(start, end, progress):
    """From \`start\` to \`end\` along half a cosine wave."""
    return end + (start - end) / 2 * (1 + math.cos(math.pi * progress))`

interface Course {
  readonly words: string
  /** Lines of the function that returns the rate of \`step\`. */
  readonly lines: readonly string[]
  readonly usesLength: boolean
}

/** Of a cycle: how far its rising or its falling part has come. */
const cycle = ({ riseShare }: ScheduleOf<'one-cycle'>): readonly string[] => [
  `top, last = max(0, ${atomText(riseShare)} * steps - 1), steps - 1`,
  'rising = step < top',
  'if rising:',
  '    progress = step / top',
  'else:',
  '    progress = (step - top) / (last - top) if last > top else 0',
]

const courses: { readonly [Name in ScheduleName]: (schedule: ScheduleOf<Name>) => Course } = {
  constant: () => ({ words: 'constant', lines: ['return LEARNING_RATE'], usesLength: false }),
  step: ({ factor }) => ({ words: 'drops', lines: [`return LEARNING_RATE * ${atomText(factor)} ** (step // STEPS_OF_A_DROP)`], usesLength: false }),
  exponential: ({ factor }) => ({ words: 'exponential', lines: [`return LEARNING_RATE * ${atomText(factor)} ** (step / STEPS_PER_EPOCH)`], usesLength: false }),
  cosine: ({ finalShare }) => ({
    words: 'half a cosine wave',
    lines: [`end = ${atomText(finalShare)} * LEARNING_RATE`, 'return cosine(LEARNING_RATE, end, step / steps)'],
    usesLength: true,
  }),
  'one-cycle': (schedule) => ({
    words: 'one cycle',
    lines: [
      ...cycle(schedule),
      `start = LEARNING_RATE / ${atomText(schedule.startDivisor)}`,
      'if rising:',
      '    return cosine(start, LEARNING_RATE, progress)',
      `return cosine(LEARNING_RATE, start / ${atomText(schedule.finalDivisor)}, progress)`,
    ],
    usesLength: true,
  }),
}

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `    ${line}`)

/** The function `learning_rate` with what it calls; none where the rate stays. */
export function scheduleFunctions(run: RunToWrite): readonly string[] {
  const { schedule } = run.spec
  if (!isScheduled(run)) return []
  const course = (courses[schedule.name] as (schedule: ScheduleSettings) => Course)(schedule)
  const isWarmedUp = warmUpSteps(run) > 0
  const warmUp = isWarmedUp ? ['if step < WARM_UP_STEPS:', '    share = (step + 1) / (WARM_UP_STEPS + 1)', '    return share * learning_rate(WARM_UP_STEPS)', ...(course.lines.length > 1 || schedule.name !== 'constant' ? ['step -= WARM_UP_STEPS'] : [])] : []
  const rate = [
    'def learning_rate(step):',
    `    """Rate of a step, counted from 0: ${course.words}${isWarmedUp ? ' after a warm-up' : ''}."""`,
    ...indented(warmUp),
    ...indented(course.usesLength ? [`steps = ${lengthOf(isWarmedUp)}`] : []),
    ...indented(course.lines),
  ].join('\n')
  return [...(course.usesLength ? [cosineFunction] : []), rate]
}

const lengthOf = (isWarmedUp: boolean): string => (isWarmedUp ? 'max(1, STEPS - WARM_UP_STEPS)' : 'STEPS')

/** Whether the momentum goes down while the rate goes up. */
export function cyclesMomentum({ spec: { schedule, optimizer } }: RunToWrite): boolean {
  return schedule.name === 'one-cycle' && schedule.lowMomentum !== null && momentumOf(optimizer) !== null
}

/** The function `momentum`; none where the momentum stays. */
export function momentumFunctions(run: RunToWrite): readonly string[] {
  const { schedule, optimizer } = run.spec
  const high = momentumOf(optimizer)
  if (schedule.name !== 'one-cycle' || schedule.lowMomentum === null || high === null) return []
  const isWarmedUp = warmUpSteps(run) > 0
  const lines = [
    'def momentum(step):',
    '    """Momentum of a step: low while the learning rate is high."""',
    ...indented(isWarmedUp ? ['step = max(0, step - WARM_UP_STEPS)'] : []),
    ...indented([`steps = ${lengthOf(isWarmedUp)}`, ...cycle(schedule), `high, low = ${atomText(high)}, ${atomText(schedule.lowMomentum)}`, 'if rising:', '    return cosine(high, low, progress)', 'return cosine(low, high, progress)']),
  ]
  return [lines.join('\n')]
}
