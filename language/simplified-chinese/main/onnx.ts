// What main/onnx says, in Simplified Chinese.
export const mainOnnx = {
} as const
