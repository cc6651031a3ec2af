// Measuring a plan: a tiny network is timed once, its times are kept and believed, and a damaged file is measured anew.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { defaultOptimizer } from '@contract/training/optimizer'
import { builtInPlan, type ComputePlan } from '@contract/training/plan'
import { candidateWays, type Site } from '../autodiff/site'
import { buildLayers } from '../../networks/build-layers'
import { conv2d, flatten, linear, maxPool2d, relu } from '../../networks/listing'
import { plainRecipe } from '../program/training/training-recipe'
import { KnownTimes } from './known-times'
import { measurePlan, secondsOfMeasurement } from './measure-plan'
import { timesOfPlace } from './place-times'
import { programPlaces } from './program-places'
import { openStep as openStepOf } from './step-program'

const folder = mkdtempSync(join(tmpdir(), 'cnn-lab-plans-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** A pool that may go by phases, and a convolution with no pool behind it, which every plan has. */
const images = 8
const network = buildLayers('tiny', [images, 1, 28, 28], [conv2d(6, { kernel: 5, padding: 2 }), relu(), maxPool2d({ kernel: 2, stride: 2 }), conv2d(16, { kernel: 5 }), relu(), flatten(), linear(10)])
const placesBy = (plan: ComputePlan) => programPlaces(network, { count: 100, channels: 1, height: 28, width: 28 }, { ...plainRecipe, plan })
const places = placesBy(builtInPlan)
const step = (seconds: number) => Promise.resolve({ seconds: () => Promise.resolve(seconds), close: () => Promise.resolve() })
/** Every plan takes the same time: the first one is kept. */
const openStep = () => step(1)
const second = 'conv 8x6x14x14 16x5x5'

it('finds the places of a program, each with its passes', () => {
  const found = places.find(({ sites }) => sites[0]?.place === second)
  expect(found).toMatchObject({ count: 1 })
  expect(found?.sites.map(({ pass }) => pass)).toEqual(['forward', 'input gradient', 'kernel gradient'])
  expect(found?.sites.every(({ ways, builtIn }) => ways.includes(builtIn))).toBe(true)
})

it('times each way once on a machine, and keeps the times', async () => {
  const path = join(folder, 'measured.json')
  const measured = await measurePlan({ placesBy, images, openStep, block: null }, path, Infinity)
  const place = measured.places.find((each) => each.place === second)
  expect(place?.seconds).toBeGreaterThan(0)
  expect(place?.seconds).toBeLessThanOrEqual(place?.builtIn.seconds ?? 0)
  for (const { place: name, ways } of measured.places) {
    for (const [pass, way] of ways) expect(measured.plan.choices[`${name} ${pass}`]).toBe(way)
  }
  const written = readFileSync(path, 'utf8')
  expect(await measurePlan({ placesBy, images, openStep, block: null }, path, Infinity)).toEqual(measured)
  expect(readFileSync(path, 'utf8')).toBe(written)
})

it('believes the times that it finds, and measures again where the file is damaged', async () => {
  const path = join(folder, 'believed.json')
  const { sites = [] } = places.find((each) => each.sites[0]?.place === second) ?? {}
  const last = (ways: readonly string[]): string => ways.at(-1) ?? ''
  const times = Object.fromEntries(sites.flatMap(({ pass, ways }) => ways.map((way) => [`${pass} by ${way}`, way === last(ways) ? 1e-9 : 1] as const)))
  await new KnownTimes(path).add(new Map([[second, times]]))
  const believed = await measurePlan({ placesBy, images, openStep, block: null }, path, Infinity)
  for (const { pass, ways } of sites) expect(believed.plan.choices[`${second} ${pass}`]).toBe(last(ways))

  writeFileSync(path, '{ "version": 1, "mach')
  const again = await measurePlan({ placesBy, images, openStep, block: null }, path, Infinity)
  expect(again.places.find((each) => each.place === second)?.seconds).toBeGreaterThan(1e-6)
  expect((await new KnownTimes(path).read()).has(second)).toBe(true)
})

it('takes the plan by which a whole step is fastest', async () => {
  const builtInIsFaster = ({ choices }: ComputePlan) => step(Object.keys(choices).length === 0 ? 1 : 2)
  expect(await measurePlan({ placesBy, images, openStep: builtInIsFaster, block: null }, join(folder, 'steps.json'), Infinity)).toMatchObject({ plan: builtInPlan })
  const { plan } = await measurePlan({ placesBy, images, openStep, block: null }, join(folder, 'steps.json'), Infinity)
  expect(plan).toEqual(builtInPlan) // as it was timed before
})

it('times steps in turns: a slow moment falls on two plans alike', async () => {
  // A machine that is ten times as slow as long as the built-in plan and its rival are timed.
  const isBuiltIn = ({ choices }: ComputePlan) => Object.keys(choices).length === 0
  let slowness = 1
  const slowMachine = (plan: ComputePlan) => {
    if (isBuiltIn(plan)) slowness = 10
    return Promise.resolve({ seconds: () => Promise.resolve(slowness * (isBuiltIn(plan) ? 0.9 : 1)), close: () => Promise.resolve() })
  }
  expect(await measurePlan({ placesBy, images, openStep: slowMachine, block: null }, join(folder, 'steps-in-turns.json'), Infinity)).toMatchObject({ plan: builtInPlan })
})

it('changes a place whose other way makes a whole step faster, though it is slower alone', async () => {
  const path = join(folder, 'neighbours.json')
  const { sites = [] } = places.find((each) => each.sites[0]?.place === second) ?? {}
  const other = sites.map(candidateWays)[0]?.find((way) => sites.every((site) => candidateWays(site).includes(way) && way !== site.builtIn)) ?? ''
  const times = Object.fromEntries(sites.flatMap(({ pass, ways, builtIn }) => ways.map((way) => [`${pass} by ${way}`, way === builtIn ? 1 : way === other ? 1.3 : 9] as const)))
  await new KnownTimes(path).add(new Map([[second, times]]))
  const openNeighbours = ({ choices }: ComputePlan) => step(choices[`${second} forward`] === other ? 1 : 2)
  const { plan } = await measurePlan({ placesBy, images, openStep: openNeighbours, block: null }, path, Infinity)
  for (const { pass } of sites) expect(plan.choices[`${second} ${pass}`]).toBe(other)
})

it('takes the ways of the least predicted cost where measured times were wrong', async () => {
  const path = join(folder, 'misled.json')
  const { sites = [] } = places.find((each) => each.sites[0]?.place === second) ?? {}
  const dearest = (site: Site): string => candidateWays(site).toSorted((a, b) => site.cost(b) - site.cost(a))[0] ?? ''
  const times = Object.fromEntries(sites.flatMap((site) => site.ways.map((way) => [`${site.pass} by ${way}`, way === dearest(site) ? 1e-9 : 1] as const)))
  await new KnownTimes(path).add(new Map([[second, times]]))
  const isMisled = ({ choices }: ComputePlan): boolean => sites.some((site) => choices[`${second} ${site.pass}`] === dearest(site))
  const openMisled = (plan: ComputePlan) => step(isMisled(plan) ? 3 : Object.keys(plan.choices).length > 0 ? 1 : 2)
  const { plan } = await measurePlan({ placesBy, images, openStep: openMisled, block: null }, path, 0)
  for (const site of sites) expect(site.cost(plan.choices[`${second} ${site.pass}`] ?? '')).toBe(Math.min(...candidateWays(site).map(site.cost)))
})

it('takes ways that are likely best where no time is left to measure, and measured ones where there is', async () => {
  const activation = 'relu 32x16x28x28 32x16x28x28'
  const grouped = 'conv 32x16x28x28 64x5x5 pad2 groups2'
  const wide = buildLayers('wide', [32, 1, 28, 28], [conv2d(16, { kernel: 3, padding: 1 }), relu(), conv2d(64, { kernel: 5, padding: 2, groups: 2 }), flatten(), linear(10)])
  const ofWide = (plan: ComputePlan) => programPlaces(wide, { count: 100, channels: 1, height: 28, width: 28 }, { ...plainRecipe, plan })
  const { plan, places: timed } = await measurePlan({ placesBy: ofWide, images: 32, openStep, block: null }, null, 0)
  expect(timed).toEqual([])
  expect(plan.choices).toEqual({ [`${activation} input gradient`]: 'step', [`${grouped} forward`]: 'fourier', [`${grouped} input gradient`]: 'fourier', [`${grouped} kernel gradient`]: 'fourier' })

  const ofConvolution = ofWide(builtInPlan).find(({ sites }) => sites[0]?.place === grouped)
  const begun = await timesOfPlace(ofConvolution?.sites ?? [], () => true)
  for (const pass of ['forward', 'input gradient', 'kernel gradient']) expect(begun[`${pass} by fourier`]).toBeGreaterThan(0)

  const path = join(folder, 'likely.json')
  await new KnownTimes(path).add(new Map([[activation, { 'input gradient by sign': 1, 'input gradient by step': 2 }]]))
  const { plan: measured } = await measurePlan({ placesBy: ofWide, images: 32, openStep, block: null }, path, 0)
  expect(measured.choices).toEqual({ ...plan.choices, [`${activation} input gradient`]: 'sign' })
})

it('times a step of many images for fewer, by the same ways', async () => {
  const many = buildLayers('many', [1024, 1, 28, 28], [conv2d(128, { kernel: 5, padding: 2 }), relu(), maxPool2d({ kernel: 2, stride: 2 }), conv2d(128, { kernel: 5 }), flatten(), linear(10)])
  const ofMany = (plan: ComputePlan) => programPlaces(many, { count: 100, channels: 1, height: 28, width: 28 }, { ...plainRecipe, plan })
  const conv = 'conv 1024x128x14x14 128x5x5 kernel gradient'
  const opened: { readonly images: number; readonly way: string | undefined }[] = []
  const openMany = ({ choices }: ComputePlan, count: number) => {
    opened.push({ images: count, way: choices[conv.replace('1024', String(count))] })
    return step(1)
  }
  const path = join(folder, 'many.json')
  const { sites = [] } = ofMany(builtInPlan).find((place) => place.sites[0]?.place === conv.replace(' kernel gradient', '')) ?? {}
  await new KnownTimes(path).add(new Map([[sites[0]?.place ?? '', Object.fromEntries(sites.flatMap(({ pass, ways }) => ways.map((way) => [`${pass} by ${way}`, way === 'fourier' ? 1e-9 : 1] as const)))]]))
  await measurePlan({ placesBy: ofMany, images: 1024, openStep: openMany, block: null }, path, 0)
  expect(new Set(opened.map((each) => each.images))).toEqual(new Set([64]))
  expect(opened[0]?.way).toBe('fourier')
})

it('times a step by any plan', async () => {
  const format = { count: 100, channels: 1, height: 28, width: 28 }
  for (const recipe of [plainRecipe, { ...plainRecipe, optimizer: defaultOptimizer('adamw', 0.001), microBatches: 2 }]) {
    const program = await openStepOf(network, format, recipe)
    expect(await program.seconds()).toBeGreaterThan(0)
    await program.close()
  }
})

it('keeps the built-in ways of a program without places', async () => {
  expect(await measurePlan({ placesBy: () => [], images, openStep, block: null }, null, 1)).toEqual({ plan: builtInPlan, places: [] })
})

it('measures longer for a run of hours', () => {
  const minute = 60
  expect(secondsOfMeasurement(minute)).toBe(secondsOfMeasurement(5 * minute))
  expect(secondsOfMeasurement(30 * minute)).toBeGreaterThan(secondsOfMeasurement(15 * minute))
  expect(secondsOfMeasurement(600 * minute)).toBe(secondsOfMeasurement(6000 * minute))
})
