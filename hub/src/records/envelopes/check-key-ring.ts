import { ConfigError } from '@lanyard/running'
import type { Hub } from '../../hub.ts'
import { unseal } from '@lanyard/storage/secrets'
import { countEnvelopes, type EnvelopesOfKey, findSealingKeys } from './find-envelopes.ts'
import { purposeOf, sealedColumns } from '../../secrets/sealed-columns.ts'

/**
 * Holds the ring to what the ledger keeps: the hub does not start where it could not open what a person needs to log in,
 * rather than fail at their login. One damaged row among others is no reason. Mails that do not open are only logged.
 *
 * @throws {ConfigError} naming every key that is missing or another one, with how much it has sealed
 */
export async function checkKeyRing(hub: Pick<Hub, 'db' | 'config' | 'log'>): Promise<void> {
  const closed = (await findSealingKeys(hub)).filter((envelopes) => !isOpened(hub, envelopes))
  const mistakes: string[] = []
  for (const group of closed) {
    const text = say(hub, group, await countEnvelopes(hub, group))
    if (sealedColumns[group.column].isVital) mistakes.push(text)
    else hub.log.warn({ event: 'secrets_closed', text })
  }
  if (mistakes.length > 0) throw new ConfigError(mistakes)
}

function isOpened({ config: { keys } }: Pick<Hub, 'config'>, { samples }: EnvelopesOfKey): boolean {
  return samples.some(({ column, id, sealed }) => {
    try {
      return unseal(keys, purposeOf(column, id), sealed).length > 0
    } catch {
      return false
    }
  })
}

function say({ config: { keys } }: Pick<Hub, 'config'>, { column, key }: EnvelopesOfKey, count: number): string {
  const what = `${count} ${count === 1 ? 'secret' : 'secrets'} in ${column}`
  return keys.keys.has(key)
    ? `LANYARD_HUB_KEYS: the key "${key}" is not the one that sealed ${what}`
    : `LANYARD_HUB_KEYS: the key "${key}" is missing, which sealed ${what}`
}
