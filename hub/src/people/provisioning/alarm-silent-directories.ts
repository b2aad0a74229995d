import type { Hub } from '../../hub.ts'
import { isSilentNow } from './list-directories.ts'
import * as tokens from './provisioning-store.ts'

/**
 * Raises an alarm for each directory that has fallen silent: people who leave stay in until it speaks again. It stands in the
 * log once a day for as long as the silence lasts. The token stays valid, because to end it would shut out no one either.
 */
export async function alarmSilentDirectories(hub: Pick<Hub, 'db' | 'now' | 'config' | 'log'>): Promise<void> {
  for (const token of await tokens.listOpen(hub.db)) {
    if (!isSilentNow(hub, token)) continue
    const { id, organization, name, lastUsedAt } = token
    const facts = { event: 'directory_silent', token: id, organization, directory: name, last_used_at: lastUsedAt }
    hub.log.error(facts, 'a directory has asked for nothing for days')
  }
}
