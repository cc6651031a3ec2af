// Does work on items in their order, while some of it is already under way for the next ones.

/**
 * @param depth items that are worked on at once
 * @throws what the work throws, when its item's turn comes
 */
export async function* readAhead<T, R>(items: readonly T[], depth: number, work: (item: T) => Promise<R>): AsyncGenerator<{ readonly item: T; readonly result: R }> {
  const under: { readonly item: T; readonly result: Promise<R> }[] = []
  const begin = (item: T): void => {
    const result = work(item)
    result.catch(() => undefined) // thrown when its turn comes, or of no interest where nobody asks any more
    under.push({ item, result })
  }
  for (const item of items.slice(0, depth)) begin(item)
  for (let next = depth, first = under.shift(); first; first = under.shift(), next++) {
    const following = items[next]
    const result = await first.result
    if (following !== undefined) begin(following)
    yield { item: first.item, result }
  }
}
