// An own network in the form: taken at its newest revision, and kept as it is until the user takes a newer one.
import { networkListingSchema, type NetworkListing } from '@contract/models/layers/listing'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { installLab } from '../../testing/lab-in-memory'
import { useOwnNetworks } from '../models/own-networks'
import { useNewerRevision } from './newer-revision'
import { useSetup } from './setup-store'

const listing = (features: number): NetworkListing =>
  networkListingSchema.parse({ name: 'Mine', input: [1, 30, 30], initializer: 'kaiming-normal', layers: [{ layer: 'flatten' }, { layer: 'linear', features }] })

beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
})

/** A lab whose only own network has so many revisions, each with other layers. */
function labWith(revisions: { count: number }) {
  const savedAt = '2026-11-28T20:00:00.000Z'
  return installLab({
    ownNetworks: () => [{ name: 'Mine', revision: revisions.count, savedAt, input: [1, 30, 30], layers: 2, parameters: 9, classes: 10 }],
    ownNetwork: (name, revision) => ({ name, revision: revision ?? revisions.count, savedAt, listing: listing(revision ?? revisions.count) }),
  })
}

it('the form tells of a newer revision, and takes it when asked to', async () => {
  const revisions = { count: 1 }
  const lab = labWith(revisions)
  const [setup, newer] = [useSetup(), useNewerRevision()]
  await useOwnNetworks().load()
  await setup.chooseOwn('Mine')
  expect(setup.spec).toMatchObject({ network: { kind: 'layers', listing: listing(1) }, preprocessing: { height: 30, width: 30 } })
  expect(newer.revision).toBeNull()
  revisions.count = 2
  lab.tell({ type: 'own-networks' })
  await vi.waitFor(() => {
    expect(newer.revision?.revision).toBe(2)
  })
  expect(setup.spec).toMatchObject({ network: { listing: listing(1) } })
  newer.take()
  expect(setup.spec).toMatchObject({ network: { listing: listing(2) } })
  expect(newer.revision).toBeNull()
})

it('networks of the zoo have no revision', async () => {
  labWith({ count: 2 })
  const newer = useNewerRevision()
  await useOwnNetworks().load()
  useSetup().chooseModel('lenet')
  expect(newer.revision).toBeNull()
})
