import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readMailServer } from '@lanyard/mail'
import { openPostOffice } from '@lanyard/mail/testing'
import { parseKeyRing } from '@lanyard/storage/secrets'
import { databases } from '@lanyard/storage/testing'
import { readPage } from '@lanyard/ui/testing'
import { aCompany, anEmployee } from '../../testing/a-company.ts'
import { openTestPsa } from '../../testing/open-test-psa.ts'
import { mailResetLink } from '../login/mail-reset-link.ts'
import type { Psa } from '../psa.ts'
import { countMails } from './count-mails.ts'
import { prepareDelivery } from './deliver-mails.ts'
import { mailState } from './mail-state.ts'
import { retryMails } from './retry-mails.ts'
import { forgetOldMails, listMails, sendMail } from './send-mail.ts'

const sender = { name: 'PSA', address: 'no-reply@psa.example' }

async function deliver(psa: Psa, address: string): Promise<void> {
  const config = { ...psa.config, mail: { server: readMailServer(address), sender } }
  await prepareDelivery({ ...psa, config })(new AbortController().signal)
}

for (const dialect of databases) {
  describe(`delivering the PSA’s mails on ${dialect.name}`, () => {
    it('sends the link to set a password, which can be pressed, once (A27)', async () => {
      await using office = await openPostOffice()
      await using psa = await openTestPsa({}, dialect)
      const { tenant } = await aCompany(psa)
      const evil = await anEmployee(psa, tenant, { username: 'evil', name: 'Tech https://evil.example' })
      await mailResetLink(psa, evil, psa.words.mails.reset.forgotten)

      await Promise.all([deliver(psa, office.address), deliver(psa, office.address)])
      await deliver(psa, office.address)

      assert.equal(office.received.length, 1)
      const { to, mail } = office.received[0] ?? assert.fail('Nothing came')
      assert.deepEqual(to, [evil.email])
      assert.match(readPage(mail.html ?? '').link().href, /^http:\/\/localhost:5600\/reset-password\/[\w-]+$/)
      assert.match(mail.text ?? '', /^Hello Tech https: \/\/evil\. example,/)
      assert.match(mail.messageId ?? '', /^<mai_[\w-]+@localhost>$/)
    })

    it('tries again what a server does not take now, gives up what it never takes, until the operator says', async () => {
      const answers: ('take' | number)[] = [451, 550]
      await using office = await openPostOffice({ atRecipient: () => answers.shift() ?? 'take' })
      await using psa = await openTestPsa({}, dialect)
      await sendMail(psa, { to: 'ann@alder.example', subject: 'A', body: 'B' })

      await deliver(psa, office.address)
      const putOff = await countMails(psa)
      psa.wait(60)
      await deliver(psa, office.address)
      const givenUp = await countMails(psa)
      const state = await mailState(psa)
      const retried = await retryMails(psa)
      await deliver(psa, office.address)

      assert.deepEqual([putOff.queued, putOff.failed], [1, 0])
      assert.deepEqual(givenUp, { queued: 0, failed: 1, oldest: null })
      assert.deepEqual(
        state,
        { waiting: 0, oldest_seconds_ago: null, trouble: null },
        'what was given up waits no more',
      )
      assert.equal(retried, 1)
      assert.equal(office.received.length, 1)
    })

    it('keeps the text sealed while it waits, and drops it when it is sent (FX10)', async () => {
      await using office = await openPostOffice()
      const keys = parseKeyRing(`now:${Buffer.alloc(32, 7).toString('base64')}`)
      await using psa = await openTestPsa({ keys }, dialect)
      const { tech } = await aCompany(psa)
      await mailResetLink(psa, tech, psa.words.mails.reset.forgotten)
      const stored = () => psa.db.selectFrom('mails').select(['body', 'body_sealed']).executeTakeFirstOrThrow()
      const waiting = await stored()
      assert.equal(waiting.body, '')
      assert.match(waiting.body_sealed ?? '', /^now\./)

      const { keys: _lost, ...without } = psa.config
      await deliver({ ...psa, config: { ...without, keys: null } }, office.address)
      assert.equal(office.received.length, 0, 'no key opens it')
      psa.wait(301)
      await deliver(psa, office.address)

      assert.match(office.received[0]?.mail.text ?? '', /\/reset-password\/[\w-]+/)
      assert.deepEqual(await stored(), { body: '', body_sealed: null })
    })

    it('keeps no text of a mail that was sent, or whose link has expired, where there is no key (FX10)', async () => {
      await using office = await openPostOffice()
      await using psa = await openTestPsa({}, dialect)
      const { tech } = await aCompany(psa)
      await sendMail(psa, { to: tech.email, subject: 'Sent', body: 'Text' })
      await deliver(psa, office.address)
      await mailResetLink(psa, tech, psa.words.mails.reset.forgotten)
      await sendMail(psa, { to: tech.email, subject: 'Waits', body: 'Text' })
      psa.wait(3600)

      await forgetOldMails(psa)

      const texts = (await listMails(psa)).map(({ subject, body }) => `${subject}: ${body}`)
      assert.deepEqual(texts.toSorted(), ['Sent: ', 'Set your PSA password: ', 'Waits: Text'])
    })

    it('does not send a link that opens nothing any more', async () => {
      await using office = await openPostOffice()
      await using psa = await openTestPsa({}, dialect)
      const { tech } = await aCompany(psa)
      await mailResetLink(psa, tech, psa.words.mails.reset.forgotten)
      psa.wait(3600)

      await deliver(psa, office.address)

      assert.deepEqual(office.received, [])
    })
  })
}
