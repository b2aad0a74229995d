import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type LinkUserFacts, routeLinkUser } from './route-link-user.ts'

const token = { kind: 'token', assured: true, linkId: 'lnk_1', memberEpoch: 2 } as const

const inOrder: LinkUserFacts = {
  attempt: 'usable',
  answer: token,
  mayLink: true,
  feature: 'on',
  link: { id: 'lnk_1', sameOrganization: true, isSuspended: false },
  knownEpoch: 2,
  userHeld: false,
  memberHeld: false,
}

const rows: readonly [string, Partial<LinkUserFacts>, string][] = [
  ['an attempt that is not usable (T1, T2)', { attempt: 'unusable' }, 'attempt_invalid'],
  ['an answer that cannot be trusted', { answer: { kind: 'untrusted' } }, 'attempt_invalid'],
  ['an answer that is signed with an unknown key (FR9)', { answer: { kind: 'unverified' } }, 'hub_key_unknown'],
  ['a cancelled one', { answer: { kind: 'refused', code: 'attempt_cancelled' } }, 'attempt_cancelled'],
  ['no answer', { answer: { kind: 'silent' } }, 'hub_unavailable'],
  ['an old proof (T16)', { answer: { ...token, assured: false } }, 'assurance_too_low'],
  ['who may not link (A14, A21, T30)', { mayLink: false }, 'user_barred'],
  ['a tenant that may link nothing new (A3)', { feature: 'no_new_links' }, 'not_invited'],
  ['a tenant that is not linked any more', { link: null }, 'tenant_not_linked'],
  [
    'a link that the hub does not know at the moment',
    { link: { id: 'lnk_1', sameOrganization: true, isSuspended: true } },
    'link_suspended',
  ],
  [
    'another organization (A17, T31)',
    { link: { id: 'lnk_1', sameOrganization: false, isSuspended: false } },
    'wrong_organization',
  ],
  [
    'another link of the organization (T13)',
    { link: { id: 'lnk_2', sameOrganization: true, isSuspended: false } },
    'wrong_organization',
  ],
  ['an older epoch', { knownEpoch: 3 }, 'attempt_invalid'],
  ['a user who is linked (A18)', { userHeld: true }, 'user_already_linked'],
  ['a member who is linked (A18)', { memberHeld: true }, 'member_already_linked'],
]

describe('routeLinkUser', () => {
  it('links when nothing is wrong', () => {
    assert.deepEqual(routeLinkUser(inOrder), { to: 'linked' })
  })

  for (const [name, wrong, code] of rows) {
    it(`refuses ${name}: ${code}`, () => {
      assert.deepEqual(routeLinkUser({ ...inOrder, ...wrong }), { to: 'settings', code })
    })
  }

  it('says the first reason when several hold', () => {
    fc.assert(
      fc.property(fc.subarray([...rows], { minLength: 1 }), ([first, ...others]) => {
        assert.ok(first)
        const facts = others.toReversed().reduce<LinkUserFacts>((sum, [, wrong]) => ({ ...sum, ...wrong }), inOrder)
        assert.deepEqual(routeLinkUser({ ...facts, ...first[1] }), { to: 'settings', code: first[2] })
      }),
    )
  })

  it('has an answer to everything, and links only when every fact is in order', () => {
    const anyFacts: fc.Arbitrary<LinkUserFacts> = fc.record({
      attempt: fc.constantFrom('usable', 'unusable'),
      answer: fc.constantFrom(
        token,
        { ...token, assured: false },
        { ...token, linkId: null },
        { kind: 'silent' as const },
      ),
      mayLink: fc.boolean(),
      feature: fc.constantFrom('on', 'no_new_links', 'off'),
      link: fc.option(
        fc
          .constantFrom('lnk_1', 'lnk_2')
          .chain((id) =>
            fc.record(
              { id: fc.constant(id), sameOrganization: fc.boolean(), isSuspended: fc.boolean() },
              { noNullPrototype: true },
            ),
          ),
      ),
      knownEpoch: fc.integer({ min: 0, max: 3 }),
      userHeld: fc.boolean(),
      memberHeld: fc.boolean(),
    })
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const route = routeLinkUser(facts)
        if (route.to === 'settings') return assert.notEqual(route.code, '')
        assert.ok(facts.knownEpoch <= 2)
        assert.deepEqual({ ...facts, knownEpoch: 2 }, inOrder)
      }),
      { numRuns: 1000 },
    )
  })
})
