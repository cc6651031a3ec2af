// Set-up that lasts as long as its process, which runs it for each of the test files that share it.

/** Does something unless it was done in this process under that name. */
export function oncePerProcess(name: string, work: () => void): void {
  const mark = Symbol.for(`cnn-lab tests: ${name}`)
  if (mark in globalThis) return
  Object.assign(globalThis, { [mark]: true })
  work()
}
