import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { ensureDemoData } from './seed/ensure-demo-data.ts'
import { openOperator } from './src/operator.ts'
import { runLanyard } from './src/run-lanyard.ts'
import { readSettings } from './src/settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'lanyard-twice-'))
const environment = { LANYARD_DATA: join(folder, 'data') }

before(() => ensureDemoData(readSettings(environment, folder), () => undefined))
after(() => rmSync(folder, { recursive: true }))

async function lanyard(...words: readonly string[]) {
  const said: string[] = []
  const say = (line: string) => void said.push(line)
  const code = await runLanyard(words, { environment, workingFolder: folder, say, complain: () => undefined })
  const answer = JSON.parse(said.at(-1) ?? '{}') as Readonly<Record<string, unknown>>
  return { code, answer, said: said.slice(0, -1).join('\n') }
}

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
