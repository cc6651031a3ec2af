// Bad usage of the command line: told in one sentence, exit code 2.

export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}
