// Takes an ONNX file into the lab's folder of networks.
import { keepFile } from '../../networks/from-file/keep-file'
import type { Work } from './work'

export const importNetwork: Work<'importNetwork'> = ({ path, networkFolder }) => keepFile(path, networkFolder)
