import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hashPassword, isPassword } from './hash-password.ts'
import { HashingBusy } from './hashing-queue.ts'

/** More than the queue takes of strangers at once. */
const MANY = 120

describe('isPassword', () => {
  it('takes the whole password, and nothing for one that was never set', async () => {
    const longest = 'x'.repeat(1024)
    const known = await hashPassword(longest)

    const tries = [longest, longest.slice(1), `${longest}x`].map((password) => isPassword(password, known, 'known'))
    assert.deepEqual(await Promise.all(tries), [true, false, false])
    assert.equal(await isPassword('', null, 'known'), false)
  })

  it('takes a turn in the queue for a name that does not exist as for one that does (T29)', async () => {
    const known = await hashPassword('seven herons over the weir')
    for (const hashed of [known, null]) {
      const tries = Array.from({ length: MANY }, () => isPassword('a wrong password', hashed, 'stranger'))

      const outcomes = await Promise.allSettled(tries)

      const busy = outcomes.filter((each) => each.status === 'rejected' && each.reason instanceof HashingBusy)
      const wrong = outcomes.filter((each) => each.status === 'fulfilled' && !each.value)
      assert.equal(busy.length + wrong.length, MANY)
      assert.ok(busy.length > 0 && wrong.length > 0, hashed === null ? 'for nothing' : 'for a hash')
    }
  })
})
