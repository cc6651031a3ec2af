// Own networks in the store: revisions that are never overwritten, names, removal and return, and what a second process sees.
import type { NetworkListing } from '@contract/models/layers/listing'
import fc from 'fast-check'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../testing/samples'
import { sampleListing } from '../testing/sample-listing'
import { Database } from './database'
import { Store } from './store'

const facts = { layers: 4, parameters: 100, classes: 10 }

function openStore(home = temporaryFolder()): Store {
  const store = new Store(home)
  onTestFinished(() => {
    store.close()
  })
  return store
}

const save = (store: Store, listing: NetworkListing) => store.ownNetworks.save(listing, facts)

it('saving adds a revision, but none for the same layers', () => {
  const store = openStore()
  const { ownNetworks } = store
  expect(save(store, sampleListing('Mine', 6))).toMatchObject({ name: 'Mine', revision: 1, input: [1, 28, 28], ...facts })
  expect(save(store, sampleListing('Mine', 6)).revision).toBe(1)
  expect(save(store, sampleListing('mine', 8))).toMatchObject({ name: 'Mine', revision: 2 })
  expect(save(store, sampleListing('Mine', 6)).revision).toBe(3)
  expect(ownNetworks.history('MINE').map(({ revision }) => revision)).toEqual([3, 2, 1])
  expect(ownNetworks.get('Mine', 2)).toMatchObject({ revision: 2, listing: sampleListing('Mine', 8) })
  expect(ownNetworks.get('Mine', null).listing).toEqual(sampleListing('Mine', 6))
  expect(() => ownNetworks.get('Mine', 4)).toThrow('Mine has no revision 4.')
  expect(() => ownNetworks.get('Yours', null)).toThrow('There is no own network Yours.')
})

it('what was saved is there after a restart, whatever was saved', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('Mine', 'MINE', 'Yours', 'Ours'), fc.integer({ min: 1, max: 3 })), { minLength: 1, maxLength: 8 }), (saves) => {
      const home = temporaryFolder()
      const expected = new Map<string, number[]>()
      for (const [name, channels] of saves) {
        const store = new Store(home)
        save(store, sampleListing(name, channels))
        store.close()
        const before = expected.get(name.toLowerCase()) ?? []
        if (before.at(-1) !== channels) expected.set(name.toLowerCase(), [...before, channels])
      }
      const store = openStore(home)
      expect(store.ownNetworks.list()).toHaveLength(expected.size)
      for (const [name, channels] of expected) {
        const kept = channels.map((_, index) => store.ownNetworks.get(name, index + 1).listing.layers[0])
        expect(kept).toEqual(channels.map((count) => sampleListing(name, count).layers[0]))
        expect(store.ownNetworks.history(name)).toHaveLength(channels.length)
      }
    }),
    { numRuns: 15 },
  )
})

it('a new name takes the history along, and is refused where another network has it', () => {
  const store = openStore()
  for (const channels of [4, 6]) save(store, sampleListing('Mine', channels))
  save(store, sampleListing('Yours', 8))
  expect(store.ownNetworks.rename('mine', 'Ours')).toMatchObject({ name: 'Ours', revision: 2 })
  expect(store.ownNetworks.get('Ours', 1).listing).toEqual(sampleListing('Ours', 4))
  expect(() => store.ownNetworks.get('Mine', null)).toThrow('There is no own network Mine.')
  expect(() => store.ownNetworks.rename('Ours', 'YOURS')).toThrow('There is a network Yours already.')
  expect(store.ownNetworks.rename('Ours', 'OURS').name).toBe('OURS')
})

it('a removed network comes back with its history, unless its name was given away', () => {
  const store = openStore()
  for (const channels of [4, 6]) save(store, sampleListing('Mine', channels))
  const removed = store.ownNetworks.remove('mine')
  expect(removed.name).toBe('Mine')
  expect(store.ownNetworks.list()).toEqual([])
  expect(save(store, sampleListing('Mine', 5)).revision).toBe(1)
  expect(() => store.ownNetworks.restore(removed.number)).toThrow('Another network is called Mine now.')
  store.ownNetworks.rename('Mine', 'Other')
  expect(store.ownNetworks.restore(removed.number)).toMatchObject({ name: 'Mine', revision: 2 })
  expect(store.ownNetworks.list().map(({ name }) => name).sort()).toEqual(['Mine', 'Other'])
  expect(() => store.ownNetworks.restore(99)).toThrow('removed too long ago')
})

it('one that was removed long ago is forgotten with its revisions', () => {
  const home = temporaryFolder()
  const store = openStore(home)
  save(store, sampleListing('Old', 4))
  save(store, sampleListing('Mine', 4))
  const old = store.ownNetworks.remove('Old')
  const database = new Database(join(home, 'lab.db'))
  database.run(`UPDATE own_networks SET removed_at = '2020-01-01T00:00:00.000Z' WHERE removed_at IS NOT NULL`)
  store.ownNetworks.remove('Mine')
  expect(database.all('SELECT DISTINCT network FROM network_revisions')).toHaveLength(1)
  database.close()
  expect(() => store.ownNetworks.restore(old.number)).toThrow('removed too long ago')
})

it('a damaged revision is told where it is opened, and the others stay', () => {
  const home = temporaryFolder()
  const store = openStore(home)
  for (const channels of [4, 6]) save(store, sampleListing('Mine', channels))
  const database = new Database(join(home, 'lab.db'))
  database.run(`UPDATE network_revisions SET listing = '{"layers": 3' WHERE revision = 2`)
  database.close()
  expect(() => store.ownNetworks.get('Mine', null)).toThrow('Revision 2 of the network Mine is damaged in the store.')
  expect(store.ownNetworks.get('Mine', 1).listing).toEqual(sampleListing('Mine', 4))
  expect(store.ownNetworks.list()).toHaveLength(1)
})

it('another process is told of, this one is not', () => {
  const home = temporaryFolder()
  const [window, terminal] = [openStore(home), openStore(home)]
  window.changes.since('window')
  save(window, sampleListing('Mine', 4))
  expect(window.changes.since('window').ownNetworks).toBe(false)
  for (const change of [
    () => save(terminal, sampleListing('Yours', 4)),
    () => save(terminal, sampleListing('Yours', 6)),
    () => terminal.ownNetworks.rename('Yours', 'Ours'),
    () => terminal.ownNetworks.remove('Ours'),
  ]) {
    change()
    expect(window.changes.since('window').ownNetworks).toBe(true)
    expect(window.changes.since('window').ownNetworks).toBe(false)
  }
})
