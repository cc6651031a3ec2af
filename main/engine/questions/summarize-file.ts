// Lists the layers of an ONNX file's network.
import { summarizeFile as tableOf } from '../../analysis/file-summary'
import type { Work } from './work'

export const summarizeFile: Work<'summarizeFile'> = ({ path, input, batchSize }) => tableOf(path, input, batchSize)
