// What the passes of a training step are called.
import { phrase } from '@language/phrase'

export const passWords = { forward: phrase('forward § pass of a step'), backward: phrase('backward § pass of a step'), update: phrase('update § last part of a step') } as const
