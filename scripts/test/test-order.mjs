// The order in which vitest begins test files.
import { relative } from 'node:path'
import { BaseSequencer } from 'vitest/node'
import { longestFirst } from './longest-first.mjs'

export class TestOrder extends BaseSequencer {
  /** Within each project the files that take long come first, the others as vitest sorts them. @override @param {Parameters<BaseSequencer['sort']>[0]} files */
  async sort(files) {
    const sorted = await super.sort(files)
    const projects = [...new Set(sorted.map(({ project }) => project))]
    return projects.flatMap((project) => longestFirst(sorted.filter((file) => file.project === project), ({ moduleId }) => relative(this.ctx.config.root, moduleId)))
  }
}
