// Looking for PyTorch where importing it hangs.
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { defaultSpec } from '@contract/training/run-spec'
import { temporaryFolder } from '../testing/samples'
import { PyTorch } from './pytorch'

// Windows starts no scripts by their first line.
it.skipIf(process.platform === 'win32')('PyTorch is not found where the import hangs, whatever signal it ignores', async () => {
  const python = join(temporaryFolder(), 'python')
  writeFileSync(python, "#!/bin/sh\ntrap '' TERM\nexec sleep 60\n")
  chmodSync(python, 0o755)
  expect(await PyTorch.find(python, 500)).toBeNull()
}, 20_000)

it.skipIf(process.platform === 'win32')('a measurement that hangs is given up, and says so', async () => {
  const python = join(temporaryFolder(), 'python')
  writeFileSync(python, "#!/bin/sh\nif [ \"$1\" = -c ]; then echo 2.13.0 False; else exec sleep 60; fi\n")
  chmodSync(python, 0o755)
  const pyTorch = await PyTorch.find(python, 10_000, 300)
  const [contender] = pyTorch?.contenders({ ...defaultSpec('lenet'), batchSize: 256 }, 'cpu') ?? []
  await expect(contender?.measure()).rejects.toMatchObject({ code: 'benchmark/peer', message: 'PyTorch could not be measured: it did not end within 0.3 seconds' })
}, 20_000)
