import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { parse } from 'csv-parse/sync'
import { asOwner, asPerson, operator, psaUs } from '../../../testing.ts'
import type { Actor } from '../../actor.ts'
import { deleteAccount } from '../../connections/rights/delete-account.ts'
import { newId } from '../../ids.ts'
import { changeProfile } from '../../people/accounts/change-profile.ts'
import { renameAccount } from '../../people/accounts/rename-account.ts'
import { inviteMember } from '../../people/invitations/invite-member.ts'
import { createToken } from '../../people/provisioning/create-token.ts'
import { audit as words } from '../../messages/en/audit.ts'
import { type ActName, rules } from '../../records/acts/rules.ts'
import { type SubjectKind, subjects } from '../../records/acts/subjects.ts'
import { listAccountActs } from '../../records/audit/list-account-acts.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import { openAlder } from '../testing/open-alder.ts'
import type { Visitor } from '../testing/visitor.ts'

const path = '/admin-settings/audit'
const acts = Object.keys(rules) as ActName[]
/** Ids, codes and numbers of milliseconds, as programs write them. */
const INSIDE = /[a-z]_|_[a-z]|(?<!@)\b[a-z]{2,}\.[a-z]{2,}|[\w-]{20,}|\d{6,}|\bpsa-|undefined|null|batch/

const site = await openAlder()
const { alder, master, tech } = site
let browser: Visitor
/** What each act was written with, by its reference. */
const written = new Map<string, { readonly actor: Actor; readonly action: ActName }>()

before(async () => {
  const link = await site.connect(master, psaUs, 'Alder')
  const by = asPerson(site.hub, master.member.id)
  await inviteMember(site.hub, { organization: alder, email: 'invited@alder.example', role: 'member', by })
  const invitation = await site.hub.db.selectFrom('invitations').select('id').executeTakeFirstOrThrow()
  const { token } = await createToken(site.hub, { organization: alder, name: 'Entra', by: operator })
  const ids: Readonly<Record<SubjectKind, string>> = {
    account: tech.account.id,
    authenticator: newId('aut'),
    client: 'client-of-another-time',
    deployment: psaUs,
    invitation: invitation.id,
    key: 'kid_1',
    link,
    member: tech.member.id,
    module: 'psa',
    organization: alder,
    passkey: newId('pky'),
    session: 'handle_of_a_session',
    token: token.id,
  }
  const actors: readonly Actor[] = [
    'hub',
    operator,
    `member:${master.member.id}`,
    `account:${tech.account.id}`,
    `deployment:${psaUs}`,
    `provisioning:${token.id}`,
  ]
  const details = {
    role: 'master',
    state: 'linked',
    factor: 'synced_passkey',
    epoch: 3,
    idle: 3_600_000,
    total: 43_200_000,
    from: psaUs,
    to: null,
    tenant: 'ten_1',
    deployment: psaUs,
  }
  for (const [index, action] of acts.entries()) {
    // What a master types as a reason is shown as it is.
    const reason = action === 'second_factor.reset' ? 'The phone is lost' : 'approver_not_master'
    const about = { auditId: newId('aud'), organization: alder, subject: ids[subjects[action]] }
    const actor = actors[index % actors.length] as 'hub'
    written.set(about.auditId, { actor, action })
    await recordAct(site.hub, { ...about, details: { ...details, reason }, actor, action: action as 'invitation.void' })
  }
  browser = await site.logIn(master)
})
after(() => site[Symbol.asyncDispose]())

interface Row extends Record<
  'actor' | 'actor_kind' | 'act' | 'subject' | 'where' | 'details' | 'reference' | 'act_id',
  string
> {}

async function taken(): Promise<readonly Row[]> {
  const { body } = await browser.get(`${path}/export?format=csv`)
  return parse(body, { columns: true, bom: true }) as Row[]
}

async function readable(): Promise<void> {
  const rows = await taken()
  assert.deepEqual(
    acts.filter((act) => !rows.some(({ act_id: id }) => id === act)),
    [],
  )
  for (const { act_id: id, actor, actor_kind: kind, act, subject, where, details } of rows) {
    for (const [what, text] of Object.entries({ actor, kind, act, subject }))
      assert.match(text, /\p{L}/u, `${what} of ${id}`)
    for (const text of [actor, kind, act, subject, where, details]) assert.doesNotMatch(text, INSIDE, id)
    assert.doesNotMatch(act, /does not know/, id)
  }
  for (let page = await browser.get(path); ;) {
    for (const row of page.table().rows) {
      for (const column of ['Who', 'What', 'To whom']) {
        assert.match(row.cell(column).text, /\p{L}/u)
        assert.doesNotMatch(row.cell(column).text, INSIDE)
      }
    }
    const [older] = page.links('Older')
    if (older === undefined) return
    page = await browser.get(older.href)
  }
}

describe('every act of the hub', () => {
  it('is told with who did it and to whom, in no word that is for programs alone (FW1)', async () => {
    await readable()

    const rows = await taken()
    const actorNames: Readonly<Record<string, string>> = {
      hub: 'Hub',
      member: 'alder master',
      account: 'alder tech',
      deployment: 'PSA US',
      provisioning: 'Provisioning: Entra',
    }
    const subjectNames: Readonly<Partial<Record<SubjectKind, string>>> = {
      account: 'alder tech',
      deployment: 'PSA US',
      invitation: 'invited@alder.example',
      link: 'PSA company Alder company (US)',
      member: 'alder tech',
      module: 'PSA',
      organization: 'Alder MSP',
      token: 'Entra',
    }
    // What has no name goes by whose it is, where that is known, and else by what it is.
    for (const [reference, { actor, action }] of written) {
      const row = rows.find((row) => row.reference === reference)
      const [kind = ''] = actor.split(':')
      assert.ok(row, action)
      assert.equal(row.actor, actorNames[kind] ?? 'Operator test', action)
      const about = action.startsWith('user_link.') ? undefined : subjectNames[subjects[action]]
      const thing = words.things[action.startsWith('user_link.') ? 'account' : subjects[action]]
      assert.equal(row.subject, about ?? (kind === 'account' ? 'alder tech' : thing), action)
    }
    const told = (id: ActName) => {
      const { actor, actor_kind: kind, subject, where } = rows.findLast((row) => row.act_id === id) ?? ({} as Row)
      return { actor, kind, subject, where }
    }
    assert.equal(told('invitation.send').subject, 'invited@alder.example')
    assert.equal(told('tenant_link.end').subject, 'PSA company Alder company (US)')
    assert.equal(told('user_link.unlink').where, 'PSA company Alder company (US)')
    assert.equal(told('member.remove').subject, 'alder tech')
    assert.equal(told('provisioning.create').subject, 'Entra')
  })

  it('keeps the names of then, and none of a person whose account was deleted (FW1)', async () => {
    const find = async () => (await taken()).findLast((row) => row.act_id === 'member.deactivate')
    await renameAccount(site.hub, { account: tech.account.id, name: 'Somebody Else', by: operator })
    assert.equal((await find())?.subject, 'alder tech')
    const found = await browser.get(`${path}?act=member.deactivate&person=alder+tech`)
    assert.equal(found.table().rows.length, 1)

    await changeProfile(site.hub, { ...asOwner(site.hub, tech.account.id), name: 'Tess Then', language: '' })
    const { acts: listed } = await listAccountActs(site.hub, tech.account.id, '')
    assert.equal(listed[0]?.details['name'], 'Tess Then')

    await deleteAccount(site.hub, { account: tech.account.id, by: operator })

    assert.equal((await find())?.subject, 'A person whose name was erased')
    const kept = await site.hub.db.selectFrom('audit_names').select('name as text').execute()
    const sealed = await site.hub.db.selectFrom('audit').select('details as text').execute()
    assert.deepEqual(
      [...kept, ...sealed].filter(({ text }) => /alder tech|Somebody|Tess/.test(text)),
      [],
    )
    await readable()
  })

  it('that an earlier version wrote is told by the names of today, which are marked (FW1)', async () => {
    await site.hub.db.updateTable('audit').set({ name_hashes: null }).execute()
    await site.hub.db.deleteFrom('audit_names').execute()

    await readable()

    const row = (await taken()).findLast(({ act_id: id }) => id === 'organization.rename')
    assert.equal(row?.subject, 'Alder MSP (today’s name)')
    const link = (await taken()).findLast(({ act_id: id }) => id === 'tenant_link.sever')
    assert.equal(link?.subject, 'PSA company Alder company (US) (today’s name)')
  })
})
