// Runs a script of this folder by its name (`npm start`: `run.mjs start`), once the Node that runs it is known to suit. It is written in what old Nodes understand.
import { nodeProblem } from '../bin/node-version.mjs'

const wrongNode = nodeProblem(process.versions, process.execPath)
if (wrongNode === null) {
  const [name = ''] = process.argv.splice(2, 1)
  const script = new URL(`${name}.mjs`, import.meta.url)
  await import(script.href)
} else {
  process.stderr.write(wrongNode)
  process.exitCode = 1
}
