#!/usr/bin/env node
// The command `cnn-lab`: runs the built command line, or says how to get it built.
import { existsSync } from 'node:fs'

const program = new URL('../out/main/cli.js', import.meta.url)
const dependencies = new URL('../node_modules/.package-lock.json', import.meta.url)

if (existsSync(program) && existsSync(dependencies)) {
  await import(program.href)
} else {
  process.stderr.write('CNN Lab is not set up yet. Run `npm run setup` in its folder, then try again.\n')
  process.exitCode = 1
}
