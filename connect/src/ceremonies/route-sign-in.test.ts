import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { routeSignIn, type SignInFacts } from './route-sign-in.ts'

const inOrder: SignInFacts = {
  attempt: 'usable',
  answer: { kind: 'token', assured: true, linkId: 'lnk_1', memberEpoch: 3 },
  link: { id: 'lnk_1', feature: 'on', isSuspended: false },
  knownEpoch: 3,
  user: { class: 'employee', active: true },
  session: 'none',
}

/** The table of sign-ins, row by row: what is wrong from this row on, and where it leads. */
const rows: readonly [string, Partial<SignInFacts>, string][] = [
  ['an attempt that is not usable', { attempt: 'unusable' }, 'attempt_invalid'],
  ['an answer that cannot be trusted (T1, T3)', { answer: { kind: 'untrusted' } }, 'attempt_invalid'],
  ['an answer that is signed with an unknown key (FR9)', { answer: { kind: 'unverified' } }, 'hub_key_unknown'],
  ['a refusal by the hub (A22)', { answer: { kind: 'refused', code: 'member_inactive' } }, 'member_inactive'],
  ['no answer', { answer: { kind: 'silent' } }, 'hub_unavailable'],
  [
    'no second factor',
    { answer: { kind: 'token', assured: false, linkId: 'lnk_1', memberEpoch: 3 } },
    'assurance_too_low',
  ],
  ['an organization that is not linked here', { link: null }, 'tenant_not_linked'],
  ['a withdrawn feature (A3)', { link: { id: 'lnk_1', feature: 'off', isSuspended: false } }, 'not_invited'],
  [
    'a link that the hub does not know at the moment',
    { link: { id: 'lnk_1', feature: 'on', isSuspended: true } },
    'link_suspended',
  ],
  [
    'another link id (T13)',
    { answer: { kind: 'token', assured: true, linkId: 'lnk_0', memberEpoch: 3 } },
    'attempt_invalid',
  ],
  ['no link id', { answer: { kind: 'token', assured: true, linkId: null, memberEpoch: 3 } }, 'attempt_invalid'],
  ['an older epoch', { knownEpoch: 4 }, 'attempt_invalid'],
  ['a member who is not linked (A24, T8)', { user: null }, 'user_not_linked'],
  ['a contact (A21, T30)', { user: { class: 'contact', active: true } }, 'user_barred'],
  ['an inactive user (A26)', { user: { class: 'employee', active: false } }, 'user_inactive'],
]

describe('routeSignIn', () => {
  it('opens a session when nothing is wrong', () => {
    assert.deepEqual(routeSignIn(inOrder), { to: 'session' })
    assert.deepEqual(routeSignIn({ ...inOrder, session: 'same' }), { to: 'session' })
    assert.deepEqual(routeSignIn({ ...inOrder, session: 'agreed' }), { to: 'session' })
  })

  it('asks before it changes whose session the browser holds (A28)', () => {
    assert.deepEqual(routeSignIn({ ...inOrder, session: 'other' }), { to: 'question' })
  })

  it('lets a tenant sign in that may link nothing new (A3)', () => {
    assert.deepEqual(routeSignIn({ ...inOrder, link: { id: 'lnk_1', feature: 'no_new_links', isSuspended: false } }), {
      to: 'session',
    })
  })

  for (const [name, wrong, code] of rows) {
    it(`refuses ${name}: ${code}`, () => {
      assert.deepEqual(routeSignIn({ ...inOrder, ...wrong }), { to: 'login', code })
    })
  }

  it('says the first reason when several hold', () => {
    const numbered = rows.filter(([, wrong]) => !('answer' in wrong) || wrong.answer?.kind !== 'token')
    fc.assert(
      fc.property(fc.subarray(numbered, { minLength: 1 }), ([first, ...others]) => {
        assert.ok(first)
        const facts = others.toReversed().reduce<SignInFacts>((sum, [, wrong]) => ({ ...sum, ...wrong }), inOrder)
        assert.deepEqual(routeSignIn({ ...facts, ...first[1] }), { to: 'login', code: first[2] })
      }),
    )
  })

  it('has an answer to everything, and never a session without every right', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { attempt, answer, link, knownEpoch, user, session } = facts
        const route = routeSignIn(facts)
        if (route.to === 'login') return assert.notEqual(route.code, '')
        assert.equal(attempt, 'usable')
        assert.ok(answer.kind === 'token' && answer.assured)
        assert.ok(link && link.id === answer.linkId && link.feature !== 'off' && !link.isSuspended)
        assert.ok(answer.memberEpoch >= knownEpoch)
        assert.ok(user?.class === 'employee' && user.active)
        assert.equal(route.to === 'question', session === 'other')
      }),
      { numRuns: 2000 },
    )
  })
})

const linkId = fc.constantFrom('lnk_0', 'lnk_1')
const anyFacts: fc.Arbitrary<SignInFacts> = fc.record({
  attempt: fc.constantFrom('usable', 'usable', 'unusable'),
  answer: fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom({ kind: 'untrusted' as const }, { kind: 'silent' as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'refused' as const, code: 'member_inactive' as const }) },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('token' as const),
        assured: fc.constantFrom(true, true, false),
        linkId: fc.option(linkId, { freq: 6 }),
        memberEpoch: fc.integer({ min: 0, max: 3 }),
      }),
    },
  ),
  link: fc.option(
    fc.record({ id: linkId, feature: fc.constantFrom('on', 'no_new_links', 'off'), isSuspended: fc.boolean() }),
    { freq: 6 },
  ),
  knownEpoch: fc.integer({ min: 0, max: 3 }),
  user: fc.option(
    fc.record({
      class: fc.constantFrom('employee', 'employee', 'contact'),
      active: fc.constantFrom(true, true, false),
    }),
    { freq: 6 },
  ),
  session: fc.constantFrom('none', 'same', 'other', 'agreed'),
})
