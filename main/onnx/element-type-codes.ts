// ONNX's numbers for element types (TensorProto.DataType).
import { phrase } from '@language/phrase'
import { TensorProto_DataType } from './generated/onnx_pb'
import { elementTypes, tensorTypes, type ElementType, type TensorType } from './tensor'

/** The number under which ONNX stores an element type. */
export const codeOfElementType: Readonly<Record<ElementType, TensorProto_DataType>> = {
  float32: TensorProto_DataType.FLOAT,
  float64: TensorProto_DataType.DOUBLE,
  uint8: TensorProto_DataType.UINT8,
  int8: TensorProto_DataType.INT8,
  int32: TensorProto_DataType.INT32,
  int64: TensorProto_DataType.INT64,
  bool: TensorProto_DataType.BOOL,
  float16: TensorProto_DataType.FLOAT16,
}

/** @throws Error for a type that the engine does not compute with */
export const elementTypeOfCode = (code: number): ElementType => typeOfCode(elementTypes, code)

/** @throws Error for a type of which the engine reads no tensors */
export const tensorTypeOfCode = (code: number): TensorType => typeOfCode(tensorTypes, code)

function typeOfCode<Type extends ElementType>(types: readonly Type[], code: number): Type {
  const type = types.find((candidate) => code === (codeOfElementType[candidate] as number))
  if (!type) throw new Error(phrase('element type {code} is not supported', { code: TensorProto_DataType[code] ?? code }))
  return type
}
