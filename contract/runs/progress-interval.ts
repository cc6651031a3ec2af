// How often the progress of a run is reported.

/** Milliseconds between two events, or two batches of events: ten a second are as many as an eye follows, and neither a page nor a pipe is flooded. */
export const progressInterval = 100
