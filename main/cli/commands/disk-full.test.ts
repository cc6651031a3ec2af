// A full disk below the store, and below standard output: one sentence says so, and the record of the run still comes last.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../files/testing/temporary-folder'

const program = fileURLToPath(new URL('../../../bin/cnn-lab.mjs', import.meta.url))
const short = ['train', '--epochs', '3', '--limit-train', '2000', '--limit-test', '200', '--json']

/** A disk of so many KiB, until the test has ended; null where this user may not mount one. */
function smallDisk(kibibytes: number): string | null {
  const folder = temporaryFolder()
  if (process.platform !== 'linux' || spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'tmpfs', folder]).status !== 0) return null
  onTestFinished(() => {
    spawnSync('umount', [folder])
  })
  return folder
}

it('a run on a disk that gets full ends with its record, the reason and exit code 1', { timeout: 60_000 }, (context) => {
  const home = smallDisk(600)
  if (home === null) {
    context.skip('only root may mount a small disk')
    return
  }
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...short], { env: { ...process.env, CNN_LAB_HOME: home }, encoding: 'utf8' })
  expect(status).toBe(1)
  const record = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as unknown
  expect(record).toMatchObject({ id: 'lenet-relu-1', problem: { code: expect.stringMatching(/disk|unwritable|write/) as string } })
  expect(stderr).not.toContain('no transaction is active')
  expect(stderr).not.toMatch(/^ +at /m)
})

it.skipIf(!existsSync('/dev/full'))('results that cannot be written are told in one sentence, with exit code 1', { timeout: 60_000 }, () => {
  const env = { ...process.env, CNN_LAB_HOME: temporaryFolder() }
  const { stderr, status } = spawnSync('sh', ['-c', `"${process.execPath}" "${program}" presets --json > /dev/full`], { env, encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stderr).toBe('Standard output cannot be written: the disk is full.\n')
})
