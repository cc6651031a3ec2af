// Random cases for the property test of every rule: shapes and attributes from the whole range that the operator has.
import type { Operator } from '../../../../onnx/operators'
import type { RandomCase } from './arbitraries'
import { elementwise } from './elementwise'
import { movement } from './movement'
import { products } from './products'
import { windows } from './windows'

export const randomCases: Readonly<Partial<Record<Operator, RandomCase>>> = { ...elementwise, ...movement, ...products, ...windows }
