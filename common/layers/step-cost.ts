// Costs of passes put together: the bytes that one moves, and the cost of a whole training step.
import { passNames, type PassCost, type PassName } from '@contract/models/network-analysis'

/** Bytes that a pass reads and writes where every operand is moved once. */
export function bytesOf({ bytesRead, bytesWritten }: PassCost): number {
  return bytesRead + bytesWritten
}

/** The cost of all passes of a training step together. */
export function stepCost(passes: Readonly<Record<PassName, PassCost>>): PassCost {
  const sum = (key: keyof PassCost): number => passNames.reduce((total, name) => total + passes[name][key], 0)
  return { multiplyAdds: sum('multiplyAdds'), flops: sum('flops'), bytesRead: sum('bytesRead'), bytesWritten: sum('bytesWritten') }
}
