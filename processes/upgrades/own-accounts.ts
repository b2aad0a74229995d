import assert from 'node:assert/strict'
import { setOwnModuleUrl } from '@lanyard/hub/src/connections/module-urls/set-own-module-url.ts'
import type { DeploymentId, ModuleId } from '@lanyard/hub/src/ids.ts'
import type { Account } from '@lanyard/hub/src/people/accounts/account.ts'
import { findAccountByUsername } from '@lanyard/hub/src/people/accounts/find-account.ts'
import { requestEmailChange } from '@lanyard/hub/src/people/accounts/request-email-change.ts'
import { addPasskey } from '@lanyard/hub/src/people/factors/add-passkey.ts'
import { beginAddingPasskey } from '@lanyard/hub/src/people/factors/begin-adding-passkey.ts'
import { membershipsOf } from '@lanyard/hub/src/people/members/memberships-of.ts'
import { testAuthenticator } from '@lanyard/hub/src/people/passkeys/testing/test-authenticator.ts'
import { endOwnSessions } from '@lanyard/hub/src/people/sessions/end-own-sessions.ts'
import { asOwner, asPerson } from '@lanyard/hub/testing.ts'
import type { OpenHub } from '@lanyard/suite/src/open-parts.ts'
import { openVisitor } from '../crashes/visitor.ts'

/** A passkey with recovery codes, an own module URL and an e-mail address that is not confirmed. */
export async function changeOwnAccount(hub: OpenHub, username: string): Promise<void> {
  const account = await accountOf(hub, username)
  const [session, provenAt] = ['session', hub.now()]
  const options = await beginAddingPasskey(hub, { account, session, hubName: 'Hub' })
  const answer = testAuthenticator({ origin: new URL(hub.config.issuer).origin }).create(options)
  await addPasskey(hub, { account: account.id, provenAt, session, answer, name: 'Key' })
  await requestEmailChange(hub, { account: account.id, provenAt, session, email: `new-${username}` })
  const [place] = await membershipsOf(hub, account.id)
  assert.ok(place)
  await setOwnModuleUrl(hub, {
    member: place.member.id,
    module: 'psa' as ModuleId,
    deployment: 'psa-us' as DeploymentId,
    by: asPerson(hub, place.member.id),
  })
}

/** Asks for a link for a new password at the hub, on its page. */
export async function forgetPassword(hub: OpenHub, username: string): Promise<void> {
  const page = await openVisitor().post(`${hub.config.issuer}/forgot-password`, { username })
  assert.equal(page.status, 200)
}

/** A person ends all their sessions, at the hub and wherever it led. */
export async function endSessions(hub: OpenHub, username: string): Promise<void> {
  const { id: account } = await accountOf(hub, username)
  await endOwnSessions(hub, { account, by: asOwner(hub, account) })
}

export async function accountOf(hub: OpenHub, username: string): Promise<Account> {
  const account = await findAccountByUsername(hub, username)
  assert.ok(account)
  return account
}
