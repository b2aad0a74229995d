import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type LinkTenantFacts, routeLinkTenant } from './route-link-tenant.ts'

const token = { kind: 'token', assured: true, linkId: null, memberEpoch: 1 } as const

const inOrder: LinkTenantFacts = {
  attempt: 'usable',
  answer: token,
  admin: true,
  feature: 'on',
  tenantHeld: false,
  organization: 'free',
}

const rows: readonly [string, Partial<LinkTenantFacts>, string][] = [
  ['an attempt that is not usable (T1, T2)', { attempt: 'unusable' }, 'attempt_invalid'],
  ['an answer that cannot be trusted', { answer: { kind: 'untrusted' } }, 'attempt_invalid'],
  ['an answer that is signed with an unknown key (FR9)', { answer: { kind: 'unverified' } }, 'hub_key_unknown'],
  ['no master (A4)', { answer: { kind: 'refused', code: 'not_a_master' } }, 'not_a_master'],
  ['no answer', { answer: { kind: 'silent' } }, 'hub_unavailable'],
  ['an old proof (T16)', { answer: { ...token, assured: false } }, 'assurance_too_low'],
  ['an admin who is none any more (A4, T4)', { admin: false }, 'not_an_admin'],
  ['a tenant that is not invited (A3)', { feature: 'off' }, 'not_invited'],
  ['a tenant that may link nothing new (A3)', { feature: 'no_new_links' }, 'not_invited'],
  ['a tenant that holds a link', { tenantHeld: true }, 'tenant_already_linked'],
  [
    'an organization that is still held after the hub was asked (A12)',
    { organization: 'asked' },
    'organization_already_linked',
  ],
]

describe('routeLinkTenant', () => {
  it('goes on when nothing is wrong', () => {
    assert.deepEqual(routeLinkTenant(inOrder), { to: 'pending' })
  })

  it('asks the hub once about an organization that another tenant holds (A12)', () => {
    assert.deepEqual(routeLinkTenant({ ...inOrder, organization: 'held' }), { to: 'ask_hub' })
  })

  for (const [name, wrong, code] of rows) {
    it(`refuses ${name}: ${code}`, () => {
      assert.deepEqual(routeLinkTenant({ ...inOrder, ...wrong }), { to: 'settings', code })
    })
  }

  it('says the first reason when several hold', () => {
    fc.assert(
      fc.property(fc.subarray([...rows], { minLength: 1 }), ([first, ...others]) => {
        assert.ok(first)
        const facts = others.toReversed().reduce<LinkTenantFacts>((sum, [, wrong]) => ({ ...sum, ...wrong }), inOrder)
        assert.deepEqual(routeLinkTenant({ ...facts, ...first[1] }), { to: 'settings', code: first[2] })
      }),
    )
  })

  it('has an answer to everything, and nothing is pending but by an admin of an invited, free tenant', () => {
    const anyFacts: fc.Arbitrary<LinkTenantFacts> = fc.record({
      attempt: fc.constantFrom('usable', 'unusable'),
      answer: fc.constantFrom(token, { ...token, assured: false }, { kind: 'silent' as const }),
      admin: fc.boolean(),
      feature: fc.constantFrom('on', 'no_new_links', 'off'),
      tenantHeld: fc.boolean(),
      organization: fc.constantFrom('free', 'held', 'asked'),
    })
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const route = routeLinkTenant(facts)
        if (route.to === 'settings') return assert.notEqual(route.code, '')
        assert.deepEqual({ ...facts, organization: 'free' }, inOrder)
        assert.equal(route.to === 'ask_hub', facts.organization === 'held')
      }),
      { numRuns: 1000 },
    )
  })
})
