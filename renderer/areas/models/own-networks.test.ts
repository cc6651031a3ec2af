// Own networks on the page: loaded once, anew at every change, and the last answer counts.
import type { NetworkSummary } from '@contract/models/own-network'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { installLab, Refusal } from '../../testing/lab-in-memory'
import { useOwnNetworks } from './own-networks'

const summary = (name: string, revision = 1): NetworkSummary => ({ name, revision, savedAt: '2026-11-28T20:00:00.000Z', input: [1, 28, 28], layers: 4, parameters: 100, classes: 10 })

beforeEach(() => {
  setActivePinia(createPinia())
})

it('are loaded once, and anew whenever one changes anywhere', async () => {
  let answer = [summary('Mine')]
  const lab = installLab({ ownNetworks: () => answer })
  const own = useOwnNetworks()
  await own.ensure()
  await own.ensure()
  expect(lab.asked).toHaveBeenCalledTimes(1)
  answer = [summary('Mine', 2), summary('Yours')]
  lab.tell({ type: 'own-networks' })
  await vi.waitFor(() => {
    expect(own.list).toEqual(answer)
  })
})

it('show the newest answer, whichever comes last', async () => {
  const waiting: ((value: readonly NetworkSummary[]) => void)[] = []
  installLab({ ownNetworks: () => new Promise<readonly NetworkSummary[]>((resolve) => waiting.push(resolve)) })
  const own = useOwnNetworks()
  const loads = [own.load(), own.load()]
  waiting[1]?.([summary('New')])
  waiting[0]?.([summary('Old')])
  await Promise.all(loads)
  expect(own.list.map(({ name }) => name)).toEqual(['New'])
})

it('keep what they have where the lab cannot tell, and say why', async () => {
  installLab({ ownNetworks: () => [summary('Mine')] })
  const own = useOwnNetworks()
  await own.load()
  const problem = { code: 'store/busy', message: 'The store is in use.', remedy: 'Try again.' }
  installLab({ ownNetworks: () => { throw new Refusal(problem) } })
  await own.load()
  expect(own.list).toHaveLength(1)
  expect(own.problem).toEqual(problem)
})
