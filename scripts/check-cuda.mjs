// `npm run check:cuda [-- --small]`: ONNX Runtime's real CUDA provider over fake CUDA libraries, to see where it puts the lab's programs, what it copies and waits for. Needs no GPU.
import { parseArgs } from 'node:util'
import { checkCuda, whyNot } from './check-cuda/check.mjs'
import { runProgram, SetupProblem } from './setup/problem.mjs'

await runProgram(async () => {
  const { values } = parseArgs({ options: { small: { type: 'boolean', default: false } } })
  const lack = whyNot()
  if (lack !== null) throw new SetupProblem(lack)
  const { lines, findings } = await checkCuda({ isSmall: values.small })
  process.stdout.write(`${[...lines, '', ...findings.map((finding) => `FOUND: ${finding}`), `${findings.length} findings`].join('\n')}\n`)
  return findings.length === 0 ? 0 : 1
})
