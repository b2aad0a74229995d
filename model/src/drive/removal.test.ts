import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { playScript } from './play.ts'
import { openSides } from './sides.ts'

/** A user link that the hub never heard of, whose member leaves while the company is not connected. */
const steps = [
  { id: 0, verb: 'connect', tenant: 0, member: 0 },
  { id: 1, verb: 'enable', tenant: 0, employee: 1, member: 1 },
  { id: 2, verb: 'switchOff', tenant: 0, flag: true },
  { id: 3, verb: 'leaveAndReturn', member: 1 },
  { id: 4, verb: 'connect', tenant: 0, member: 0 },
] as const

const keepsNoRequest = `create trigger keeps_no_request before insert on user_links when new.revision = 0
  begin select raise(ignore); end`

const [database] = databases
assert.ok(database)

describe('a member who is removed while the company is not connected (S8)', () => {
  it('comes back without a user link', async () => {
    await using sides = await openSides(database)
    assert.equal(await playScript(sides, { seed: 0, steps }), null)
  })

  it('is noticed where the hub keeps no request to unlink them', async () => {
    await using sides = await openSides(database, { hub: keepsNoRequest })
    assert.match(
      (await playScript(sides, { seed: 0, steps })) ?? '',
      /^S8: t0\/e1 is linked to a member who was removed/,
    )
  })
})
