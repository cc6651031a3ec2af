// Whether the own network in the form was changed since: the form keeps the layers that it had, until the user takes the newest ones.
import { networkKey, type NetworkRevision } from '@contract/models/own-network'
import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { ask } from '../../frame/lab'
import { isSame } from '../../frame/is-same'
import { useOwnNetworks } from '../models/own-networks'
import { useSetup } from './setup-store'

export const useNewerRevision = defineStore('newer-revision', () => {
  const setup = useSetup()
  const own = useOwnNetworks()
  const newest = shallowRef<NetworkRevision | null>(null)

  const listing = computed(() => (setup.draft.network.kind === 'layers' ? setup.draft.network.listing : null))
  /** The own network of the same name. */
  const summary = computed(() => {
    const key = listing.value ? networkKey(listing.value.name) : null
    return own.list.find(({ name }) => networkKey(name) === key) ?? null
  })
  watch(
    summary,
    async (found) => {
      newest.value = null
      if (!found) return
      try {
        const read = await ask('ownNetwork', found.name, found.revision)
        if (summary.value === found) newest.value = read
      } catch (error) {
        console.warn('The newest revision of the network cannot be read.', error) // the form's own layers can be trained without it
      }
    },
    { immediate: true },
  )

  /** The newest revision, where its layers are not those of the form; else null. */
  const revision = computed(() => (newest.value && !isSame(newest.value.listing, listing.value) ? newest.value : null))

  /** Makes the newest revision the network of the form. */
  function take(): void {
    if (revision.value) setup.takeListing(revision.value.listing)
  }

  return { revision, take }
})
