import { HOUR } from '@lanyard/hub/src/clock.ts'
import type { Hub } from '@lanyard/hub/src/hub.ts'
import { countEnvelopes, findSealingKeys } from '@lanyard/hub/src/records/envelopes/find-envelopes.ts'
import { resealSecrets } from '@lanyard/hub/src/records/envelopes/reseal-secrets.ts'
import { z } from 'zod'
import { messages } from '../messages/en.ts'
import type { Operator } from '../operator.ts'
import { formatTable } from '../print-table.ts'
import { command } from './command.ts'

const words = messages.keys

export const keysStatus = command({
  name: 'keys status',
  arguments: '',
  places: [],
  input: z.strictObject({}),
  async run(operator) {
    const hub = await operator.hub()
    return { current: hub.config.keys.current.id, secrets: await showStatus(operator, hub) }
  },
})

export const rotateKeys = command({
  name: 'keys rotate',
  arguments: '',
  places: [],
  input: z.strictObject({}),
  async run(operator) {
    const hub = await operator.hub()
    const { current, keys } = hub.config.keys
    const columns = await resealSecrets(hub, { by: operator.actor })
    for (const { column, count } of columns) operator.say(words.resealed(column, count))
    const unopened = columns.flatMap(({ column, unopened }) => unopened.map((id) => ({ column, id })))
    for (const { column, id } of unopened) operator.say(words.unopened(column, id))

    const secrets = await showStatus(operator, hub)
    const left = secrets.filter(({ key }) => key !== current.id).reduce((sum, { count }) => sum + count, 0)
    const resealed = Object.fromEntries(columns.map(({ column, count }) => [column, count]))
    const ok = unopened.length === 0 && left === 0
    const removable = ok ? [...keys.keys()].filter((id) => id !== current.id) : []
    if (ok) operator.say(words.removable(removable, Math.ceil(hub.config.lifetimes.session / HOUR)))
    else operator.say(unopened.length > 0 ? words.someUnopened(unopened.length) : words.someLeft(left))
    return { ok, current: current.id, resealed, secrets, unopened, removable }
  },
})

/** How many secrets are under which key. */
async function showStatus({ say }: Operator, hub: Hub) {
  const { current, keys } = hub.config.keys
  const found = await findSealingKeys(hub)
  const secrets = await Promise.all(
    found.map(async ({ column, key }) => ({ column, key, count: await countEnvelopes(hub, { column, key }) })),
  )
  const noteOf = (key: string) => (key === current.id ? words.current : keys.has(key) ? '' : words.missing)
  const rows = secrets.map(({ column, key, count }) => [column, key, String(count), noteOf(key)])
  say(formatTable([words.columns, ...rows]).join('\n'))
  return secrets
}
