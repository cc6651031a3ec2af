// Takes an ONNX file into the lab's folder of networks, or says of each node why the engine cannot take it.
import { phrase } from '@language/phrase'
import type { ImportReport, NodeFinding } from '@contract/models/network-file'
import { LabError, toProblem } from '@contract/problem'
import { fixedTensors, nodeFindings, refusedFindings } from '../../analysis/import-report'
import { keepFile, networkToKeep, readFileToKeep, type FileToKeep } from '../../networks/from-file/keep-file'
import { ownName } from '../../networks/file-names'
import type { FileNetwork } from '../../networks/from-file/network-from-model'
import { nodeTitle } from '../../onnx/graph'
import { ofNodes, unsupported } from '../../onnx/problems'
import { untrainableNodes, type UntrainableNode } from '../autodiff/untrainable'
import type { Work } from './work'

export const importNetwork: Work<'importNetwork'> = async ({ path, networkFolder }) => {
  const file = await readFileToKeep(path)
  const taken = networkOf(file)
  if ('problem' in taken) return { network: null, trained: [], fixed: [], ...taken }
  const { network } = taken
  const untrainable = untrainableNodes(network.graph, network.parameters.map(({ name }) => name))
  const found = {
    nodes: withoutGradients(nodeFindings(file.model, taken), untrainable),
    trained: network.parameters.map(({ name, shape }) => ({ tensor: ownName(name), shape: [...shape] })),
    fixed: fixedTensors(network),
  }
  if (untrainable.length > 0) return { network: null, problem: toProblem(untrainableError(untrainable)), ...found }
  return { network: await keepFile(file, taken, networkFolder), problem: null, ...found }
}

function networkOf(file: FileToKeep): FileNetwork | Pick<ImportReport, 'problem' | 'nodes'> {
  try {
    return networkToKeep(file)
  } catch (error) {
    if (error instanceof LabError) return { problem: toProblem(error), nodes: refusedFindings(error) }
    throw error
  }
}

function withoutGradients(findings: NodeFinding[], untrainable: readonly UntrainableNode[]): NodeFinding[] {
  const reasons = new Map(untrainable.map(({ node, why }) => [nodeTitle(node), why]))
  return findings.map((finding) => {
    const why = reasons.get(finding.node)
    return why === undefined ? finding : { ...finding, outcome: 'refused', why: phrase('it cannot be trained through: {why}', { why }) }
  })
}

const untrainableError = (nodes: readonly UntrainableNode[]): LabError =>
  unsupported(ofNodes(nodes.map(({ node, why }) => phrase('node {node} ({operator}) cannot be trained through: {why}', { node: nodeTitle(node), operator: node.operator, why }))))
