// The figures that telemetry records of every layer.

/** `activation…` of its output, `gradient…` with respect to its output or its weights. */
export type LayerFigure = 'activationRms' | 'zeroShare' | 'saturatedShare' | 'outputGradientRms' | 'weightGradientRms'
