// Names for values and nodes that are added to a graph of somebody else's names.
import type { Graph } from './graph'

/** Makes a name that neither the graph nor an earlier call has: the wanted one, where it is free. */
export function freshNames({ inputs, initializers, nodes }: Graph): (wanted: string) => string {
  const taken = new Set([...inputs.map(({ name }) => name), ...initializers.keys(), ...nodes.flatMap(({ name, outputs }) => [name, ...outputs.map((value) => value.name)])])
  return (wanted) => {
    let name = wanted
    while (taken.has(name)) name += '_'
    taken.add(name)
    return name
  }
}
