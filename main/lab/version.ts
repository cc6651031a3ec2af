// The versions of the program and of ONNX Runtime, as package.json has them.
import manifest from '../../package.json'

export const labVersion: string = manifest.version

export const onnxRuntimeVersion: string = manifest.dependencies['onnxruntime-node']
