// Networks and programs stay open between questions; the least recently used are closed, none that is in use.
import { wholeDataset } from '@contract/training/run-spec'
import { afterEach, expect, it, vi } from 'vitest'
import { compileValues } from '../program/values-program'
import { Session } from '../runtime/session'
import { OpenedNetworks, type OpenedNetwork } from './opened-networks'
import { tinyNetwork } from './testing/tiny-networks'
import { withNetwork } from './with-network'

afterEach(() => {
  vi.restoreAllMocks()
})

const network = (seed: number) => tinyNetwork([{ layer: 'flatten' }, { layer: 'linear', features: 3 }], seed)
const program = (opened: OpenedNetwork, key = 'logits'): Promise<Session> => opened.session(key, () => compileValues(opened.networkFor(1), new Map([['out', opened.networkFor(1).logits]]), opened.info))

/** Notes the sessions that are closed from now on. */
function closings(): readonly unknown[] {
  return vi.spyOn(Session.prototype, 'close').mock.contexts
}

it('compile a program once for all questions about a network, and once more after it was closed', async () => {
  const opened = new OpenedNetworks()
  const closed = closings()
  const [first, again] = [await opened.use(network(1), program), await opened.use(network(1), program)]
  expect(again).toBe(first)
  for (const seed of [2, 3]) await opened.use(network(seed), program)
  await opened.use(network(1), program)
  expect(closed).toEqual([])
  const second = await opened.use(network(2), program)
  for (const seed of [4, 5]) await opened.use(network(seed), program)
  // Used last: 2, 4, 5.
  expect(closed).toHaveLength(2)
  expect(closed).toContain(first)
  expect(await opened.use(network(2), program)).toBe(second)
  expect(await opened.use(network(1), program)).not.toBe(first)
  await opened.close()
  expect(closed).toHaveLength(6)
})

it('keep a network and its programs while it is in use, whatever is opened beside it', async () => {
  const opened = new OpenedNetworks()
  const closed = closings()
  const sessions: Session[] = []
  await opened.use(network(1), async (used) => {
    for (let key = 0; key < 12; key++) sessions.push(await program(used, String(key)))
    for (const seed of [2, 3, 4, 5, 6]) await opened.use(network(seed), program)
    expect(sessions.filter((session) => closed.includes(session))).toEqual([])
  })
  // The network that was used the longest ago, now that nobody uses it.
  expect(sessions.filter((session) => closed.includes(session))).toEqual(sessions)
  await opened.close()
})

it('close the programs of a network beyond the newest', async () => {
  const opened = new OpenedNetworks()
  const closed = closings()
  const sessions = await opened.use(network(1), (used) => Promise.all(Array.from({ length: 10 }, (_, key) => program(used, String(key)))))
  expect(closed).toEqual(sessions.slice(0, 2))
  await opened.close()
})

it('forget what could not be opened or compiled, so that the next question tries again', async () => {
  const opened = new OpenedNetworks()
  const missing = { ...network(1), spec: { ...network(1).spec, dataset: wholeDataset('no-such-set') } }
  await expect(opened.use(missing, program)).rejects.toMatchObject({ code: 'dataset/unknown' })
  await expect(opened.use(missing, program)).rejects.toMatchObject({ code: 'dataset/unknown' })
  await opened.use(network(1), async (used) => {
    await expect(used.session('broken', () => { throw new Error('cannot be compiled') })).rejects.toThrow('cannot be compiled')
    expect(await program(used, 'broken')).toBeInstanceOf(Session)
  })
  await opened.close()
})

it('are closed with the question, where the process keeps none', async () => {
  const closed = closings()
  const session = await withNetwork(network(1), program)
  expect(closed).toEqual([session])
})
