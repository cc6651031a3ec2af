// Looking for PyTorch where importing it hangs.
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../testing/samples'
import { PyTorch } from './pytorch'

// Windows starts no scripts by their first line.
it.skipIf(process.platform === 'win32')('PyTorch is not found where the import hangs, whatever signal it ignores', async () => {
  const python = join(temporaryFolder(), 'python')
  writeFileSync(python, "#!/bin/sh\ntrap '' TERM\nexec sleep 60\n")
  chmodSync(python, 0o755)
  expect(await PyTorch.find(python, 500)).toBeNull()
}, 20_000)
