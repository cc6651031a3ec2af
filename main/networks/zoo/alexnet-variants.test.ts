// The layers from which experiments take parts away are those of the zoo where nothing is taken away.
import { alexnet2012Listing, smallAlexnetListing, wholeAlexnet } from '@common/experiments/alexnet-listing'
import { expect, it } from 'vitest'
import { zooListing } from './zoo-listing'

const named = { name: 'AlexNet' }

it('the small AlexNet', () => {
  expect(smallAlexnetListing('AlexNet', 112, wholeAlexnet)).toEqual({ ...zooListing('alexnet-small', { classes: 10 }, [1, 112, 112]), ...named })
})

it('the AlexNet of 2012', () => {
  expect(alexnet2012Listing('AlexNet', { ...wholeAlexnet, isNormalized: true })).toEqual({ ...zooListing('alexnet-2012', { classes: 10 }, [1, 224, 224]), ...named })
})
