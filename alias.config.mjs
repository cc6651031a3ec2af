// The aliases of imports, for the build and the tests; TypeScript's stand in tsconfig.base.json.
import { fileURLToPath } from 'node:url'

export const alias = {
  '@contract': fileURLToPath(new URL('contract', import.meta.url)),
  '@language': fileURLToPath(new URL('language', import.meta.url)),
  '@common': fileURLToPath(new URL('common', import.meta.url)),
}
