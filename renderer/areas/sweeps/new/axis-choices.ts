// The names that an axis without numbers can choose from: those of the setting's record, own networks, and the data sets of the lab.
import { settingAt } from '@contract/training/settings/table'
import type { AxisPath } from '@contract/sweeps/axis'
import { computed, type ComputedRef } from 'vue'
import type { Choice } from '../../../fields/choice'
import { useCatalogue } from '../../../frame/catalogue'
import { useOwnNetworks } from '../../models/own-networks'

export function useAxisChoices(path: () => AxisPath): ComputedRef<readonly Choice<string>[]> {
  const catalogue = useCatalogue()
  const own = useOwnNetworks()
  return computed(() => {
    const setting = settingAt(path())
    if (setting.kind === 'switch') return [{ value: 'false', label: setting.states.off }, { value: 'true', label: setting.states.on }]
    if (setting.kind !== 'choice') return []
    if (path() === 'dataset.id') return catalogue.datasets.map(({ id, title }) => ({ value: id, label: title }))
    const named = (setting.names ?? []).map((name) => ({ value: name, label: setting.titles?.[name] ?? name }))
    return path() === 'network.model' ? [...named, ...own.list.map(({ name }) => ({ value: name, label: name }))] : named
  })
}
