// Which packages a SLURM of one node still needs.
import { expect, it } from 'vitest'
import { missingPackages } from './slurm.mjs'

it('names the packages of the programs that are missing, and none where all are there', () => {
  expect(missingPackages((program) => program !== 'scontrol' && program !== 'munged')).toEqual(['slurm-client', 'munge'])
  expect(missingPackages(() => true)).toEqual([])
})
