// The picture of a maximisation has the values of the engine in bytes, its planes beside each other.
import type { Maximization } from '@contract/inspection/maximization'
import { expect, it } from 'vitest'
import { ascentSentence, maximizationPicture } from './maximization-picture'

const maximization: Maximization = { channels: 3, height: 1, width: 2, values: Float32Array.of(0, 1, 0.5, 0.2, -0.1, 1.2), activations: [0.5, 1, 12.345], probabilities: [1] }

it('rounds, and cuts what lies outside of 0 to 1', () => {
  expect(maximizationPicture(maximization)).toEqual({ channels: 3, height: 1, width: 2, pixels: Uint8Array.of(0, 128, 0, 255, 51, 255) })
})

it('says how far the activation went', () => {
  expect(ascentSentence(maximization)).toBe('In 2 steps the activation went from 0.5 to 12.3.')
  expect(ascentSentence({ ...maximization, activations: [1, 2] })).toBe('In 1 step the activation went from 1 to 2.')
})
