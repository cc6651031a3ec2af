// A home for tests that train in processes of their own: the first run of a home unpacks Fashion-MNIST, 55 MB, which takes longer than the few steps of such a run.
import { existsSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { temporaryFolder } from '../../files/testing/temporary-folder'
import { fashionMnistFolder } from '../catalogue'
import { fashionMnistFiles } from '../fashion-mnist'
import { labFolder } from '../resources'
import { copiesFolder } from '../sources/idx/unpacked-copy'

/** Beside the caches of other tools; it stays for the next tests. */
const cache = join(labFolder(), 'node_modules', '.cache', 'cnn-lab-tests')

/** A new folder, deleted when the test is over, with links to the unpacked files in the place of the copies that the lab would make. */
export function homeForTraining(): string {
  const home = temporaryFolder()
  const folder = join(home, 'datasets', copiesFolder)
  mkdirSync(folder, { recursive: true })
  for (const name of Object.keys(fashionMnistFiles)) symlinkSync(unpacked(name), join(folder, basename(name, '.gz')))
  return home
}

/** Absolute path of an unpacked file. What it holds is checked by the lab whenever it is read. */
function unpacked(name: string): string {
  const path = join(cache, basename(name, '.gz'))
  if (existsSync(path)) return path
  mkdirSync(cache, { recursive: true })
  const unfinished = `${path}.${process.pid}`
  writeFileSync(unfinished, gunzipSync(readFileSync(join(fashionMnistFolder(), name))))
  renameSync(unfinished, path)
  return path
}
