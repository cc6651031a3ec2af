// The settings of a run, as the table of settings names them.
import { formatCount } from '@common/words/format'
import { specFacts } from '@common/words/spec-facts'
import { alwaysThere, type RunPart } from './run-part'

export const settingsPart: RunPart = {
  missing: alwaysThere,
  section: (reported) => {
    const { run, dataset } = reported
    const facts = [
      ...specFacts(run.spec, dataset),
      ...(run.parameters === null ? [] : [{ label: 'Parameters', value: formatCount(run.parameters) }]),
    ]
    return Promise.resolve(reported.section('settings', [{
      block: 'table',
      caption: 'Settings of the run.',
      columns: [{ title: 'Setting', kind: 'text' }, { title: 'Value', kind: 'text' }],
      rows: facts.map(({ label, value }) => [{ text: label }, { text: value }]),
    }]))
  },
}
