// Bundles in the page: their runs are verified one after another, with progress, and a cancelled verification begins no other.
import type { OpenedBundle, Verification } from '@contract/bundles/bundle'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { installLab, Refusal } from '../../../testing/lab-in-memory'
import { useBundles } from './bundles'

const bundle: OpenedBundle = {
  path: '/handed-in.cnnlab',
  bundledBy: '0.1.0',
  runs: ['lenet-1', 'lenet-2', 'lenet-3'].map((id) => ({ original: id, id, wasThere: false, marks: { tags: [], note: '' } })),
}
const verificationOf = (id: string): Verification => ({
  id,
  outcome: 'same-bytes',
  epoch: 2,
  sha256: { bundled: 'a', trained: 'a' },
  testAccuracy: { bundled: 0.8, trained: 0.8 },
  testLoss: { bundled: 0.5, trained: 0.5 },
  differences: [],
})
const stopped = { code: 'verification/stopped', message: 'The second training was stopped.', remedy: '' }

beforeEach(() => {
  setActivePinia(createPinia())
})

const kinds = (bundles: ReturnType<typeof useBundles>) => [...bundles.verifications].map(([id, { kind }]) => `${id} ${kind}`)

it('trains every run again, one after another, and goes on where one cannot be verified', async () => {
  let answer: (verification: Verification) => void = () => undefined
  const lab = installLab({
    chooseBundle: () => bundle,
    verifyRun: (id) => {
      if (id === 'lenet-2') throw new Refusal({ code: 'verification/nothing', message: 'It has no checkpoint.', remedy: '' })
      return id === 'lenet-1' ? new Promise<Verification>((resolve) => { answer = resolve }) : verificationOf(id)
    },
  })
  const bundles = useBundles()
  await bundles.open()
  const verifying = bundles.verify()
  expect(kinds(bundles)).toEqual(['lenet-1 training', 'lenet-2 waiting', 'lenet-3 waiting'])
  lab.tell({ type: 'verifying', runId: 'lenet-1', step: 5, steps: 20 })
  lab.tell({ type: 'verifying', runId: 'lenet-2', step: 5, steps: 20 }) // of nobody who waits
  expect(bundles.verifications.get('lenet-1')).toEqual({ kind: 'training', steps: { done: 5, total: 20 } })
  answer(verificationOf('lenet-1'))
  await verifying
  expect(kinds(bundles)).toEqual(['lenet-1 done', 'lenet-2 failed', 'lenet-3 done'])
  expect(lab.asked).toHaveBeenCalledWith('verifyRun', 'lenet-3', '0.1.0')
  expect(bundles.isVerifying).toBe(false)
})

it('a cancelled verification begins no other', async () => {
  let refuse: () => void = () => undefined
  const lab = installLab({
    chooseBundle: () => bundle,
    verifyRun: (id) => (id === 'lenet-1' ? verificationOf(id) : new Promise<Verification>((_, reject) => { refuse = () => { reject(new Refusal(stopped)) } })),
    cancelVerification: () => {
      refuse()
      return true
    },
  })
  const bundles = useBundles()
  await bundles.open()
  const verifying = bundles.verify()
  await vi.waitFor(() => { expect(kinds(bundles)).toContain('lenet-2 training') })
  await bundles.cancelVerifying()
  await verifying
  expect(kinds(bundles)).toEqual(['lenet-1 done'])
  expect(lab.asked.mock.calls.filter(([call]) => call === 'verifyRun')).toHaveLength(2)
})
