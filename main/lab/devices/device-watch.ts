// What a reader of a GPU's use is, whoever tells it.

/** As the fields of a progress point. */
export interface GpuReading {
  /** Memory that came into use since the watch began; null where it is not told. */
  readonly deviceBytes: number | null
  readonly deviceUtilization: number | null
}

export interface DeviceWatch {
  /** The newest reading; null before there is one. */
  readonly latest: GpuReading | null
  /** Ends the reading. */
  end(): void
}
