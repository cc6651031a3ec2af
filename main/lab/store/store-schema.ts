// Whether a database is that of the lab: what is missing of its tables is found before anything asks for it.
import type { Database } from './database'

/** Every table of the present version, but for the index of runs, which is made anew where it is missing. */
export const storeTables: readonly string[] = [
  'owners', 'runs', 'epochs', 'points', 'calibrations', 'own_networks',
  'network_revisions', 'device_roofs', 'imported_networks', 'recent_files', 'label_corrections', 'sweeps',
  'sweep_points', 'queue', 'choices', 'run_origins', 'run_tags', 'run_revisions',
  'removed_runs', 'run_overheads', 'experiments', 'experiment_runs', 'experiment_points', 'deleted_sweeps', 'deleted_experiments',
]

/** Tables of the present version that a database lacks. */
export function missingTables(database: Database): readonly string[] {
  const there = new Set(tablesOf(database))
  return storeTables.filter((name) => !there.has(name))
}

/** Names of the tables in a database, but for SQLite's own. */
export function tablesOf(database: Database): readonly string[] {
  return database.all(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name`).map(({ name }) => String(name))
}
