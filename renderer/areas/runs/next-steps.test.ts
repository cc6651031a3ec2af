// The offer of more epochs says what they do to the schedule.
import { defaultSpec } from '@contract/training/run-spec'
import { defaultSchedule, schedules } from '@contract/training/schedule'
import { expect, it } from 'vitest'
import { longerWords } from './next-steps'

it.each(schedules)('more epochs after the schedule $name: its tooltip says whether the learning rates change', ({ name }) => {
  const words = longerWords({ ...defaultSpec('lenet'), schedule: defaultSchedule(name) })
  expect(words.includes('learning rates are those of the longer run')).toBe(name === 'cosine' || name === 'one-cycle')
})
