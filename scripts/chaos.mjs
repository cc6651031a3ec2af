// `npm run chaos [-- --minutes N --kills N --seed S --only kills,files,disk,labs,soak --out FILE]`: faults of every kind against real trainings; prints a table, and fails where one is not survived.
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { withPlace } from './chaos/campaign.mjs'
import { chance } from './chaos/chance.mjs'
import { damageFiles } from './chaos/damaged-files.mjs'
import { fillDisks } from './chaos/full-disk.mjs'
import { killRuns } from './chaos/kills.mjs'
import { recipes } from './chaos/recipes.mjs'
import { shareHome } from './chaos/shared-home.mjs'
import { soak } from './chaos/soak.mjs'
import { runProgram, SetupProblem } from './setup/problem.mjs'
import { setUp } from './setup/set-up.mjs'

/** @typedef {{ readonly kills: number, readonly cases: number, readonly disks: number, readonly labs: number, readonly recipes: readonly string[] }} Sizes */

/** The parts of a campaign, and what each puts to the proof. @satisfies {Readonly<Record<string, { readonly title: string, readonly run: (campaign: import('./chaos/campaign.mjs').Campaign, sizes: Sizes) => Promise<import('./chaos/campaign.mjs').PartResult> }>>} */
const parts = {
  kills: { title: 'Runs that are killed', run: (campaign, sizes) => killRuns(campaign, { most: sizes.kills, recipes: sizes.recipes }) },
  files: { title: 'Homes with a damaged file', run: (campaign, { cases }) => damageFiles(campaign, { most: cases }) },
  disk: { title: 'Disks that get full', run: (campaign, { disks }) => fillDisks(campaign, { most: disks }) },
  labs: { title: 'Several labs on one home', run: (campaign, { labs }) => shareHome(campaign, { labs }) },
  soak: { title: 'One run after another', run: (campaign) => soak(campaign) },
}
const partNames = /** @type {(keyof typeof parts)[]} */ (Object.keys(parts))

await runProgram(async () => {
  const text = /** @type {const} */ ({ type: 'string' })
  const { values } = parseArgs({ options: { minutes: { ...text, default: '10' }, kills: { ...text, default: '1000' }, cases: { ...text, default: '100000' }, disks: { ...text, default: '100' }, labs: { ...text, default: '8' }, seed: text, only: text, recipes: text, out: text, 'set-up': { ...text, default: 'yes' } } })
  if (process.platform !== 'linux') throw new SetupProblem('The campaign was not begun.', 'It looks at processes by /proc, which only Linux has.')
  const asked = values.only === undefined ? partNames : partNames.filter((name) => values.only?.split(',').includes(name))
  const named = values.recipes === undefined ? Object.keys(recipes) : values.recipes.split(',')
  const sizes = { kills: Number(values.kills), cases: Number(values.cases), disks: Number(values.disks), labs: Number(values.labs), recipes: named }
  const [minutes, seed] = [Number(values.minutes), values.seed === undefined ? Date.now() % 2 ** 32 : Number(values.seed)]
  if (!(minutes > 0) || ![sizes.kills, sizes.cases, sizes.disks, sizes.labs, seed].every((number) => Number.isInteger(number) && number >= 0)) {
    throw new SetupProblem('The campaign was not begun.', '--minutes takes a number above 0, --kills, --cases, --disks, --labs and --seed whole numbers.')
  }
  if (asked.length === 0 || named.some((name) => !Object.hasOwn(recipes, name))) {
    throw new SetupProblem('The campaign was not begun.', `--only takes some of ${partNames.join(', ')}; --recipes some of ${Object.keys(recipes).join(', ')}.`)
  }
  if (values['set-up'] !== 'no') await setUp({ window: false, virtualDisplay: false, vulkan: false, slurm: false })
  process.stdout.write(`Seed ${seed}, at most ${minutes} min for each of: ${asked.join(', ')}\n`)
  /** @type {Record<string, import('./chaos/campaign.mjs').PartResult & { readonly minutes: number }>} */
  const results = {}
  for (const name of asked) {
    const began = performance.now()
    const tell = (/** @type {string} */ progress) => { process.stderr.write(`${name}: ${progress}\n`) }
    const result = await withPlace((campaign) => parts[name].run(campaign, sizes), { minutes, random: chance(seed), tell })
    results[name] = { ...result, minutes: Math.round((performance.now() - began) / 6000) / 10 }
    if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify({ seed, node: process.version, processors: cpus().length, results }, null, 2)}\n`)
    process.stdout.write(`\n${parts[name].title}\n${tableOf(results[name])}`)
  }
  return Object.values(results).every(({ faults }) => faults.length === 0) ? 0 : 1
})

/** @param {import('./chaos/campaign.mjs').PartResult} result */
function tableOf({ faults, ...counts }) {
  const rows = [...Object.entries(counts), ['faults', faults.length]]
  const width = Math.max(...rows.map(([name]) => String(name).length))
  const lines = rows.map(([name, value]) => `  ${String(name).padEnd(width)}  ${String(value)}`)
  return `${[...lines, ...faults.map((fault) => `  ! ${fault}`)].join('\n')}\n`
}
