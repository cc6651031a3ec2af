// Reads what ONNX Runtime says on opening programs: which nodes lie on which provider, what it copies between them, and which constants it computes.

/**
 * @typedef {object} Placement
 * @property {string} name of the program
 * @property {number} nodes on the CUDA provider
 * @property {string[]} outside names of the nodes that lie elsewhere
 * @property {number} copies nodes that copy between the CPU and the device, which ONNX Runtime has put in
 * @property {string | null} failure why the program could not be opened; null: it could
 * @property {number} grownBytes by how much the constants that ONNX Runtime keeps have grown
 * @property {string[]} warnings
 */

/** Warnings that say nothing new: of copies and of nodes elsewhere, which are counted, and of writing down what is run. */
const usual = /Memcpy nodes? (?:is|are) added|Serializing optimized model|Some nodes were not assigned|Rerunning with verbose output/

/** @param {string} said by ONNX Runtime, with a line before and behind each program @returns {Placement[]} */
export function readPlacements(said) {
  return said.split(/^CASE (?=[^-])/m).slice(1).map((part) => {
    const [name = '', ...lines] = part.split('\n')
    const [, end = 'it did not come back'] = /^CASE-END (.*)$/m.exec(part) ?? []
    const [, grown] = /^opened, (-?\d+) bytes more$/.exec(end) ?? []
    const [, opened] = /^(opened)/.exec(end) ?? []
    return {
      name,
      ...countedNodes(lines),
      copies: [...part.matchAll(/(\d+) Memcpy nodes? (?:is|are) added/g)].reduce((sum, [, count]) => sum + Number(count), 0),
      failure: opened === undefined ? end.replace(/^failed: /, '') : null,
      grownBytes: Number(grown ?? 0),
      warnings: [...part.matchAll(/\[W:onnxruntime:[^\]]*\](.*)/g)].flatMap(([, warning = '']) => (usual.test(warning) ? [] : [warning.trim()])),
    }
  })
}

/** @param {string[]} lines @returns {{ nodes: number, outside: string[] }} */
function countedNodes(lines) {
  let [nodes, isOnCuda] = [0, true]
  /** @type {string[]} */
  const outside = []
  for (const line of lines) {
    const [, provider, count = '0'] = /\]\s+(?:All nodes placed on|Node\(s\) placed on) \[(\w+)\]\. Number of nodes: (\d+)/.exec(line) ?? []
    if (provider !== undefined) {
      isOnCuda = provider === 'CUDAExecutionProvider'
      if (isOnCuda) nodes += Number(count)
      // Where all nodes of a graph lie elsewhere, their names are not told.
      else if (line.includes('All nodes')) outside.push(`${count} nodes on ${provider}`)
    }
    const [, operator, name] = /VerifyEachNodeIsAssignedToAnEp\]\s+(\S+) \((.*)\)/.exec(line) ?? []
    if (operator !== undefined && !isOnCuda) outside.push(`${operator} (${name ?? ''})`)
  }
  return { nodes, outside }
}
