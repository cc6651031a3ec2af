// The conditions of a benchmark in words: what stands above or below its table wherever it is shown.
import { formatBytes } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { BenchmarkConditions } from '@contract/benchmark/conditions'

/** `AMD EPYC (AVX2), 2 threads, 25.2 GB, linux x64; CPU, 2 threads; CNN Lab 0.1.0 on ONNX Runtime 1.30.0, Node 20.19.0; PyTorch 2.13.0, 2 threads; 29 November 2026` */
export function conditionsLine({ measuredAt, processor, vectorInstructions, threads, memoryBytes, system, device, lab, node, onnxRuntime, peers, load }: BenchmarkConditions): string {
  const instructions = vectorInstructions.length > 0 ? ` (${vectorInstructions.join(', ')})` : ''
  return [
    phrase('{processor}{instructions}, {threads} threads, {memory}, {system}', { processor, instructions, threads, memory: formatBytes(memoryBytes), system }),
    device,
    phrase('CNN Lab {lab} on ONNX Runtime {onnxRuntime}, Node {node}', { lab, onnxRuntime, node }),
    ...peers.map((peer) => (peer.threads === null ? peer.title : phrase('{peer}, {threads} threads', { peer: peer.title, threads: peer.threads }))),
    ...(load === null ? [] : [phrase('load {load} before the first measurement', { load: load.toFixed(1) })]),
    measuredAt.slice(0, 10),
  ].join(phrase('; '))
}
