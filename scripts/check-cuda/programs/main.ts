// The programs that the check runs over the fake CUDA libraries; the first argument says which.
import { argv } from 'node:process'
import { openKernels } from './kernels'
import { placeAll } from './place'
import { runAll } from './run'

const programs: Readonly<Record<string, () => Promise<void>>> = { place: placeAll, run: runAll, kernels: openKernels }

const program = programs[argv[2] ?? '']
if (!program) throw new Error(`there is no program ${argv[2] ?? ''}`)
await program()
