// What the user is told when a run could not go on from its newest checkpoint.
import type { CheckpointInfo } from '@contract/runs/checkpoints'
import type { Found } from './checkpoints'

/** One sentence where checkpoints had to be passed over, else null. */
export function resumeNotice({ checkpoint, passedOver }: Found, stepsPerEpoch: number): string | null {
  const [newest] = passedOver
  if (!newest) return null
  const place = (at: CheckpointInfo): string => (at.step === at.epoch * stepsPerEpoch ? `the end of epoch ${at.epoch}` : `step ${count(at.step)}`)
  const others = passedOver.length - 1
  const damaged = `The checkpoint at ${place(newest.checkpoint)} cannot be used, because ${newest.why}`
  const more = others === 0 ? '' : `, nor ${others === 1 ? 'the one' : `the ${others}`} before it`
  return `${damaged}${more}; the run goes on from ${checkpoint ? place(checkpoint) : 'its beginning'} instead.`
}

const count = (value: number): string => value.toLocaleString('en-US')
