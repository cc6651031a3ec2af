// Own networks in the lab: names, facts of what is saved, events, and the zoo's networks as lists to begin from.
import type { LabEvent } from '@contract/runs/events'
import { models } from '@contract/models/zoo'
import { expect, it, onTestFinished } from 'vitest'
import { buildListing } from '../../../networks/build-listing'
import { parameterCount } from '../../../networks/network'
import { buildNetwork } from '../../../networks/zoo/zoo'
import { Lab } from '../../lab'
import { openDirectStore } from '../../store/direct-store'
import { FakeLauncher } from '../../testing/fake-launcher'
import { sampleListing } from '../../testing/sample-listing'
import { temporaryFolder } from '../../testing/samples'

async function openLab() {
  const lab = await Lab.open({ openStore: openDirectStore, home: temporaryFolder(), launcher: new FakeLauncher() })
  onTestFinished(() => lab.close())
  const events: LabEvent['type'][] = []
  lab.onEvent(({ type }) => events.push(type))
  return { networks: lab.ownNetworks, events }
}

it('saved networks are listed with their facts, and every change is told', async () => {
  const { networks, events } = await openLab()
  await networks.saveNetwork(sampleListing('  My   net '))
  expect(await networks.ownNetworks()).toMatchObject([{ name: 'My net', revision: 1, layers: 4, classes: 10, parameters: 5 * 5 * 6 + 6 + 24 * 24 * 6 * 10 + 10 }])
  await networks.renameNetwork('my net', 'Mine')
  const { number } = await networks.removeNetwork('Mine')
  await networks.restoreNetwork(number)
  expect(await networks.networkHistory('mine')).toHaveLength(1)
  expect(events).toEqual(['own-networks', 'own-networks', 'own-networks', 'own-networks'])
})

it('layers that do not fit together are saved, too', async () => {
  const { networks } = await openLab()
  const listing = sampleListing('Unfit')
  await networks.saveNetwork({ ...listing, input: [1, 3, 3], layers: [...listing.layers] })
  expect(await networks.ownNetworks()).toMatchObject([{ layers: 4, parameters: null, classes: null }])
})

it('names that no own network can have are refused with a way out', async () => {
  const { networks, events } = await openLab()
  const refused = networks.saveNetwork(sampleListing('alexnet'))
  await expect(refused).rejects.toMatchObject({ code: 'network/name', message: 'The name “alexnet” is that of a network of the zoo.', remedy: 'Choose another name, such as My alexnet.' })
  await networks.saveNetwork(sampleListing('Mine'))
  await expect(networks.renameNetwork('Mine', 'mine.json')).rejects.toMatchObject({ code: 'network/name', remedy: 'Choose another name, such as My network.' })
  expect(events).toHaveLength(1)
})

it.each(models.map(({ name }) => name))('%s is a list of layers of the same parameters, under a name that can be saved', async (model) => {
  const { networks } = await openLab()
  const { inputSize } = models.find(({ name }) => name === model) ?? { inputSize: 28 }
  const listing = await networks.zooListing(model, { dropout: 0.2 }, [1, inputSize, inputSize], 10)
  const images = [1, 1, inputSize, inputSize]
  expect(parameterCount(buildListing(listing, images, 10))).toBe(parameterCount(buildNetwork(model, images, { classes: 10 })))
  expect((await networks.saveNetwork(listing)).classes).toBe(10)
})

it('a list of a network of the zoo has what was chosen of its layers', async () => {
  const { networks } = await openLab()
  const { layers } = await networks.zooListing('lenet', { activation: 'tanh', pooling: 'max' }, [1, 28, 28], 7)
  expect(layers.map(({ layer }) => layer)).toEqual(expect.arrayContaining(['tanh', 'maxPool2d']))
  expect(layers.at(-1)).toMatchObject({ layer: 'linear', features: 7 })
})
