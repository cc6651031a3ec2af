// The test files that take long: they come first, so that no processor waits at the end for a file that the other one has begun last.

/** Files that take longer than five seconds on a quiet machine, by their paths in the project; the times of the last run are not there on a machine that tests for the first time. */
export const long = [
  'main/lab/cluster/slurm-sweep.test.ts',
  'main/cli/commands/kill.test.ts',
  'main/engine/parity/parity.test.ts',
  'main/engine/parity/webgpu.test.ts',
  'main/cli/program.test.ts',
  'main/engine/training/run/training-run.test.ts',
  'main/engine/questions/measure-roof.test.ts',
  'main/cli/commands/ownership.test.ts',
  'main/engine/autodiff/rules/rules.test.ts',
  'main/engine/autodiff/rules/random-rules.test.ts',
  'main/cli/commands/experiment.test.ts',
  'main/lab/experiments/experiments.test.ts',
  'main/cli/commands/sweep.test.ts',
  'main/lab/lab.test.ts',
  'main/cli/commands/datasets.test.ts',
  'main/lab/real-engine.test.ts',
  'main/lab/repair-home.test.ts',
  'main/lab/sweeps/sweeps.test.ts',
  'main/lab/estimates/estimator.test.ts',
  'scripts/test/layers.test.ts',
  'scripts/test/chaos.test.ts',
]

/**
 * Files in the order of {@link long}, the others behind them in the order that they have.
 * @template File @param {readonly File[]} files @param {(file: File) => string} pathOf path in the project @returns {File[]}
 */
export function longestFirst(files, pathOf) {
  const rank = (/** @type {File} */ file) => {
    const place = long.indexOf(pathOf(file).replaceAll('\\', '/'))
    return place < 0 ? long.length : place
  }
  return files.toSorted((a, b) => rank(a) - rank(b))
}
