// What a model file says of itself beside its graph.

/** Name-value pairs stored with a model: what it was trained on, its classes. */
export type Metadata = Readonly<Record<string, string>>
