// Which ways are chosen by measured times.
import { expect, it } from 'vitest'
import type { Site, SitePass } from '../autodiff/site'
import { chosenPlace } from './choose-ways'

function site(pass: SitePass, ways: readonly string[], builtIn: string): Site {
  const unused = (): never => {
    throw new Error('nothing is computed here')
  }
  return { place: 'conv', pass, ways, builtIn, cost: () => 1, images: 1, resized: unused, probe: unused }
}

const sites = [site('forward', ['direct', 'fourier'], 'direct'), site('kernel gradient', ['taps', 'windows', 'fourier'], 'taps')]

it('takes the fastest way of each pass, and keeps the built-in one where nothing is clearly faster', () => {
  const times = { 'forward by direct': 10, 'forward by fourier': 9.9, 'kernel gradient by taps': 10, 'kernel gradient by windows': 4, 'kernel gradient by fourier': 12 }
  expect(chosenPlace(sites, times)).toMatchObject({
    ways: new Map([['forward', 'fourier'], ['kernel gradient', 'windows']]),
    seconds: 13.9,
    builtIn: { ways: new Map([['forward', 'direct'], ['kernel gradient', 'taps']]), seconds: 20 },
  })
  const even = { ...times, 'kernel gradient by windows': 9.5 }
  expect(chosenPlace(sites, even)?.ways).toEqual(new Map([['forward', 'direct'], ['kernel gradient', 'taps']]))
})

it('takes passes by one way together where they were measured to share work', () => {
  const times = { 'forward by direct': 10, 'forward by fourier': 9, 'kernel gradient by taps': 10, 'kernel gradient by windows': 8, 'kernel gradient by fourier': 9, 'forward + kernel gradient by fourier': 12 }
  expect(chosenPlace(sites, times)).toMatchObject({ ways: new Map([['forward', 'fourier'], ['kernel gradient', 'fourier']]), seconds: 12 })
})

it('counts passes by different ways as they were measured together, where they were', () => {
  const alone = { 'forward by direct': 10, 'forward by fourier': 9, 'kernel gradient by taps': 10, 'kernel gradient by windows': 4, 'kernel gradient by fourier': 12 }
  const together = { 'forward by fourier + kernel gradient by windows': 19, 'forward by direct + kernel gradient by taps': 19.5, 'forward + kernel gradient by fourier': 15 }
  expect(chosenPlace(sites, { ...alone, ...together })).toMatchObject({ ways: new Map([['forward', 'fourier'], ['kernel gradient', 'fourier']]), seconds: 15, builtIn: { seconds: 19.5 } })
})

it('chooses nothing without a time of the built-in ways', () => {
  expect(chosenPlace(sites, { 'forward by fourier': 1 })).toBeNull()
})

it('leaves out a way that is not worth its memory, however fast it was measured', () => {
  const frugal = sites.map((each) => ({ ...each, isWasteful: (way: string) => way === 'fourier' }))
  const times = { 'forward by direct': 10, 'forward by fourier': 1, 'kernel gradient by taps': 10, 'kernel gradient by windows': 4, 'kernel gradient by fourier': 1, 'forward + kernel gradient by fourier': 2 }
  expect(chosenPlace(frugal, times)?.ways).toEqual(new Map([['forward', 'direct'], ['kernel gradient', 'windows']]))
})
