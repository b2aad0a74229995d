import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { placeOf, readAddress } from './address.ts'
import { findClient, parseTrustedProxies } from './trusted-proxies.ts'

describe('readAddress', () => {
  it('knows one address in every form that proxies write it in', () => {
    for (const [written, read] of [
      ['192.0.2.1', '192.0.2.1'],
      [' 192.0.2.1:443 ', '192.0.2.1'],
      ['::ffff:192.0.2.1', '192.0.2.1'],
      ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
      ['[2001:db8::1]:443', '2001:db8::1'],
      ['fe80::1%eth0', 'fe80::1'],
    ] as const) {
      assert.equal(readAddress(written), read, written)
    }
  })

  it('takes nothing else for one', () => {
    for (const text of ['', 'unknown', '192.0.2', '192.0.2.1.5', '1:2', '_hidden', 'evil.example', '::1/64', '<b>']) {
      assert.equal(readAddress(text), null, text)
    }
  })
})

describe('placeOf', () => {
  it('counts an IPv4 address by itself, and everything that one IPv6 subscriber has as one', () => {
    assert.equal(placeOf('192.0.2.1'), '192.0.2.1')
    assert.equal(placeOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64')
    assert.equal(placeOf('2001:db8:1:2::6'), '2001:db8:1:2::/64')
    assert.equal(placeOf('2001:db8::6'), '2001:db8:0:0::/64')
    assert.equal(placeOf('::1'), '0:0:0:0::/64')
  })
})

describe('parseTrustedProxies', () => {
  it('says which part is no address and no network', () => {
    for (const [text, part] of [
      ['', 1],
      ['10.0.0.0/8, proxy.example', 2],
      ['10.0.0.0/33', 1],
      ['10.0.0.0/', 1],
      ['10.0.0.0/8/8', 1],
      ['192.0.2.7, 2001:db8::/129', 2],
      ['fe80::1%eth0', 1],
    ] as const) {
      assert.throws(() => parseTrustedProxies(text), { message: new RegExp(`^part ${part} is no address`) }, text)
    }
  })

  it('takes the longest network of each family for one address', () => {
    const proxies = parseTrustedProxies('10.0.0.1/32, 2001:db8::1/128')

    assert.equal(proxies.check('10.0.0.1'), true)
    assert.equal(proxies.check('10.0.0.2'), false)
    assert.equal(proxies.check('2001:db8::1', 'ipv6'), true)
    assert.equal(proxies.check('2001:db8::2', 'ipv6'), false)
  })
})

describe('findClient', () => {
  const proxies = parseTrustedProxies('10.0.0.0/8, 2001:db8:ff::/48, 192.0.2.7')

  it('believes the trusted proxies only, from right to left', () => {
    for (const [peer, forwarded, client] of [
      ['203.0.113.9', undefined, '203.0.113.9'],
      ['203.0.113.9', '198.51.100.1', '203.0.113.9'],
      ['10.1.2.3', '198.51.100.1', '198.51.100.1'],
      ['::ffff:10.1.2.3', '198.51.100.1', '198.51.100.1'],
      ['10.1.2.3', '198.51.100.66, 198.51.100.1', '198.51.100.1'],
      ['10.1.2.3', '198.51.100.66, 198.51.100.1, 192.0.2.7, 10.9.9.9', '198.51.100.1'],
      ['10.1.2.3', '10.0.0.66, 198.51.100.1', '198.51.100.1'],
      ['2001:db8:ff::1', '2001:db8:1::5', '2001:db8:1::5'],
      ['10.1.2.3', '198.51.100.1:50123', '198.51.100.1'],
      ['10.1.2.3', undefined, '10.1.2.3'],
      ['10.1.2.3', '10.0.0.5', '10.0.0.5'],
    ] as const) {
      assert.equal(findClient(proxies, peer, forwarded), client, `${peer} ${forwarded}`)
    }
  })

  it('takes the last sure one where a list breaks off, and never what stands beyond', () => {
    for (const garbage of ['unknown', '', ', ,', '198.51.100.1, unknown', 'x'.repeat(9000)]) {
      assert.equal(findClient(proxies, '10.1.2.3', garbage), '10.1.2.3', garbage)
    }
    assert.equal(findClient(proxies, '10.1.2.3', '198.51.100.1, , 192.0.2.7'), '192.0.2.7')
    assert.equal(findClient(proxies, undefined, '198.51.100.1'), '')
  })
})
