// Callers that wait for the same thing to happen: all are answered together, with a value or with an error.

export class Waiters<T> {
  #callers: { readonly resolve: (value: T) => void; readonly reject: (error: Error) => void }[] = []

  wait(): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#callers.push({ resolve, reject })
    })
  }

  resolve(value: T): void {
    for (const { resolve } of this.#take()) resolve(value)
  }

  reject(error: Error): void {
    for (const { reject } of this.#take()) reject(error)
  }

  #take() {
    const callers = this.#callers
    this.#callers = []
    return callers
  }
}
