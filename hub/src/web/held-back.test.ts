import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server'
import { operator } from '../../testing.ts'
import { addNewcomer, codeOf } from '../oidc/testing/go-through-login.ts'
import { findAccountById } from '../people/accounts/find-account.ts'
import { listFactors } from '../people/factors/list-factors.ts'
import { countMembers } from '../people/members/list-members.ts'
import { getMember } from '../people/members/find-member.ts'
import { testAuthenticator } from '../people/passkeys/testing/test-authenticator.ts'
import { setPassword } from '../people/passwords/set-password.ts'
import { PASSWORD } from '../people/passwords/testing/give-password.ts'
import { openAlder } from './testing/open-alder.ts'

const members = '/admin-settings/members'
const newPasskey = '/profile-settings/security/passkeys/new'

let site: Awaited<ReturnType<typeof openAlder>>

before(async () => {
  site = await openAlder()
})
after(() => site[Symbol.asyncDispose]())

describe('a form whose last byte is held back until its session has ended (FE1)', () => {
  it('adds no passkey after a master took the second factor away (T9)', async () => {
    const tech = await site.addPerson(site.alder, 'robbed')
    const [thief, master] = [await site.logIn(tech), await site.logIn(site.master)]
    const { body } = await thief.send(newPasskey, { headers: { accept: 'application/json' } })
    const options = JSON.parse(body) as PublicKeyCredentialCreationOptionsJSON
    const passkey = testAuthenticator({ origin: site.origin }).create(options)

    const form = await thief.holdBack(newPasskey, { passkey, name: 'Mine' })
    await master.post(`${members}/${tech.member.id}/reset-second-factor`, { reason: 'lost' })
    const answer = await form.finish()

    assert.deepEqual([answer.status, new URL(answer.location, site.origin).pathname], [303, '/login'])
    assert.deepEqual(await listFactors(site.hub, tech.account.id), [])
    assert.notEqual((await findAccountById(site.hub, tech.account.id))?.secondFactorResetAt, null)
  })

  it('invites no one, and makes no one a master, after the master ended all their sessions (FG1)', async () => {
    const master = await site.addPerson(site.alder, 'second-master', 'master')
    const [thief, owner] = [await site.logIn(master), await site.logIn(master)]
    const before = await countMembers(site.hub, site.alder, {})

    const forms = [
      await thief.holdBack(members, { email: 'thief@elsewhere.example' }),
      await thief.holdBack(`${members}/${site.tech.member.id}/make-master`, { list: 'x' }),
    ]
    await owner.post('/profile-settings/sessions/end-all')

    for (const form of forms) {
      const answer = await form.finish()
      assert.deepEqual([answer.status, new URL(answer.location, site.origin).pathname], [303, '/login'])
    }
    assert.deepEqual(await countMembers(site.hub, site.alder, {}), before)
    assert.equal((await getMember(site.hub, site.tech.member.id)).role, 'member')
  })

  it('enrols no app in a login of before a new password (T9)', async () => {
    const { account } = await addNewcomer(site, site.alder, 'newcomer')
    const thief = site.visitor()
    const credentials = { Username: account.username, Password: PASSWORD }
    const enrol = await thief.press(await thief.get('/login'), 'Log in', credentials)
    const code = codeOf(enrol.field(/key/i).value, site.hub.now())

    const form = await thief.holdBack(enrol.url.href, { code })
    await setPassword(site.hub, { account: account.id, password: 'nine ferries past the old pier', by: operator })
    const answer = await form.finish()

    assert.deepEqual([answer.status, answer.location], [303, enrol.url.pathname.replace('/enrol', '')])
    assert.deepEqual(await listFactors(site.hub, account.id), [])
  })
})
