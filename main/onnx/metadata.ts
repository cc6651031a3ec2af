// Metadata of a model file: name-value pairs beside its graph.

/** Name-value pairs stored with a model: what it was trained on, its classes. */
export type Metadata = Readonly<Record<string, string>>
