import assert from 'node:assert/strict'
import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { after, before, describe, it } from 'node:test'
import { type SentStatement, sentStatements } from '@lanyard/storage'
import { databases } from '@lanyard/storage/testing'
import * as client from 'openid-client'
import { openAlder } from '../web/testing/open-alder.ts'
import { goThroughLogin } from './testing/go-through-login.ts'
import { openTestClient } from './testing/test-client.ts'

/** Each statement is a round trip to PostgreSQL, begin and commit included. A decision record has to say why one rises. */
const MOST = { silent: 12, full: 51 } as const

const [, postgres] = databases
const requests = new AsyncLocalStorage<string>()
let sent: string[] = []

function noteRequest(message: unknown): void {
  const { request } = message as { readonly request: IncomingMessage }
  requests.enterWith(`${request.method} ${request.url?.split('?')[0]}`)
}

function noteStatement(message: unknown): void {
  const [request, { sql }] = [requests.getStore(), message as SentStatement]
  // What a connection is set to when it opens is said once.
  if (request !== undefined && !sql.startsWith('set ')) sent.push(`${request}: ${sql}`)
}

describe('what a sign-in asks the database', () => {
  before(() => {
    subscribe('http.server.request.start', noteRequest)
    sentStatements.subscribe(noteStatement)
  })
  after(() => {
    unsubscribe('http.server.request.start', noteRequest)
    sentStatements.unsubscribe(noteStatement)
  })

  it('is at most so many statements, silent or with a full login', async () => {
    await using site = await openAlder({}, postgres)
    await using wiki = await openTestClient(site)
    const stranger = site.visitor()
    const signIn = async (visitor: typeof stranger, logsIn: boolean) => {
      sent = []
      const begun = await wiki.begin()
      const back = await (logsIn ? goThroughLogin(site, visitor, begun.url, site.tech) : visitor.get(begun.url.href))
      const { pkceCodeVerifier } = begun
      const tokens = await client.authorizationCodeGrant(wiki.config, back.url, { pkceCodeVerifier })
      await client.fetchUserInfo(wiki.config, tokens.access_token, site.tech.account.id)
      return sent
    }

    const full = await signIn(stranger, true)
    await signIn(stranger, false)
    const silent = await signIn(stranger, false)

    assert.ok(full.length <= MOST.full, `A full login is ${full.length} statements:\n${full.join('\n')}`)
    assert.ok(silent.length <= MOST.silent, `A silent sign-in is ${silent.length} statements:\n${silent.join('\n')}`)
  })
})
