import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openOperator, systemUser } from './src/operator.ts'
import { openCommands } from './operator-commands.ts'

const { folder, environment, lanyard } = openCommands()

describe('a command that is given twice', () => {
  const done = [
    { words: ['org', 'suspend', 'birch'], when: true },
    { words: ['org', 'resume', 'birch'], when: true },
    { words: ['org', 'rename', 'birch', 'Birch & Co'], when: false },
    { words: ['account', 'rename', 'tech@birch.example', 'Birch T.'], when: false },
    { words: ['member', 'deactivate', 'birch', 'tech@birch.example'], when: true },
    { words: ['member', 'activate', 'birch', 'tech@birch.example'], when: true },
    { words: ['module', 'add', 'wiki', 'Wiki'], when: false },
    { words: ['deployment', 'add', 'docs', 'uk', 'https://docs.example'], when: false },
    { words: ['subscription', 'add', 'birch', 'docs'], when: true },
    { words: ['tenant', 'invite', 'psa-us', 'cedar'], when: true },
    { words: ['tenant', 'withdraw', 'psa-us', 'cedar', '--yes'], when: true },
    { words: ['tenant', 'withdraw', 'psa-us', 'cedar', '--yes', '--end-links'], when: true },
    { words: ['tenant', 'withdraw', 'rmm-us', 'dogwood', '--yes'], when: false },
    { words: ['tenant', 'invite', 'rmm-us', 'dogwood'], when: false },
    { words: ['tenant', 'rename', 'psa-us', 'alder', 'Alder & Co'], when: false },
    { words: ['employee', 'rename', 'psa-us', 'alder', 'tech', 'A Tech'], when: false },
    { words: ['tenant', 'rename', 'rmm-us', 'dogwood', 'Dogwood & Co'], when: false },
    { words: ['employee', 'rename', 'rmm-us', 'dogwood', 'TECH', 'A Tech'], when: false },
  ]
  it('withdraws nothing that was never given (FR8)', async () => {
    const { code, answer } = await lanyard('tenant', 'withdraw', 'psa-us', 'cedar', '--yes')

    assert.deepEqual([code, answer['error']], [1, 'not_invited'])
    assert.equal(answer['message'], 'That company was never invited, so there is nothing to withdraw.')
  })

  for (const { words, when } of done) {
    it(`says that it was done already, and changes nothing: ${words.join(' ')} (FR8)`, async () => {
      const first = await lanyard(...words)
      const before = await countActs()
      const again = await lanyard(...words)

      assert.deepEqual([first.code, first.answer['changed'], first.said.includes('already')], [0, true, false])
      assert.deepEqual([again.code, again.answer['changed']], [0, false])
      assert.match(
        again.said,
        when ? /already, since 20\d\d-\S+Z\. Nothing was changed\.$/ : /already.*\. Nothing was changed\.$/m,
      )
      assert.deepEqual(await countActs(), before)
    })
  }

  it('does not give back what a withdrawal with its links has ended (FR8)', async () => {
    await lanyard('tenant', 'invite', 'psa-us', 'aspen')
    await lanyard('tenant', 'withdraw', 'psa-us', 'aspen', '--yes', '--end-links')

    const again = await lanyard('tenant', 'withdraw', 'psa-us', 'aspen', '--yes')

    assert.deepEqual([again.code, again.answer['changed']], [0, false])
    await using operator = openOperator(environment, folder, () => undefined)
    assert.equal((await operator.product('psa-us').then((product) => product.withdraw('aspen', true))).changed, false)
  })
})

describe('a refusal of a command', () => {
  it('takes no http beyond loopback, by whatever command an address comes (FR7)', async () => {
    const registration = (...options: readonly string[]) =>
      lanyard('client', 'add', 'Wiki', '--redirect-uri', 'https://wiki.example/callback', ...options)
    const refusals = [
      await lanyard('deployment', 'add', 'docs', 'us', 'http://docs.example'),
      await lanyard('client', 'add', 'Wiki', '--redirect-uri', 'http://wiki.example/callback'),
      await registration('--redirect-uri', 'http://wiki.example/other'),
      await registration('--post-logout-redirect-uri', 'http://wiki.example/'),
      await registration('--backchannel-logout-uri', 'http://wiki.example/logout'),
    ]

    for (const { code, answer } of refusals) {
      assert.equal(code, 1)
      assert.match(String(answer['message']), /"http:\/\/[a-z]+\.example.*" is http beyond loopback; expected is https/)
    }
    assert.equal((await registration('--backchannel-logout-uri', 'http://localhost:9/logout')).code, 0)
  })

  it('says one cause of a refusal, and what to do (FR8)', async () => {
    const said = async (...words: readonly string[]) => String((await lanyard(...words)).answer['message'])
    await lanyard('org', 'create', 'elm', 'Elm')

    assert.match(await said('org', 'create', 'elm', 'Elm'), /^There is an organization elm already\./)
    assert.match(await said('org', 'create', 'E L M', 'Elm'), /^"E L M" cannot be an id\./)
    assert.match(await said('org', 'rename', 'nowhere', 'X'), /^There is no organization nowhere\./)
    assert.match(await said('deployment', 'add', 'docs', 'mars', 'https://docs.example'), /^mars is not a region\./)
    assert.match(await said('deployment', 'add', 'memo', 'us', 'https://docs.example'), /^There is no module memo /)
    assert.match(await said('subscription', 'add', 'elm', 'memo'), /^There is no module memo /)
  })

  it('says that a command was done before, and that a name is taken (FR8)', async () => {
    const member = ['birch', 'tech@birch.example']
    for (const [change, status] of [
      ['deactivate', 'inactive'],
      ['activate', 'active'],
    ] as const) {
      const [first, again] = [await lanyard('member', change, ...member), await lanyard('member', change, ...member)]
      assert.deepEqual([first.code, first.answer['changed'], again.code, again.answer['changed']], [0, true, 0, false])
      assert.match(again.said, new RegExp(`is ${status} in birch already(, since 2\\S+Z)?\\. Nothing was changed\\.`))
    }
    const company = await lanyard('tenant', 'rename', 'rmm-us', 'birch', '--company', 'alder')
    const person = await lanyard('employee', 'rename', 'rmm-us', 'birch', 'tech', '--username', 'admin')
    assert.deepEqual([company.answer['error'], person.answer['error']], ['company_taken', 'username_taken'])
  })

  it('names the operator by number where the system has no name for the user (FR8)', () => {
    const unknown = () => {
      throw new Error('ENOENT: no such file or directory, uv_os_get_passwd')
    }
    assert.match(systemUser(unknown), /^uid-\d+$/)
  })
})

describe('an argument that cannot be taken', () => {
  const wrong: readonly (readonly [words: readonly string[], said: RegExp])[] = [
    [['tenant', 'rename', 'psa-us', 'alder', '--company', 'A B'], /^--company: "A B" is no word to log in with/],
    [['tenant', 'rename', 'psa-us', 'alder', '--company', ' '], /^--company: " " is no word/],
    [['tenant', 'rename', 'rmm-us', 'dogwood', '--company', ' '], /^--company: " " is no word/],
    [['tenant', 'rename', 'psa-us', 'alder', ' '], /^NAME: " " is no name/],
    [['employee', 'rename', 'psa-us', 'alder', 'tech', ' '], /^NAME: " " is no name/],
    [['employee', 'rename', 'psa-us', 'alder', 'tech', '--username', 'a b'], /^--username: "a b" is no username/],
    [
      ['employee', 'rename', 'psa-us', 'alder', 'tech', '--email', 'xx'],
      /^--email: "xx" is no e-mail address, such as/,
    ],
    [['account', 'rename', 'tech@alder.example', '--email', 'xx'], /^--email: "xx" is no e-mail address/],
    [
      ['account', 'rename', 'tech@alder.example', '--email', 'a@b.example', '--email', 'c@d.example'],
      /^An option is given twice/,
    ],
    [['account', 'rename', 'tech@alder.example', '--username', 'a b'], /^--username: "a b" is no username/],
    [['master', 'invite', 'alder', 'boss'], /^EMAIL: "boss" is no e-mail address/],
    [['org', 'rename', 'alder', 'a\nb'], /^NAME: "a\nb" is no name/],
    [['org', 'suspend', 'A B'], /^ORGANIZATION: "A B" is no id of an organization/],
    [['provisioning', 'end', 'alder', 'x'], /^ID: "x" is no id of a provisioning token/],
    [['audit', 'show', 'x'], /^AUDIT_ID: "x" is no audit id/],
    [
      ['client', 'add', 'X', '--redirect-uri', 'https://x.example', '--auth', 'magic'],
      /^--auth: "magic" is none of client_secret_basic, /,
    ],
  ]
  for (const [words, expected] of wrong) {
    it(`is named with what came and what is expected: ${JSON.stringify(words.join(' '))} (FR8)`, async () => {
      const { code, answer } = await lanyard(...words)

      assert.deepEqual([code, answer['error']], [2, 'usage'])
      assert.match(String(answer['message']), expected)
    })
  }

  it('is refused in words for an operator (FR8)', async () => {
    const said = async (...words: readonly string[]) => String((await lanyard(...words)).answer['message'])

    const taken = await said('account', 'rename', 'tech@alder.example', '--username', 'master@alder.example')
    assert.equal(taken, 'The username master@alder.example is taken. Choose another one.')
    assert.match(await said('module', 'add', 'DO CS', 'Docs'), /^"DO CS" is no id of a module/)
    assert.match(await said('subscription', 'add', 'alder', 'nix'), /^There is no module nix .* Add it: module add/)
    assert.match(
      await said('employee', 'rename', 'rmm-us', 'dogwood', 'tech', '--email', 'a@b.example'),
      /Leave --email out/,
    )
  })

  it('is told where it is kept in small letters (FR8)', async () => {
    const renamed = await lanyard('tenant', 'rename', 'rmm-us', 'birch', '--company', 'ELMS')
    assert.match(renamed.said, /"ELMS" is kept as "elms": case does not count at the login\./)
    const person = await lanyard('employee', 'rename', 'psa-us', 'alder', 'tech2', '--username', 'Tech-2')
    assert.match(person.said, /"Tech-2" is kept as "tech-2": case does not count at the login\./)
  })
})

/** What a command has written down anywhere. */
async function countActs(): Promise<readonly number[]> {
  await using operator = openOperator(environment, folder, () => undefined)
  const { db } = await operator.hub()
  const { count } = await db
    .selectFrom('audit')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return [count, await mailsOf(operator)]
}

async function mailsOf(operator: ReturnType<typeof openOperator>): Promise<number> {
  return (await (await operator.product('psa-us')).outbox?.count())?.queued ?? 0
}
