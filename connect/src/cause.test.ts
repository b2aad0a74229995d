import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as client from 'openid-client'
import { causeOf, CheckFailed } from './cause.ts'

const coded = (code: string, message: string, cause?: unknown) => Object.assign(new Error(message, { cause }), { code })
const within = (cause: unknown) => new Error('outer', { cause })

describe('causeOf', () => {
  const found: readonly [string, unknown, object][] = [
    ['a check of the kit’s own', new CheckFailed('iat', 'too old'), { check: 'iat', cause: 'too old' }],
    ['it inside another error', within(new CheckFailed('iat', 'too old')), { check: 'iat', cause: 'too old' }],
    ['a check with the status', new CheckFailed('status', 'odd', 500), { check: 'status', cause: 'odd', status: 500 }],
    ['what the library compared', coded('OAUTH_X', 'unexpected', { claim: 'nonce' }), { check: 'nonce' }],
    ['an attribute of the metadata', coded('OAUTH_X', 'unexpected', { attribute: 'issuer' }), { check: 'issuer' }],
    ['what its words quote', coded('OAUTH_X', 'unexpected "state" value'), { check: 'state' }],
    ['a key that is not there', coded('OAUTH_KEY_SELECTION_FAILED', 'no key'), { check: 'kid' }],
    ['no answer in time', within(coded('OAUTH_TIMEOUT', 'timed out')), { check: 'timeout', cause: 'timed out' }],
    ['a signature', coded('OAUTH_X', 'JWT Signature verification failed'), { check: 'signature' }],
    ['another answer', coded('OAUTH_X', 'not as it should be'), { check: 'answer', cause: 'not as it should be' }],
    ['no network', within(coded('ECONNREFUSED', 'connect')), { check: 'not_reached', cause: 'ECONNREFUSED' }],
    ['the library’s code beside it', coded('ERR_X', 'words'), { check: 'not_reached', cause: 'words' }],
    ['no value of an answer as its cause', within({ code: 'secret' }), { check: 'not_reached', cause: 'outer' }],
    ['an error without words', new TypeError(''), { check: 'not_reached', cause: 'TypeError' }],
    ['nothing', undefined, { check: 'not_reached', cause: 'unknown' }],
    ['what was no error', 'thrown', { check: 'not_reached', cause: 'unknown' }],
    ['null', null, { check: 'not_reached', cause: 'unknown' }],
    [
      'an answer beside it',
      within(new Response(null, { status: 502 })),
      { check: 'not_reached', cause: 'outer', status: 502 },
    ],
    [
      'what a parser could not read, which it quotes',
      within(new SyntaxError('Unexpected token in "secret"')),
      { check: 'not_reached', cause: 'outer' },
    ],
  ]
  for (const [name, thrown, cause] of found) {
    it(`finds ${name}`, () => {
      const { check, cause: words, status } = causeOf(thrown)
      const read = { check, ...('cause' in cause ? { cause: words } : {}), ...(status === undefined ? {} : { status }) }

      assert.deepEqual(read, cause)
    })
  }

  it('ends in a circle of causes', () => {
    const one: Error = new Error('one')
    one.cause = one

    assert.equal(causeOf(one).cause, 'one')
  })

  it('takes what the other side said on one line, and not all of it', () => {
    const said = { error: 'access\ndenied', error_description: `\u202e${'x'.repeat(400)}` }
    const back = new client.AuthorizationResponseError('refused', { cause: new URLSearchParams(said) })
    const { check, oauth_error, description, status } = causeOf(back)
    assert.deepEqual(
      [check, oauth_error, description, status],
      ['refused', 'access denied', ` ${'x'.repeat(299)}`, undefined],
    )

    const response = new Response(null, { status: 400 })
    const refused = new client.ResponseBodyError('refused', { cause: { error: 'invalid_client' }, response })
    assert.deepEqual(causeOf(refused), {
      check: 'refused',
      oauth_error: 'invalid_client',
      status: 400,
      cause: 'The other side refused the request.',
    })
  })
})
