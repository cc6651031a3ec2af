// What a page sends is checked before the lab hears of it, and errors come back as data.
import { defaultSpec } from '@contract/training/run-spec'
import { LabError } from '@contract/problem'
import { describe, expect, it, vi } from 'vitest'
import type { CallsByArea } from '../lab/use-cases'
import { answerCall } from './lab-calls'

/** A lab that has only the given calls. */
function labWith(areas: { readonly [A in keyof CallsByArea]?: Partial<CallsByArea[A]> }): CallsByArea {
  const none = { catalogue: {}, data: {}, devices: {}, evaluations: {}, models: {}, networkFiles: {}, ownNetworks: {}, runs: {}, runTable: {}, training: {}, window: {} }
  return { ...none, ...areas } as CallsByArea
}

const anyRun = () => Promise.resolve(null as never)
/** A lab with every call that is made in a wrong way below. */
const lab = labWith({ runs: { pause: anyRun, currentRuns: anyRun, start: anyRun }, training: { estimate: anyRun } })

describe('answerCall', () => {
  it('asks the window for what needs a dialog, and takes no path from the page', async () => {
    const chooseNetworkFile = vi.fn(() => Promise.resolve(null))
    const withWindow = labWith({ window: { chooseNetworkFile } })
    expect(await answerCall(withWindow, 'chooseNetworkFile', [])).toEqual({ ok: true, value: null })
    expect(await answerCall(withWindow, 'chooseNetworkFile', ['/etc/passwd'])).toMatchObject({ ok: false })
    expect(chooseNetworkFile).toHaveBeenCalledTimes(1)
  })

  it('passes checked arguments on and wraps the result', async () => {
    const estimate = vi.fn(() => Promise.resolve('answer'))
    const spec = defaultSpec('lenet')
    expect(await answerCall(labWith({ training: { estimate: estimate as never } }), 'estimate', [spec, true])).toEqual({ ok: true, value: 'answer' })
    expect(estimate).toHaveBeenCalledExactlyOnceWith(spec, true)
  })

  it.each([
    ['a wrong type', 'pause', [7]],
    ['too few arguments', 'estimate', [defaultSpec('lenet')]],
    ['too many', 'currentRuns', ['extra']],
    ['no list', 'currentRuns', null],
    ['an unknown field in a spec', 'start', [{ ...defaultSpec('lenet'), command: 'rm' }, '']],
  ])('refuses %s', async (_what, name, args) => {
    expect(await answerCall(lab, name, args)).toMatchObject({ ok: false, problem: { code: 'app/invalid-call' } })
  })

  it.each(['close', 'constructor', '__proto__', 'onEvent', 42])('does not know %s', async (name) => {
    expect(await answerCall(lab, name, [])).toMatchObject({ ok: false, problem: { code: 'app/unknown-call' } })
  })

  it('answers with the problem where the lab fails', async () => {
    const currentRuns = () => Promise.reject(new LabError('store/damaged', 'The store is damaged.', 'Restore it.'))
    expect(await answerCall(labWith({ runs: { currentRuns } }), 'currentRuns', [])).toEqual({
      ok: false,
      problem: { code: 'store/damaged', message: 'The store is damaged.', remedy: 'Restore it.' },
    })
  })
})
