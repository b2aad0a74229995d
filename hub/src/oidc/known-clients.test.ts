import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { HOUR } from '../clock.ts'
import { rememberClients } from './known-clients.ts'

const callback = 'https://wiki.example/callback'

describe('what a node remembers of clients', () => {
  it('is the addresses of the last reading, exactly, for an hour (FR6)', () => {
    let now = 0
    const known = rememberClients({ now: () => now })
    known.note('wiki', ['https://wiki.example/former'])
    known.note('wiki', [callback])

    const has = (address: string, id = 'wiki') => known.has(id, address)
    assert.deepEqual([has(callback), has(callback, 'other')], [true, false])
    for (const other of ['https://wiki.example/former', `${callback}/`, `${callback}?a=1`, 'https://wiki.example']) {
      assert.equal(has(other), false, other)
    }
    now = HOUR
    assert.equal(has(callback), false)
  })

  it('is a thousand clients at most: the one that was read longest ago goes first', () => {
    const known = rememberClients({ now: () => 0 })
    for (let n = 0; n < 1000; n++) known.note(`client-${n}`, [callback])
    known.note('client-0', [callback])
    known.note('one-more', [callback])

    const remembered = ['client-0', 'client-1', 'client-2', 'one-more'].map((id) => known.has(id, callback))
    assert.deepEqual(remembered, [true, false, true, true])
  })
})
