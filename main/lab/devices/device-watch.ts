// Interface of a GPU usage reader (nvidia-smi, AMD sysfs).

/** One reading, with the names of the fields of a progress point. */
export interface GpuReading {
  /** Growth of the memory in use since the watch began, in bytes; null where unknown. */
  readonly deviceBytes: number | null
  /** Share of the time in which the GPU was busy, 0 to 1; null where unknown. */
  readonly deviceUtilization: number | null
}

export interface DeviceWatch {
  /** The newest reading; null before there is one. */
  readonly latest: GpuReading | null
  /** Ends the reading. */
  end(): void
}
