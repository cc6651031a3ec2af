#!/usr/bin/env node
// The command `cnn-lab`: runs the built command line, or says which Node it needs or how to get it built. It is written in what old Nodes understand.
import { existsSync } from 'node:fs'
import { nodeProblem } from './node-version.mjs'

const program = new URL('../out/main/cli.js', import.meta.url)
const dependencies = new URL('../node_modules/.package-lock.json', import.meta.url)

const wrongNode = nodeProblem(process.versions, process.execPath)
if (wrongNode !== null) {
  process.stderr.write(wrongNode)
  process.exitCode = 1
} else if (existsSync(program) && existsSync(dependencies)) {
  await import(program.href)
} else {
  process.stderr.write('CNN Lab is not set up yet. Run `npm run setup` in its folder, then try again.\n')
  process.exitCode = 1
}
