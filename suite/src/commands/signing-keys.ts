import type { Hub } from '@lanyard/hub/src/hub.ts'
import { signsAt } from '@lanyard/hub/src/records/signing-keys/advance-signing-key.ts'
import { listSigningKeys } from '@lanyard/hub/src/records/signing-keys/list-signing-keys.ts'
import { replaceSigningKeys } from '@lanyard/hub/src/records/signing-keys/replace-signing-keys.ts'
import { rotateSigningKeys } from '@lanyard/hub/src/records/signing-keys/rotate-signing-keys.ts'
import type { SigningKey } from '@lanyard/hub/src/records/signing-keys/signing-key.ts'
import { z } from 'zod'
import { messages } from '../messages/en.ts'
import { formatTable } from '../print-table.ts'
import { command } from './command.ts'

const words = messages.keys

export const listSigningKeysCommand = command({
  name: 'signing-keys list',
  arguments: '',
  places: [],
  input: z.strictObject({}),
  async run(operator) {
    const hub = await operator.hub()
    const keys = (await listSigningKeys(hub)).map((key) => describe(hub, key))
    const rows = keys.map(({ kid, alg, state, since, until }) => [kid, alg, words.signingStates[state], since, until])
    operator.say(formatTable([words.signingColumns, ...rows]).join('\n'))
    return { keys }
  },
})

export const rotateSigningKeysCommand = command({
  name: 'signing-keys rotate',
  arguments: '[--now]',
  places: [],
  options: { now: { type: 'boolean' } },
  input: z.strictObject({ now: z.boolean().default(false) }),
  async run(operator, { now }) {
    const hub = await operator.hub()
    await (now ? replaceSigningKeys : rotateSigningKeys)(hub, { by: operator.actor })
    const keys = await listSigningKeys(hub)
    for (const key of keys) {
      const { kid, alg, state } = key
      if (state === 'next') operator.say(words.signsFrom(kid, alg, new Date(signsAt(hub, key)).toISOString()))
      if (state === 'current') operator.say(words.signsNow(kid, alg))
    }
    if (now) operator.say(words.replaced)
    return { keys: keys.map((key) => describe(hub, key)) }
  },
})

function describe(hub: Pick<Hub, 'config'>, key: SigningKey) {
  const { kid, alg, state } = key
  const [since, until] = timeOf(hub, key).map((at) => new Date(at).toISOString())
  return { kid, alg, state, since: since ?? '', until: until ?? '' }
}

/** Since when a key is in its state, and until when. */
function timeOf(hub: Pick<Hub, 'config'>, key: SigningKey): readonly [number, number] {
  const { signingKey, signingKeyOverlap } = hub.config.lifetimes
  if (key.state === 'next') return [key.createdAt, signsAt(hub, key)]
  if (key.state === 'current') return [key.activatedAt, key.activatedAt + signingKey]
  return [key.retiredAt, key.retiredAt + signingKeyOverlap]
}
