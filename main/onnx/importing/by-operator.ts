// Tables by the name of an operator, which a file may choose freely.

/**
 * A table in which a name is found only if the table lists it: an object has `constructor`, `toString` and others, too.
 * @param table with the names of operators as its keys
 */
export const byOperator = <Entry>(table: Readonly<Record<string, Entry>>): ReadonlyMap<string, Entry> => new Map(Object.entries(table))
