// How the points of a sweep are computed on a cluster through SLURM: the shared folder, and what `sbatch` is told.
import { phrase } from '@language/phrase'
import { z } from 'zod'

/** Options of `sbatch` that the lab sets itself, by their long names. */
const ownOptions = ['array', 'chdir', 'job-name', 'no-requeue', 'open-mode', 'output', 'parsable', 'requeue', 'signal', 'wrap'] as const

/** The form of a time limit: `minutes`, `minutes:seconds`, `hours:minutes:seconds`, `days-hours`, `days-hours:minutes`, `days-hours:minutes:seconds`. */
const timePattern = /^(\d+(:\d{1,2}){0,2}|\d+-\d+(:\d{1,2}){0,2})$/

const nameSchema = z.string().regex(/^[\w.,@:+/-]{1,200}$/, phrase('must be a name')).nullable().default(null)
const countSchema = (most: number) => z.int(phrase('must be a whole number')).min(1, phrase('must be at least {min}', { min: 1 })).max(most, phrase('must be at most {max}', { max: most })).nullable().default(null)

export const slurmOptionsSchema = z.strictObject({
  /** Absolute path of a folder that the nodes see under the same path; each sweep gets a folder of its own there. */
  folder: z.string().regex(/^\/[^\n\r]*$/, phrase('must be an absolute path')).max(1000),
  /** Null, here and below: SLURM's default. */
  partition: nameSchema,
  account: nameSchema,
  qos: nameSchema,
  /** Time limit of each task in SLURM's notation, e.g. `30` (minutes), `2:00:00` or `1-12`. */
  time: z.string().regex(timePattern, phrase('must be a time as SLURM writes it: 30 (minutes), 2:00:00 or 1-12 (days-hours)')).nullable().default(null),
  /** For each task. */
  gpus: countSchema(64),
  /** Processors for each task; as many threads compute. */
  cpus: countSchema(1024),
  /** For each task, e.g. `4G`. */
  memory: z.string().regex(/^\d+[KMGT]?$/, phrase('must be a size as SLURM writes it, e.g. 4G')).nullable().default(null),
  /** Most tasks at the same time. */
  concurrent: countSchema(10_000),
  /** Seconds before the time limit at which a task writes its checkpoint and goes back into the queue; SLURM may send the signal a minute earlier. */
  warning: z.int(phrase('must be a whole number')).min(1, phrase('must be at least {min}', { min: 1 })).max(65_535, phrase('must be at most {max}', { max: 65535 })).default(120),
  /** Seconds between two looks of an open lab at how the points stand. */
  interval: z.int(phrase('must be a whole number')).min(1, phrase('must be at least {min}', { min: 1 })).max(86_400, phrase('must be at most {max}', { max: 86400 })).default(30),
  /** How the nodes call `cnn-lab`, where not by the path of this one: the words of a command. */
  command: z.array(z.string().min(1)).min(1).nullable().default(null),
  /** Further options of `sbatch`, each one word, e.g. `--constraint=avx512`. */
  sbatch: z
    .array(
      z
        .string()
        .regex(/^-[^\n\r]*$/, phrase('must begin with a hyphen'))
        .refine((option) => !ownOptions.some((own) => option === `--${own}` || option.startsWith(`--${own}=`)), phrase('must be none of those that the lab sets itself ({options})', { options: ownOptions.join(phrase(',  § between the words of an enumeration')) })),
    )
    .max(100)
    .default([]),
})
export type SlurmOptions = z.infer<typeof slurmOptionsSchema>
