// What a page sends is checked before the lab hears of it, and errors come back as data.
import { defaultSpec } from '@contract/training/run-spec'
import { LabError } from '@contract/problem'
import { describe, expect, it, vi } from 'vitest'
import type { LabUseCases, WindowCalls } from '../lab/use-cases'
import { answerCall } from './lab-calls'

/** A lab of which only the given calls are ever made. */
function labWith(calls: Partial<LabUseCases>): LabUseCases {
  return calls as LabUseCases
}

const absent = () => Promise.reject(new Error('there is no window'))
const noWindow: WindowCalls = { openNetworkFile: absent, showHome: absent }

describe('answerCall', () => {
  it('asks the window for what needs a dialog, and takes no path from the page', async () => {
    const openNetworkFile = vi.fn(() => Promise.resolve(null))
    expect(await answerCall(labWith({}), { ...noWindow, openNetworkFile }, 'openNetworkFile', [])).toEqual({ ok: true, value: null })
    expect(await answerCall(labWith({}), { ...noWindow, openNetworkFile }, 'openNetworkFile', ['/etc/passwd'])).toMatchObject({ ok: false })
    expect(openNetworkFile).toHaveBeenCalledTimes(1)
  })

  it('passes checked arguments on and wraps the result', async () => {
    const estimate = vi.fn(() => Promise.resolve('answer'))
    const lab = labWith({ estimate: estimate as never })
    const spec = defaultSpec('lenet')
    expect(await answerCall(lab, noWindow, 'estimate', [spec, true])).toEqual({ ok: true, value: 'answer' })
    expect(estimate).toHaveBeenCalledExactlyOnceWith(spec, true)
  })

  it.each([
    ['a wrong type', 'pause', [7]],
    ['too few arguments', 'estimate', [defaultSpec('lenet')]],
    ['too many', 'runs', ['extra']],
    ['no list', 'runs', null],
    ['an unknown field in a spec', 'start', [{ ...defaultSpec('lenet'), command: 'rm' }, '']],
  ])('refuses %s', async (_what, name, args) => {
    const lab = labWith({})
    expect(await answerCall(lab, noWindow, name, args)).toMatchObject({ ok: false, problem: { code: 'app/invalid-call' } })
  })

  it.each(['close', 'constructor', '__proto__', 'onEvent', 42])('does not know %s', async (name) => {
    expect(await answerCall(labWith({}), noWindow, name, [])).toMatchObject({ ok: false, problem: { code: 'app/unknown-call' } })
  })

  it('answers with the problem where the lab fails', async () => {
    const lab = labWith({ runs: () => Promise.reject(new LabError('store/damaged', 'The store is damaged.', 'Restore it.')) })
    expect(await answerCall(lab, noWindow, 'runs', [])).toEqual({
      ok: false,
      problem: { code: 'store/damaged', message: 'The store is damaged.', remedy: 'Restore it.' },
    })
  })
})
