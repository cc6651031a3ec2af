// What the stand-in for the engine is told to do.

/** How the stand-in behaves. */
export interface FakeBehaviour {
  readonly threads?: number
  readonly stepsPerEpoch?: number
  readonly stepMilliseconds?: number
  /** How long it takes from the command to train until the start. */
  readonly startMilliseconds?: number
  /** How long it takes to summarize or calibrate. */
  readonly answerMilliseconds?: number
  /** The GPU that WebGPU finds, or what happens on the way; without: none. */
  readonly gpu?: 'hardware' | 'software' | 'crash' | 'silence'
  /** How much faster than the CPU that GPU is; without: ten times. */
  readonly gpuSpeed?: number
  /** Measures ten times the time, and says of this and of its runs that other programs disturbed them. */
  readonly isDisturbed?: boolean
  /** Never obeys a stop. */
  readonly deafToStop?: boolean
  /** What goes wrong, and at which training step; 0: at a question. `ofSeed`: only in runs with this seed. */
  readonly failure?: { readonly atStep: number; readonly ofSeed?: number; readonly kind: 'exit' | 'kill' | 'garbage' | 'problem' | 'memory' }
}
