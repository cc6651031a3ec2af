// The store's tables, as steps that bring a database of any earlier version to the present one.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { broughtForward } from '@contract/training/migrate-spec'
import type { Database } from './database'
import { incomplete, unmarked } from './store-damage'
import { missingTables, tablesOf } from './store-schema'

/** SQL, or work that SQL cannot express. */
type Step = string | ((database: Database) => void)

/** Step i brings `user_version` from i to i + 1. Steps that were released are never changed, only followed by others. */
const steps: readonly Step[] = [
  phrase("\n  -- The processes that have runs in hand; a row is renewed while its process lives.\n  CREATE TABLE owners (\n    id      TEXT PRIMARY KEY,\n    pid     INTEGER NOT NULL,\n    seen_at INTEGER NOT NULL\n  ) STRICT;\n\n  CREATE TABLE runs (\n    number            INTEGER PRIMARY KEY AUTOINCREMENT,\n    model             TEXT NOT NULL,\n    id                TEXT NOT NULL GENERATED ALWAYS AS (model || '-' || number) VIRTUAL,\n    title             TEXT NOT NULL,\n    status            TEXT NOT NULL,\n    spec              TEXT NOT NULL,\n    device            TEXT,\n    threads           INTEGER,\n    parameters        INTEGER,\n    steps_per_epoch   INTEGER,\n    created_at        TEXT NOT NULL,\n    started_at        TEXT,\n    ended_at          TEXT,\n    step              INTEGER NOT NULL,\n    images_per_second REAL,\n    peak_rss_bytes    REAL,\n    elapsed_seconds   REAL NOT NULL,\n    checkpoint        TEXT,\n    problem           TEXT,\n    owner             TEXT REFERENCES owners (id) ON DELETE SET NULL\n  ) STRICT;\n  CREATE UNIQUE INDEX runs_by_id ON runs (id);\n\n  CREATE TABLE epochs (\n    run               INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,\n    epoch             INTEGER NOT NULL,\n    train_loss        REAL NOT NULL,\n    train_accuracy    REAL NOT NULL,\n    test_loss         REAL NOT NULL,\n    test_accuracy     REAL NOT NULL,\n    images_per_second REAL NOT NULL,\n    seconds           REAL NOT NULL,\n    PRIMARY KEY (run, epoch)\n  ) STRICT, WITHOUT ROWID;\n\n  CREATE TABLE points (\n    run               INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,\n    step              INTEGER NOT NULL,\n    epoch             REAL NOT NULL,\n    loss              REAL NOT NULL,\n    accuracy          REAL NOT NULL,\n    running_loss      REAL NOT NULL,\n    running_accuracy  REAL NOT NULL,\n    images_per_second REAL NOT NULL,\n    step_seconds      REAL NOT NULL,\n    rss_bytes         REAL NOT NULL,\n    elapsed_seconds   REAL NOT NULL,\n    seconds_left      REAL NOT NULL,\n    PRIMARY KEY (run, step)\n  ) STRICT, WITHOUT ROWID;\n\n  -- Measured speed and memory of one network at one size and batch size on one machine.\n  CREATE TABLE calibrations (\n    model              TEXT NOT NULL,\n    size               INTEGER NOT NULL,\n    batch_size         INTEGER NOT NULL,\n    dropout            INTEGER NOT NULL,\n    device             TEXT NOT NULL,\n    threads            INTEGER NOT NULL,\n    machine            TEXT NOT NULL,\n    macs               REAL,\n    activation_bytes   REAL,\n    step_seconds       REAL NOT NULL,\n    test_image_seconds REAL NOT NULL,\n    peak_rss_bytes     REAL NOT NULL,\n    measured_at        TEXT NOT NULL,\n    PRIMARY KEY (model, size, batch_size, dropout, device, threads, machine)\n  ) STRICT, WITHOUT ROWID;\n  "),
  'ALTER TABLE runs ADD COLUMN notice TEXT',
  `
  ALTER TABLE runs ADD COLUMN device_title TEXT;
  ALTER TABLE runs ADD COLUMN predicted_rss_bytes REAL;
  ALTER TABLE runs ADD COLUMN peak_device_bytes REAL;
  ALTER TABLE runs ADD COLUMN predicted_device_bytes REAL;
  ALTER TABLE runs ADD COLUMN device_bytes_basis TEXT;
  ALTER TABLE points ADD COLUMN device_bytes REAL;
  ALTER TABLE points ADD COLUMN device_utilization REAL;
  ALTER TABLE calibrations ADD COLUMN device_bytes REAL;
  `,
  bringSpecsForward,
  'ALTER TABLE runs ADD COLUMN queued_at TEXT',
  phrase('\n  -- Networks that users have saved under a name. A removed one keeps its revisions for a while, to be put back.\n  CREATE TABLE own_networks (\n    number     INTEGER PRIMARY KEY AUTOINCREMENT,\n    name       TEXT NOT NULL,\n    -- The name as names are compared.\n    key        TEXT NOT NULL,\n    removed_at TEXT\n  ) STRICT;\n  CREATE UNIQUE INDEX own_networks_by_key ON own_networks (key) WHERE removed_at IS NULL;\n\n  CREATE TABLE network_revisions (\n    network    INTEGER NOT NULL REFERENCES own_networks (number) ON DELETE CASCADE,\n    revision   INTEGER NOT NULL,\n    saved_at   TEXT NOT NULL,\n    -- The listing without its name.\n    listing    TEXT NOT NULL,\n    input      TEXT NOT NULL,\n    layers     INTEGER NOT NULL,\n    parameters INTEGER,\n    classes    INTEGER,\n    PRIMARY KEY (network, revision)\n  ) STRICT, WITHOUT ROWID;\n  '),
  phrase('\n  -- Measured speeds of each device of a machine.\n  CREATE TABLE device_roofs (\n    device                       TEXT NOT NULL,\n    threads                      INTEGER NOT NULL,\n    machine                      TEXT NOT NULL,\n    flops_per_second             REAL NOT NULL,\n    bytes_per_second             REAL NOT NULL,\n    convolution_flops_per_second REAL NOT NULL,\n    operator_seconds             REAL NOT NULL,\n    measured_at                  TEXT NOT NULL,\n    PRIMARY KEY (device, threads, machine)\n  ) STRICT, WITHOUT ROWID;\n  '),
  phrase('\n  -- Networks of ONNX files of which the lab keeps a copy.\n  CREATE TABLE imported_networks (\n    number  INTEGER PRIMARY KEY AUTOINCREMENT,\n    sha256  TEXT NOT NULL UNIQUE,\n    network TEXT NOT NULL\n  ) STRICT;\n\n  -- Files of networks that were opened lately.\n  CREATE TABLE recent_files (\n    number    INTEGER PRIMARY KEY AUTOINCREMENT,\n    path      TEXT NOT NULL UNIQUE,\n    opened_at TEXT NOT NULL\n  ) STRICT;\n  '),
  phrase('\n  -- What users say that images show, over the labels of a data set, which is named by its fingerprint.\n  CREATE TABLE label_corrections (\n    dataset      TEXT NOT NULL,\n    split        TEXT NOT NULL,\n    image        INTEGER NOT NULL,\n    label        INTEGER NOT NULL,\n    note         TEXT NOT NULL,\n    corrected_at TEXT NOT NULL,\n    PRIMARY KEY (dataset, split, image)\n  ) STRICT, WITHOUT ROWID;\n  '),
  `
  CREATE TABLE sweeps (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT NOT NULL GENERATED ALWAYS AS ('sweep-' || number) VIRTUAL,
    title      TEXT NOT NULL,
    status     TEXT NOT NULL,
    spec       TEXT NOT NULL,
    place      TEXT NOT NULL,
    -- The own networks that an axis names, as they were when the sweep began.
    networks   TEXT NOT NULL,
    created_at TEXT NOT NULL,
    ended_at   TEXT,
    problem    TEXT,
    owner      TEXT REFERENCES owners (id) ON DELETE SET NULL
  ) STRICT;
  CREATE UNIQUE INDEX sweeps_by_id ON sweeps (id);

  -- What became of each point; its figures stand with its run.
  CREATE TABLE sweep_points (
    sweep       INTEGER NOT NULL REFERENCES sweeps (number) ON DELETE CASCADE,
    point       INTEGER NOT NULL,
    axis_values TEXT NOT NULL,
    seed        INTEGER NOT NULL,
    status      TEXT NOT NULL,
    rung        INTEGER,
    run         INTEGER REFERENCES runs (number) ON DELETE SET NULL,
    problem     TEXT,
    cluster     TEXT,
    PRIMARY KEY (sweep, point)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sweep_points_by_run ON sweep_points (run);

  ALTER TABLE runs ADD COLUMN sweep INTEGER;
  ALTER TABLE runs ADD COLUMN sweep_point INTEGER;
  ALTER TABLE runs ADD COLUMN until_epoch INTEGER;
  CREATE INDEX runs_by_sweep ON runs (sweep);
  `,
  phrase("\n  -- Runs that train or wait in the window's lab, by their turn. A run that the lab's end cut short keeps its place, so that it is found when the lab starts again.\n  CREATE TABLE queue (\n    place INTEGER PRIMARY KEY,\n    run   INTEGER NOT NULL UNIQUE REFERENCES runs (number) ON DELETE CASCADE\n  ) STRICT;\n\n  -- What users have chosen for the window's lab, as JSON by name.\n  CREATE TABLE choices (\n    name  TEXT PRIMARY KEY,\n    value TEXT NOT NULL\n  ) STRICT, WITHOUT ROWID;\n  "),
  phrase('\n  -- The task on a cluster that trained a run, and the figures so far of a point whose task goes on there.\n  ALTER TABLE runs ADD COLUMN cluster TEXT;\n  ALTER TABLE sweep_points ADD COLUMN figures TEXT;\n  '),
  phrase('\n  -- Where runs that were opened from a bundle come from.\n  CREATE TABLE run_origins (\n    run      INTEGER PRIMARY KEY REFERENCES runs (number) ON DELETE CASCADE,\n    lab      TEXT NOT NULL,\n    original TEXT NOT NULL,\n    -- Of the record, by which the very same run is known again.\n    digest   TEXT NOT NULL\n  ) STRICT;\n  CREATE INDEX run_origins_by_digest ON run_origins (digest);\n  '),
  phrase("\n  -- What users put on runs, and runs that they have deleted but can still put back.\n  ALTER TABLE runs ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;\n  ALTER TABLE runs ADD COLUMN note TEXT NOT NULL DEFAULT '';\n  -- Size of the files; null where it has to be measured again.\n  ALTER TABLE runs ADD COLUMN file_bytes REAL;\n  ALTER TABLE runs ADD COLUMN discarded_at TEXT;\n  -- The process that can put it back; null where that is gone, and the run with it.\n  ALTER TABLE runs ADD COLUMN discarded_by TEXT REFERENCES owners (id) ON DELETE SET NULL;\n  CREATE INDEX runs_discarded ON runs (discarded_at) WHERE discarded_at IS NOT NULL;\n  CREATE INDEX runs_by_status ON runs (status);\n  CREATE INDEX runs_by_owner ON runs (owner) WHERE owner IS NOT NULL;\n\n  CREATE TABLE run_tags (\n    run INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,\n    tag TEXT NOT NULL COLLATE NOCASE,\n    PRIMARY KEY (run, tag)\n  ) STRICT, WITHOUT ROWID;\n  CREATE INDEX run_tags_by_tag ON run_tags (tag);\n\n  -- Every change of a run gets the next number, so that other processes find what is new without reading all.\n  CREATE TABLE run_revisions (last INTEGER NOT NULL) STRICT;\n  INSERT INTO run_revisions VALUES (0);\n  ALTER TABLE runs ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;\n  CREATE INDEX runs_by_revision ON runs (revision);\n  CREATE TABLE removed_runs (\n    revision   INTEGER PRIMARY KEY,\n    id         TEXT NOT NULL,\n    removed_at TEXT NOT NULL\n  ) STRICT;\n  CREATE TRIGGER run_added AFTER INSERT ON runs BEGIN\n    UPDATE run_revisions SET last = last + 1;\n    UPDATE runs SET revision = (SELECT last FROM run_revisions) WHERE number = new.number;\n  END;\n  CREATE TRIGGER run_changed AFTER UPDATE OF title, status, step, ended_at, checkpoint, owner, problem, pinned, note, discarded_at, sweep ON runs BEGIN\n    UPDATE run_revisions SET last = last + 1;\n    UPDATE runs SET revision = (SELECT last FROM run_revisions) WHERE number = new.number;\n  END;\n  CREATE TRIGGER run_removed AFTER DELETE ON runs BEGIN\n    UPDATE run_revisions SET last = last + 1;\n    INSERT INTO removed_runs SELECT last, old.model || '-' || old.number, strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM run_revisions;\n  END;\n  CREATE TRIGGER tag_added AFTER INSERT ON run_tags BEGIN\n    UPDATE run_revisions SET last = last + 1;\n    UPDATE runs SET revision = (SELECT last FROM run_revisions) WHERE number = new.run;\n  END;\n  CREATE TRIGGER tag_removed AFTER DELETE ON run_tags BEGIN\n    UPDATE run_revisions SET last = last + 1;\n    UPDATE runs SET revision = (SELECT last FROM run_revisions) WHERE number = old.run;\n  END;\n  "),
  // What runs took beside training and evaluation.
  `
  CREATE TABLE run_overheads (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    device  TEXT NOT NULL,
    threads INTEGER NOT NULL,
    machine TEXT NOT NULL,
    seconds REAL NOT NULL
  );
  `,
  `
  CREATE TABLE experiments (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL,
    id         TEXT NOT NULL GENERATED ALWAYS AS (name || '-' || number) VIRTUAL,
    size       TEXT NOT NULL,
    is_changed INTEGER NOT NULL,
    status     TEXT NOT NULL,
    -- Name, work and problem of each part, in the order in which they are run.
    parts      TEXT NOT NULL,
    conclusion TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    ended_at   TEXT,
    owner      TEXT REFERENCES owners (id) ON DELETE SET NULL
  ) STRICT;
  CREATE UNIQUE INDEX experiments_by_id ON experiments (id);

  -- The part of an experiment that a sweep trains; no part: another sweep has taken its place.
  ALTER TABLE sweeps ADD COLUMN experiment INTEGER REFERENCES experiments (number) ON DELETE SET NULL;
  ALTER TABLE sweeps ADD COLUMN experiment_part TEXT;
  CREATE INDEX sweeps_by_experiment ON sweeps (experiment) WHERE experiment IS NOT NULL;

  -- Every run that an experiment has made, also where its sweep is gone: what was trained once is found.
  CREATE TABLE experiment_runs (
    experiment INTEGER NOT NULL REFERENCES experiments (number) ON DELETE CASCADE,
    run        INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
    PRIMARY KEY (experiment, run)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX experiment_runs_by_run ON experiment_runs (run);
  CREATE TRIGGER experiment_run_made AFTER UPDATE OF run ON sweep_points WHEN new.run IS NOT NULL BEGIN
    INSERT OR IGNORE INTO experiment_runs SELECT experiment, new.run FROM sweeps WHERE number = new.sweep AND experiment IS NOT NULL;
  END;

  -- What points of analyses have given, or why they gave nothing.
  CREATE TABLE experiment_points (
    experiment INTEGER NOT NULL REFERENCES experiments (number) ON DELETE CASCADE,
    key        TEXT NOT NULL,
    rows       TEXT NOT NULL,
    problem    TEXT,
    PRIMARY KEY (experiment, key)
  ) STRICT, WITHOUT ROWID;
  `,
  'ALTER TABLE runs ADD COLUMN predicted_images_per_second REAL;',
  phrase("\n  -- Epochs may be judged by images for validation; then the run is tested once, at its end.\n  ALTER TABLE epochs RENAME COLUMN test_loss TO held_out_loss;\n  ALTER TABLE epochs RENAME COLUMN test_accuracy TO held_out_accuracy;\n  ALTER TABLE epochs ADD COLUMN held_out TEXT NOT NULL DEFAULT 'test' CHECK (held_out IN ('test', 'validation'));\n  ALTER TABLE runs ADD COLUMN test_loss REAL;\n  ALTER TABLE runs ADD COLUMN test_accuracy REAL;\n  "),
  'ALTER TABLE runs ADD COLUMN plan TEXT;',
]

/** Writes every spec in the present version of its format, so that SQL finds settings where they stand now; one that is damaged stays as it is. */
function bringSpecsForward(database: Database): void {
  for (const { number, spec } of database.all('SELECT number, spec FROM runs')) {
    const parsed = parsedJson(spec)
    if (parsed !== undefined) database.run('UPDATE runs SET spec = ? WHERE number = ?', JSON.stringify(broughtForward(parsed)), Number(number))
  }
}

function parsedJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return undefined // told when the run is read
  }
}

/**
 * Brings the database to the present version; two processes may do so at once.
 * @throws LabError `store/newer` where a newer version of the lab wrote it, `store/damaged` where it is not whole or not the lab's
 */
export function migrate(database: Database, path: string): void {
  bringForward(database, path)
  const missing = missingTables(database)
  if (missing.length > 0) throw incomplete(path, phrase('the {which} {missing}', { which: missing.length === 1 ? 'table' : 'tables', missing: missing.join(', ') }))
}

/** The version that a whole database of this version is marked with. */
export const presentVersion = steps.length

function bringForward(database: Database, path: string): void {
  if (versionOf(database) === steps.length) return
  database.transaction(() => {
    // Read again: the other process may have been first.
    const version = versionOf(database)
    if (version === 0 && tablesOf(database).length > 0) throw unmarked(path)
    if (version > steps.length) {
      const message = phrase('The store of runs at {path} was written by a newer version of CNN Lab (format {version}, this one knows {steps}).', { path, version, steps: steps.length })
      throw new LabError('store/newer', message, phrase('Update CNN Lab, or set CNN_LAB_HOME to another folder.'))
    }
    for (const step of steps.slice(version)) {
      if (typeof step === 'string') database.script(step)
      else step(database)
    }
    database.script(`PRAGMA user_version = ${steps.length}`)
  })
}

function versionOf(database: Database): number {
  return Number(database.one('PRAGMA user_version')?.user_version)
}
