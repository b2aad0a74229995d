import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { AccountId } from '@lanyard/hub/src/ids.ts'
import { dataFolder } from './src/data-folder.ts'
import { openOperator } from './src/operator.ts'
import { partEnvironment } from './src/part-environment.ts'
import { readSettings } from './src/settings.ts'
import { openCommands } from './operator-commands.ts'

const { folder, environment, lanyard, runIn } = openCommands()

describe('npm run lanyard', () => {
  it('creates an organization and invites its first master, whose address it reads as it is pasted (A5, FT3)', async () => {
    const created = await lanyard('org', 'create', 'cypress', 'Cypress Ltd')
    assert.deepEqual([created.code, created.answer], [0, { id: 'cypress', name: 'Cypress Ltd' }])

    const { answer } = await lanyard('master', 'invite', 'cypress', 'Boss <boss@CYPRESS.example>,')
    assert.equal(answer['email'], 'boss@cypress.example')
    assert.match(String(answer['link']), /^http:\/\/localhost:4000\/invitations\/[\w-]{20,}$/)
    assert.equal((await lanyard('org', 'create', 'cypress', 'Another')).answer['error'], 'organization_invalid')
  })

  it('adds a module’s deployment and a subscription to it', async () => {
    const added = await lanyard('deployment', 'add', 'docs', 'uk', 'https://docs.example')
    assert.equal(added.answer['client_id'], 'docs-uk')
    assert.equal((await lanyard('subscription', 'add', 'birch', 'docs')).code, 0)
    assert.equal((await lanyard('subscription', 'add', 'birch', 'nothing')).code, 1)
    assert.equal((await lanyard('deployment', 'add', 'docs', 'mars', 'https://docs.example')).code, 1)
  })

  it('says how many mails wait and were given up, and tries them again', async () => {
    const status = await lanyard('mail', 'status')
    assert.deepEqual(Object.keys(status.answer), ['part', 'queued', 'failed', 'oldest', 'server'])
    assert.deepEqual([status.answer['part'], status.answer['server']], ['hub', false])
    assert.match(status.said, /No mail server is set.* stay in the demo’s mailbox/)
    const smtp = { LANYARD_SMTP: 'smtp://127.0.0.1', LANYARD_MAIL_FROM: 'Hub <hub@x.example>' }
    const settings = readSettings(environment, folder)
    const sending = { ...partEnvironment('hub', settings, dataFolder(settings.data)), ...smtp }
    const sent = await runIn(sending, 'mail', 'status')
    assert.equal(sent.answer['server'], true)
    assert.doesNotMatch(sent.said, /No mail server/)

    const { queued } = status.answer
    assert.deepEqual((await lanyard('mail', 'retry')).answer, { part: 'hub', retried: queued })
    assert.deepEqual((await lanyard('mail', 'status', 'psa-us')).answer['part'], 'psa-us')
    assert.equal((await lanyard('mail', 'status', 'rmm-us')).answer['error'], 'no_mail')
  })

  it('registers clients, with a secret or with keys', async () => {
    const redirect = ['--redirect-uri', 'https://wiki.example/callback']
    const plain = await lanyard('client', 'add', 'Wiki', ...redirect)
    assert.deepEqual(Object.keys(plain.answer), ['client_id', 'client_secret'])

    const jwks = join(folder, 'jwks.json')
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    writeFileSync(jwks, JSON.stringify({ keys: [publicKey.export({ format: 'jwk' })] }))
    const signed = await lanyard('client', 'add', 'Wiki', ...redirect, '--auth', 'private_key_jwt', '--jwks', jwks)
    assert.deepEqual(Object.keys(signed.answer), ['client_id'])

    assert.equal((await lanyard('client', 'add', 'Wiki')).code, 2)
    assert.equal((await lanyard('client', 'add', 'Wiki', ...redirect, '--auth', 'magic')).code, 2)
    assert.equal((await lanyard('client', 'add', 'Wiki', ...redirect, '--jwks', join(folder, 'no'))).code, 2)
    assert.equal((await lanyard('client', 'add', 'Wiki', ...redirect, '--auth', 'none', '--without-pkce')).code, 1)
  })

  it('resets a second factor for a reason, once, and writes it down (T35, T36)', async () => {
    const reset = ['second-factor', 'reset', 'master@birch.example']
    assert.equal((await lanyard(...reset)).code, 2)
    assert.equal((await lanyard(...reset, '--reason', ' ')).answer['error'], 'reason_missing')
    assert.equal((await lanyard(...reset.with(2, 'nobody'), '--reason', 'x')).answer['error'], 'account_unknown')

    const done = await lanyard(...reset, '--reason', 'Called back at the number of the contract.')
    const again = await lanyard(...reset, '--reason', 'Once more.')

    assert.deepEqual([done.code, done.answer['username'], done.answer['reset']], [0, 'master@birch.example', true])
    assert.equal(again.answer['error'], 'factor_unknown')
    assert.match(String(again.answer['message']), /^master@birch\.example has no authenticator app or passkey\./)
    await using operator = openOperator(environment, folder, () => undefined)
    const { db } = await operator.hub()
    const acts = await db.selectFrom('audit').selectAll().where('action', '=', 'second_factor.reset').execute()
    assert.deepEqual(
      acts.map(({ organization, actor, account, details }) => [
        organization,
        actor,
        account,
        JSON.parse(details).reason,
      ]),
      [['birch', operator.actor, done.answer['id'], 'Called back at the number of the contract.']],
    )
  })

  it('logs one person out of an organization, or everywhere (FE4)', async () => {
    const account = 'master@dogwood.example'
    const here = await lanyard('member', 'end-sessions', 'dogwood', account)
    const everywhere = await lanyard('account', 'end-sessions', account)
    const refused = [
      await lanyard('member', 'end-sessions', 'birch', account),
      await lanyard('account', 'end-sessions', 'no-one@dogwood.example'),
      await lanyard('account', 'end-sessions'),
    ]

    assert.deepEqual([here.code, here.answer['account'], everywhere.code], [0, account, 0])
    assert.deepEqual(
      refused.map(({ code, answer }) => [code, answer['error']]),
      [
        [1, 'member_unknown'],
        [1, 'account_unknown'],
        [2, 'usage'],
      ],
    )
    await using operator = openOperator(environment, folder, () => undefined)
    const { db } = await operator.hub()
    const acts = db
      .selectFrom('audit')
      .select(['action', 'actor'])
      .where('action', 'in', ['member.end_sessions', 'session.end_all'])
    assert.deepEqual(await acts.orderBy('at').execute(), [
      { action: 'member.end_sessions', actor: operator.actor },
      { action: 'session.end_all', actor: operator.actor },
    ])
    const { sessions_from: from } = await db
      .selectFrom('accounts')
      .select('sessions_from')
      .where('id', '=', everywhere.answer['id'] as AccountId)
      .executeTakeFirstOrThrow()
    assert.ok(from !== null)
  })

  it('makes, lists and ends tokens by which a directory administers an organization', async () => {
    const added = await lanyard('provisioning', 'add', 'birch', 'Entra ID')
    const { id, token } = added.answer
    const listed = await lanyard('provisioning', 'list', 'birch')
    const elsewhere = await lanyard('provisioning', 'end', 'alder', String(id))
    const ended = await lanyard('provisioning', 'end', 'birch', String(id))
    const after = await lanyard('provisioning', 'list', 'birch')

    assert.deepEqual(added.answer, { id, organization: 'birch', base_url: 'http://localhost:4000/scim/v2', token })
    assert.match(String(token), /^lanyard_scim_[\w-]{43}$/)
    const [row] = listed.answer['tokens'] as Record<string, unknown>[]
    assert.deepEqual([row?.['id'], row?.['name'], row?.['last_used'], row?.['ended']], [id, 'Entra ID', null, null])
    assert.equal(row?.['silent'], false)
    assert.ok(
      ![listed, ended, after].some(({ answer, said }) => (JSON.stringify(answer) + said).includes(String(token))),
    )
    assert.equal(elsewhere.answer['error'], 'provisioning_unknown')
    assert.deepEqual(ended.answer, { id, organization: 'birch', ended: true, changed: true })
    const again = await lanyard('provisioning', 'end', 'birch', String(id))
    assert.equal(again.answer['changed'], false)
    assert.match(again.said, /has ended already, since 20\S+Z\. Nothing was changed\./)
    assert.match(JSON.stringify(after.answer['tokens']), /"ended":"20/)
    assert.equal((await lanyard('provisioning', 'list', 'nowhere')).code, 1)
    assert.equal((await lanyard('provisioning', 'end', 'birch', 'x')).code, 2)
  })

  it('shows links on both sides, of everybody or of one organization', async () => {
    const all = await lanyard('links')
    const links = all.answer['links'] as Record<string, unknown>[]
    const sides = links.map(({ organization, deployment, hub, product, agree }) => ({
      organization,
      deployment,
      hub,
      product,
      agree,
    }))
    const both = { organization: 'dogwood', hub: 'active', product: 'active', agree: true }
    assert.deepEqual(sides, [
      { ...both, deployment: 'psa-us' },
      { ...both, deployment: 'rmm-us' },
    ])
    assert.deepEqual(links[0]?.['users'], ['master@dogwood.example', 'tech@dogwood.example'])
    assert.deepEqual((await lanyard('links', 'alder')).answer, { links: [] })
    assert.equal((await lanyard('links', 'nobody')).code, 1)
  })

  it('works on a hub that is configured, with its products out of reach', async () => {
    const settings = readSettings(environment, folder)
    const configured = partEnvironment('hub', settings, dataFolder(settings.data))
    const { answer } = await runIn(configured, 'links', 'dogwood')

    const links = answer['links'] as Record<string, unknown>[]
    assert.deepEqual(
      links.map(({ hub, product, agree }) => [hub, product, agree]),
      [
        ['active', 'unknown', null],
        ['active', 'unknown', null],
      ],
    )
  })

  it('works on a product that is configured', async () => {
    const settings = readSettings(environment, folder)
    const given = partEnvironment('rmm-us', settings, dataFolder(settings.data))
    const configured = { ...given, LANYARD_DATA: join(folder, 'nothing') }

    assert.equal((await runIn(configured, 'tenant', 'invite', 'rmm-us', 'alder')).code, 0)
    assert.equal((await runIn(configured, 'tenant', 'invite', 'psa-us', 'alder')).answer['error'], 'no_data')
  })

  it('invites a company, and withdraws only after it said whom that touches (A3)', async () => {
    assert.equal((await lanyard('tenant', 'invite', 'psa-us', 'cedar')).code, 0)
    for (const deployment of ['psa-us', 'rmm-us']) {
      const none = { deployment, requests: [] }
      assert.deepEqual((await lanyard('tenant', 'requests', deployment)).answer, none)
      assert.deepEqual((await lanyard('tenant', 'requests', deployment, ' Dogwood')).answer, none)
      const unknown = await lanyard('tenant', 'requests', deployment, 'nope')
      assert.deepEqual([unknown.code, unknown.answer['error']], [1, 'tenant_not_found'])
      const shown = await lanyard('tenant', 'withdraw', deployment, 'dogwood')
      assert.deepEqual([shown.code, shown.answer['withdrawn'], shown.answer['links']], [0, false, 2])
      const again = await lanyard('tenant', 'withdraw', deployment, 'dogwood', '--end-links')
      assert.equal(again.answer['withdrawn'], false)
      const done = await lanyard('tenant', 'withdraw', deployment, 'dogwood', '--yes')
      assert.deepEqual([done.answer['withdrawn'], done.answer['links_ended']], [true, false])
      const ended = await lanyard('tenant', 'withdraw', deployment, 'dogwood', '--yes', '--end-links')
      assert.equal(ended.answer['links_ended'], true)
      assert.equal((await lanyard('tenant', 'invite', deployment, 'dogwood')).code, 0)
    }
    assert.equal((await lanyard('tenant', 'withdraw', 'psa-us', 'nobody')).answer['error'], 'tenant_not_found')
  })

  it('renames on either side, and links hold (A25)', async () => {
    const renamings = [
      ['org', 'rename', 'dogwood', 'Dogwood & Sons'],
      ['account', 'rename', 'tech@dogwood.example', 'Dogwood Technician', '--username', 'tech2@dogwood.example'],
      ['member', 'rename', 'dogwood', 'master@dogwood.example', '--email', 'boss@dogwood.example'],
      ['tenant', 'rename', 'psa-us', 'dogwood', 'Dogwood & Sons', '--company', 'sons'],
      ['employee', 'rename', 'psa-us', 'sons', 'tech', '--username', 'technician'],
      ['tenant', 'rename', 'rmm-us', 'dogwood', '--company', 'sons'],
      ['employee', 'rename', 'rmm-us', 'sons', 'tech', 'Dogwood Technician'],
    ]
    for (const renaming of renamings) assert.equal((await lanyard(...renaming)).code, 0, renaming.join(' '))

    const links = (await lanyard('links', 'dogwood')).answer['links'] as { agree: boolean; users: string[] }[]
    assert.deepEqual(
      links.map(({ agree, users }) => [agree, users.length]),
      [
        [true, 2],
        [true, 2],
      ],
    )
  })

  it('answers wrong calls with 2, refusals with 1, and in JSON either way', async () => {
    const wrong = [
      [],
      ['nonsense'],
      ['org', 'create', 'x'],
      ['links', 'a', 'b'],
      ['links', 'A B'],
      ['links', '--all'],
      ['audit', 'show'],
      ['audit', 'show', 'x'],
      ['audit', 'verify', '--head', 'x'],
      ['account', 'rename', 'tech@alder.example'],
    ]
    for (const args of wrong) {
      const { code, answer } = await lanyard(...args)
      assert.deepEqual([code, answer['error']], [2, 'usage'], args.join(' '))
    }
    assert.equal((await lanyard('tenant', 'invite', 'psa-mars', 'alder')).answer['error'], 'deployment_unknown')
    assert.equal((await lanyard('account', 'rename', 'nobody@alder.example', 'X')).answer['error'], 'account_unknown')
    const nowhere = { LANYARD_DATA: join(folder, 'nothing') }
    assert.equal((await runIn(nowhere, 'links')).answer['error'], 'no_data')
  })
})
