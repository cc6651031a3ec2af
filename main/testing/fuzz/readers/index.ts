// Every reader that a campaign tries beside the sources of data sets and ONNX files, which have campaigns of their own.
import type { FuzzReader } from '../reader'
import { callsOfThePage } from './calls-of-the-page'
import { filesOfTheLab } from './files-of-the-lab'
import { filesOfTheUser } from './files-of-the-user'

export const fuzzReaders: readonly FuzzReader[] = [...filesOfTheUser, ...filesOfTheLab, callsOfThePage]
