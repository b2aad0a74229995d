import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deriveKeys } from './derive-keys.ts'
import { seal, unseal } from './envelope.ts'
import { parseKeyRing } from './key-ring.ts'

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64')
const older = parseKeyRing(`a:${key(1)}`)
const rotated = parseKeyRing(`b:${key(2)},a:${key(1)}`)

describe('an envelope', () => {
  it('opens for the purpose that it was sealed for, and for no other', () => {
    const sealed = seal(older, 'authenticator:one', 'secret')
    assert.equal(unseal(older, 'authenticator:one', sealed).toString(), 'secret')
    assert.throws(() => unseal(older, 'authenticator:two', sealed))
    assert.ok(!sealed.includes('secret'))
  })

  it('opens after a rotation as long as its key is in the ring', () => {
    const before = seal(older, 'x', 'secret')
    const after = seal(rotated, 'x', 'secret')
    assert.equal(unseal(rotated, 'x', before).toString(), 'secret')
    assert.match(after, /^b\./)
    assert.throws(() => unseal(older, 'x', after), /no key "b"/)
  })

  it('notices every change', () => {
    const sealed = seal(older, 'x', 'secret')
    const parts = sealed.split('.')
    for (const index of [1, 2, 3]) {
      const bytes = Buffer.from(parts[index] ?? '', 'base64url')
      bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0)
      const changed = parts.with(index, bytes.toString('base64url'))
      assert.throws(() => unseal(older, 'x', changed.join('.')))
    }
    assert.throws(() => unseal(older, 'x', [...parts.slice(0, 3), parts[3]?.slice(0, 6)].join('.')))
  })

  it('is never the same twice', () => {
    assert.notEqual(seal(older, 'x', 'secret'), seal(older, 'x', 'secret'))
  })
})

describe('a key ring', () => {
  it('refuses keys that are short, unnamed or twice there, and never prints one', () => {
    for (const text of ['', `a:${key(1)}=short`.slice(0, 20), key(1), `a:${key(1)},a:${key(2)}`]) {
      assert.throws(
        () => parseKeyRing(text),
        (error) => error instanceof Error && !error.message.includes(key(1).slice(0, 10)),
      )
    }
  })

  it('derives other keys for every purpose, those of the current one first', () => {
    const [current, before] = deriveKeys(rotated, 'cookies')
    assert.deepEqual(deriveKeys(older, 'cookies'), [before])
    assert.notDeepEqual(deriveKeys(rotated, 'other')[0], current)
  })
})
