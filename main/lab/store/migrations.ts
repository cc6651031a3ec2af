// The store's tables, as steps that bring a database of any earlier version to the present one.
import { titleOf } from '@common/words/run-title'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { runSpecSchema } from '@contract/training/run-spec'
import { broughtForward } from '@contract/training/migrate-spec'
import type { Database } from './database'
import { incomplete, unmarked } from './store-damage'
import { missingTables, tablesOf } from './store-schema'

/** SQL, or work that SQL cannot express. */
type Step = string | ((database: Database) => void)

/** Step i brings `user_version` from i to i + 1. Steps that were released are never changed, only followed by others. */
const steps: readonly Step[] = [
  `
  -- The processes that have runs in hand; a row is renewed while its process lives.
  CREATE TABLE owners (
    id      TEXT PRIMARY KEY,
    pid     INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE runs (
    number            INTEGER PRIMARY KEY AUTOINCREMENT,
    model             TEXT NOT NULL,
    id                TEXT NOT NULL GENERATED ALWAYS AS (model || '-' || number) VIRTUAL,
    title             TEXT NOT NULL,
    status            TEXT NOT NULL,
    spec              TEXT NOT NULL,
    device            TEXT,
    threads           INTEGER,
    parameters        INTEGER,
    steps_per_epoch   INTEGER,
    created_at        TEXT NOT NULL,
    started_at        TEXT,
    ended_at          TEXT,
    step              INTEGER NOT NULL,
    images_per_second REAL,
    peak_rss_bytes    REAL,
    elapsed_seconds   REAL NOT NULL,
    checkpoint        TEXT,
    problem           TEXT,
    owner             TEXT REFERENCES owners (id) ON DELETE SET NULL
  ) STRICT;
  CREATE UNIQUE INDEX runs_by_id ON runs (id);

  CREATE TABLE epochs (
    run               INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
    epoch             INTEGER NOT NULL,
    train_loss        REAL NOT NULL,
    train_accuracy    REAL NOT NULL,
    test_loss         REAL NOT NULL,
    test_accuracy     REAL NOT NULL,
    images_per_second REAL NOT NULL,
    seconds           REAL NOT NULL,
    PRIMARY KEY (run, epoch)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE points (
    run               INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
    step              INTEGER NOT NULL,
    epoch             REAL NOT NULL,
    loss              REAL NOT NULL,
    accuracy          REAL NOT NULL,
    running_loss      REAL NOT NULL,
    running_accuracy  REAL NOT NULL,
    images_per_second REAL NOT NULL,
    step_seconds      REAL NOT NULL,
    rss_bytes         REAL NOT NULL,
    elapsed_seconds   REAL NOT NULL,
    seconds_left      REAL NOT NULL,
    PRIMARY KEY (run, step)
  ) STRICT, WITHOUT ROWID;

  -- Measured speed and memory of one network at one size and batch size on one machine.
  CREATE TABLE calibrations (
    model              TEXT NOT NULL,
    size               INTEGER NOT NULL,
    batch_size         INTEGER NOT NULL,
    dropout            INTEGER NOT NULL,
    device             TEXT NOT NULL,
    threads            INTEGER NOT NULL,
    machine            TEXT NOT NULL,
    macs               REAL,
    activation_bytes   REAL,
    step_seconds       REAL NOT NULL,
    test_image_seconds REAL NOT NULL,
    peak_rss_bytes     REAL NOT NULL,
    measured_at        TEXT NOT NULL,
    PRIMARY KEY (model, size, batch_size, dropout, device, threads, machine)
  ) STRICT, WITHOUT ROWID;
  `,
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
  `
  -- Networks that users have saved under a name. A removed one keeps its revisions for a while, to be put back.
  CREATE TABLE own_networks (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL,
    -- The name as names are compared.
    key        TEXT NOT NULL,
    removed_at TEXT
  ) STRICT;
  CREATE UNIQUE INDEX own_networks_by_key ON own_networks (key) WHERE removed_at IS NULL;

  CREATE TABLE network_revisions (
    network    INTEGER NOT NULL REFERENCES own_networks (number) ON DELETE CASCADE,
    revision   INTEGER NOT NULL,
    saved_at   TEXT NOT NULL,
    -- The listing without its name.
    listing    TEXT NOT NULL,
    input      TEXT NOT NULL,
    layers     INTEGER NOT NULL,
    parameters INTEGER,
    classes    INTEGER,
    PRIMARY KEY (network, revision)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Measured speeds of each device of a machine.
  CREATE TABLE device_roofs (
    device                       TEXT NOT NULL,
    threads                      INTEGER NOT NULL,
    machine                      TEXT NOT NULL,
    flops_per_second             REAL NOT NULL,
    bytes_per_second             REAL NOT NULL,
    convolution_flops_per_second REAL NOT NULL,
    operator_seconds             REAL NOT NULL,
    measured_at                  TEXT NOT NULL,
    PRIMARY KEY (device, threads, machine)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Networks of ONNX files of which the lab keeps a copy.
  CREATE TABLE imported_networks (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256  TEXT NOT NULL UNIQUE,
    network TEXT NOT NULL
  ) STRICT;

  -- Files of networks that were opened lately.
  CREATE TABLE recent_files (
    number    INTEGER PRIMARY KEY AUTOINCREMENT,
    path      TEXT NOT NULL UNIQUE,
    opened_at TEXT NOT NULL
  ) STRICT;
  `,
  `
  -- What users say that images show, over the labels of a data set, which is named by its fingerprint.
  CREATE TABLE label_corrections (
    dataset      TEXT NOT NULL,
    split        TEXT NOT NULL,
    image        INTEGER NOT NULL,
    label        INTEGER NOT NULL,
    note         TEXT NOT NULL,
    corrected_at TEXT NOT NULL,
    PRIMARY KEY (dataset, split, image)
  ) STRICT, WITHOUT ROWID;
  `,
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
  `
  -- Runs that train or wait in the window's lab, by their turn. A run that the lab's end cut short keeps its place, so that it is found when the lab starts again.
  CREATE TABLE queue (
    place INTEGER PRIMARY KEY,
    run   INTEGER NOT NULL UNIQUE REFERENCES runs (number) ON DELETE CASCADE
  ) STRICT;

  -- What users have chosen for the window's lab, as JSON by name.
  CREATE TABLE choices (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- The task on a cluster that trained a run, and the figures so far of a point whose task goes on there.
  ALTER TABLE runs ADD COLUMN cluster TEXT;
  ALTER TABLE sweep_points ADD COLUMN figures TEXT;
  `,
  `
  -- Where runs that were opened from a bundle come from.
  CREATE TABLE run_origins (
    run      INTEGER PRIMARY KEY REFERENCES runs (number) ON DELETE CASCADE,
    lab      TEXT NOT NULL,
    original TEXT NOT NULL,
    -- Of the record, by which the very same run is known again.
    digest   TEXT NOT NULL
  ) STRICT;
  CREATE INDEX run_origins_by_digest ON run_origins (digest);
  `,
  `
  -- What users put on runs, and runs that they have deleted but can still put back.
  ALTER TABLE runs ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE runs ADD COLUMN note TEXT NOT NULL DEFAULT '';
  -- Size of the files; null where it has to be measured again.
  ALTER TABLE runs ADD COLUMN file_bytes REAL;
  ALTER TABLE runs ADD COLUMN discarded_at TEXT;
  -- The process that can put it back; null where that is gone, and the run with it.
  ALTER TABLE runs ADD COLUMN discarded_by TEXT REFERENCES owners (id) ON DELETE SET NULL;
  CREATE INDEX runs_discarded ON runs (discarded_at) WHERE discarded_at IS NOT NULL;
  CREATE INDEX runs_by_status ON runs (status);
  CREATE INDEX runs_by_owner ON runs (owner) WHERE owner IS NOT NULL;

  CREATE TABLE run_tags (
    run INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
    tag TEXT NOT NULL COLLATE NOCASE,
    PRIMARY KEY (run, tag)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX run_tags_by_tag ON run_tags (tag);

  -- Every change of a run gets the next number, so that other processes find what is new without reading all.
  CREATE TABLE run_revisions (last INTEGER NOT NULL) STRICT;
  INSERT INTO run_revisions VALUES (0);
  ALTER TABLE runs ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX runs_by_revision ON runs (revision);
  CREATE TABLE removed_runs (
    revision   INTEGER PRIMARY KEY,
    id         TEXT NOT NULL,
    removed_at TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER run_added AFTER INSERT ON runs BEGIN
    UPDATE run_revisions SET last = last + 1;
    UPDATE runs SET revision = (SELECT last FROM run_revisions) WHERE number = new.number;
  END;
  CREATE TRIGGER run_changed AFTER UPDATE OF title, status, step, ended_at, checkpoint, owner, problem, pinned, note, discarded_at, sweep ON runs BEGIN
    UPDATE run_revisions SET last = last + 1;
    UPDATE runs SET revision = (SELECT last FROM run_revisions) WHERE number = new.number;
  END;
  CREATE TRIGGER run_removed AFTER DELETE ON runs BEGIN
    UPDATE run_revisions SET last = last + 1;
    INSERT INTO removed_runs SELECT last, old.model || '-' || old.number, strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM run_revisions;
  END;
  CREATE TRIGGER tag_added AFTER INSERT ON run_tags BEGIN
    UPDATE run_revisions SET last = last + 1;
    UPDATE runs SET revision = (SELECT last FROM run_revisions) WHERE number = new.run;
  END;
  CREATE TRIGGER tag_removed AFTER DELETE ON run_tags BEGIN
    UPDATE run_revisions SET last = last + 1;
    UPDATE runs SET revision = (SELECT last FROM run_revisions) WHERE number = old.run;
  END;
  `,
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
  `
  -- Epochs may be judged by images for validation; then the run is tested once, at its end.
  ALTER TABLE epochs RENAME COLUMN test_loss TO held_out_loss;
  ALTER TABLE epochs RENAME COLUMN test_accuracy TO held_out_accuracy;
  ALTER TABLE epochs ADD COLUMN held_out TEXT NOT NULL DEFAULT 'test' CHECK (held_out IN ('test', 'validation'));
  ALTER TABLE runs ADD COLUMN test_loss REAL;
  ALTER TABLE runs ADD COLUMN test_accuracy REAL;
  `,
  'ALTER TABLE runs ADD COLUMN plan TEXT;',
  `
  -- Sweeps that users have deleted: their rows as JSON, to be put back.
  CREATE TABLE deleted_sweeps (
    id         TEXT PRIMARY KEY,
    content    TEXT NOT NULL,
    deleted_at TEXT NOT NULL,
    -- The process that can put it back; null where that is gone, and the sweep with it.
    deleted_by TEXT REFERENCES owners (id) ON DELETE SET NULL
  ) STRICT, WITHOUT ROWID;

  -- The same of experiments.
  CREATE TABLE deleted_experiments (
    id         TEXT PRIMARY KEY,
    content    TEXT NOT NULL,
    deleted_at TEXT NOT NULL,
    deleted_by TEXT REFERENCES owners (id) ON DELETE SET NULL
  ) STRICT, WITHOUT ROWID;
  `,
  markMadeTitles,
]

/** Notes of every run whether its title was made of its settings, as far as this language tells; of others that is not known. */
function markMadeTitles(database: Database): void {
  database.script('ALTER TABLE runs ADD COLUMN title_made INTEGER')
  for (const { number, title, spec } of database.all('SELECT number, title, spec FROM runs')) {
    const read = runSpecSchema.safeParse(broughtForward(parsedJson(spec)))
    if (read.success && titleOf(read.data) === title) database.run('UPDATE runs SET title_made = 1 WHERE number = ?', Number(number))
  }
}

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
  if (missing.length > 0) throw incomplete(path, missing.length === 1 ? phrase('the table {name}', { name: missing.join('') }) : phrase('the tables {names}', { names: missing.join(', ') }))
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
      const message = phrase('The store of runs at {path} was written by a newer version of CNN Lab (format {version}, this one knows {known}).', { path, version, known: steps.length })
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
