// The kinds of numbers that layer records hold, with the bounds that keep sizes computable.
import { phrase } from '@language/phrase'
import { z } from 'zod'

/** Largest number of channels, features or pixels that a record may name: products of a few of them stay exact integers. */
const largestCount = 1_000_000

export const count = z.int(phrase('must be a whole number')).positive(phrase('must be at least {min}', { min: 1 })).max(largestCount, phrase('must be at most {max}', { max: largestCount }))
/** One number for both axes, or [of the height, of the width]. */
export const sizes = z.union([count, z.tuple([count, count])], phrase('must be a whole number of at least 1, or a pair of them'))
export type Sizes = z.infer<typeof sizes>

const pixels = z.int(phrase('must be a whole number')).min(0, phrase('must be at least {min}', { min: 0 })).max(10_000, phrase('must be at most {max}', { max: 10000 }))
/** Pixels on all sides; on [top and bottom, left and right]; or on each side of its own. */
export const paddings = z.union(
  [pixels, z.tuple([pixels, pixels]), z.strictObject({ top: pixels, left: pixels, bottom: pixels, right: pixels })],
  phrase('must be a number of pixels, a pair of them, or top, left, bottom and right'),
)
export type Paddings = z.infer<typeof paddings>

/** Pixels as a number or a pair. */
export const pixelPair = z.union([pixels, z.tuple([pixels, pixels])], phrase('must be a number of pixels, or a pair of them'))

/** A probability below 1. */
export const share = z.number(phrase('must be a number')).min(0, phrase('must be at least {min}', { min: 0 })).lt(1, phrase('must be less than {below}', { below: 1 }))
export const positive = z.number(phrase('must be a number')).positive(phrase('must be greater than {above}', { above: 0 }))
export const number = z.number(phrase('must be a number'))
export const truth = z.boolean(phrase('must be true or false'))
