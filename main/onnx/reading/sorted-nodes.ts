// Puts the nodes of a file in the order in which they can be computed: the format asks for it, but ONNX Runtime takes others, too.
import { phrase } from '@language/phrase'
import { listedWords } from '@common/words/listed-words'
import { unsupported } from '../problems'
import { labelOf, type StoredNode } from '../stored-model'

/** Most nodes of a circle that a message names. */
const mostNamed = 5

/**
 * The nodes, each behind those whose outputs it reads; nodes that are in such an order stay as they are.
 * @throws LabError `onnx/unsupported` where nodes read each other in a circle
 */
export function sortedNodes(nodes: readonly StoredNode[]): readonly StoredNode[] {
  const producers = new Map<string, number>()
  nodes.forEach(({ outputs }, place) => {
    for (const name of outputs) if (name !== '' && !producers.has(name)) producers.set(name, place)
  })
  const before = nodes.map((node) => namesReadBy(node).flatMap((name) => producers.get(name) ?? []))
  if (before.every((places, place) => places.every((other) => other < place))) return nodes
  return orderOf(before, (circle) => circleError(circle.flatMap((place) => nodes[place] ?? []))).flatMap((place) => nodes[place] ?? [])
}

/**
 * Depth-first search without recursion.
 * @param before of each place, those that come before it
 * @param circle makes the error for places that come before each other
 */
function orderOf(before: readonly (readonly number[])[], circle: (places: readonly number[]) => Error): readonly number[] {
  const order: number[] = []
  const done = new Set<number>()
  for (const start of before.keys()) {
    /** The way from `start`: each place with the next of its `before` to look at. */
    const way = new Map<number, number>(done.has(start) ? [] : [[start, 0]])
    const stack = [...way.keys()]
    for (let place = stack.at(-1); place !== undefined; place = stack.at(-1)) {
      const next = way.get(place) ?? 0
      const other = before[place]?.[next]
      way.set(place, next + 1)
      if (other === undefined) {
        order.push(place)
        done.add(place)
        way.delete(place)
        stack.pop()
      } else if (way.has(other)) {
        throw circle(stack.slice(stack.indexOf(other)))
      } else if (!done.has(other)) {
        way.set(other, 0)
        stack.push(other)
      }
    }
  }
  return order
}

function circleError(nodes: readonly StoredNode[]): Error {
  if (nodes.length === 1) return unsupported(phrase('{node} reads its own output', { node: nodes.map(labelOf).join('') }))
  const more = nodes.length > mostNamed ? [phrase('{count} nodes more', { count: nodes.length - mostNamed })] : []
  return unsupported(phrase('{nodes} read each other in a circle', { nodes: listedWords([...nodes.slice(0, mostNamed).map(labelOf), ...more]) }))
}

/** Names of the values that a node and the graphs in it read; those of values inside these graphs are among them. */
function namesReadBy(node: StoredNode): readonly string[] {
  const names: string[] = []
  const open: StoredNode[] = [node]
  for (const { inputs, subgraphs } of open) {
    names.push(...inputs)
    for (const { nodes, outputs } of subgraphs.values()) {
      open.push(...nodes) // visited by the loop as well
      names.push(...outputs)
    }
  }
  return names
}
