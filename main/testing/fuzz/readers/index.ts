// Every reader that a campaign tries, in the order of its report.
import { sourcesReader } from '../../../data/sources/testing/fuzz/sources-reader'
import { onnxReader } from '../../../engine/parity/testing/damaged-networks/onnx-reader'
import type { FuzzReader } from '../reader'
import { callsOfThePage } from './calls-of-the-page'
import { filesOfTheLab } from './files-of-the-lab'
import { filesOfTheUser } from './files-of-the-user'

export const fuzzReaders: readonly FuzzReader[] = [sourcesReader, ...filesOfTheUser, ...filesOfTheLab, callsOfThePage, onnxReader]
