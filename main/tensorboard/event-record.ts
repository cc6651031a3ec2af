// Events of TensorBoard as records of its files: length, checksum of the length, the event, checksum of the event.
import { create, toBinary, type MessageInitShape } from '@bufbuild/protobuf'
import { EventSchema, HParamsPluginDataSchema, type Summary_ValueSchema } from './generated/tensorboard_pb'
import { maskedCrc32c } from './masked-crc32c'

export type SummaryValue = MessageInitShape<typeof Summary_ValueSchema>

/** One record of a file. */
export function eventRecord(event: MessageInitShape<typeof EventSchema>): Buffer {
  const content = toBinary(EventSchema, create(EventSchema, event))
  const record = Buffer.alloc(8 + 4 + content.length + 4)
  record.writeBigUInt64LE(BigInt(content.length), 0)
  record.writeUInt32LE(maskedCrc32c(record.subarray(0, 8)), 8)
  record.set(content, 12)
  record.writeUInt32LE(maskedCrc32c(content), 12 + content.length)
  return record
}

/** The event that a file begins with. @param wallTime in seconds since 1970 */
export function versionRecord(wallTime: number): Buffer {
  return eventRecord({ wallTime, what: { case: 'fileVersion', value: 'brain.Event:2' } })
}

/** @param wallTime in seconds since 1970 */
export function summaryRecord(wallTime: number, step: number, values: readonly SummaryValue[]): Buffer {
  return eventRecord({ wallTime, step: BigInt(step), what: { case: 'summary', value: { value: [...values] } } })
}

/** A number, in the form that every version of TensorBoard reads. */
export function scalar(tag: string, value: number): SummaryValue {
  return { tag, value: { case: 'simpleValue', value } }
}

/** An event for the tab HPARAMS, which reads it from the metadata of an empty tensor. */
export function hparamsValue(tag: string, data: MessageInitShape<typeof HParamsPluginDataSchema>): SummaryValue {
  const content = toBinary(HParamsPluginDataSchema, create(HParamsPluginDataSchema, data))
  return { tag, metadata: { pluginData: { pluginName: 'hparams', content } }, value: { case: 'tensor', value: { dtype: float32, tensorShape: { dim: [{ size: 0n }] } } } }
}

/** `DT_FLOAT` of TensorFlow's element types. */
const float32 = 1

