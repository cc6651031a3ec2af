// Lists the layers of an ONNX file's network.
import { analyzeFile } from '../../analysis/file-analysis'
import type { Work } from './work'

export const summarizeFile: Work<'summarizeFile'> = ({ path, input, batchSize, settings }) => analyzeFile(path, input, batchSize, settings)
