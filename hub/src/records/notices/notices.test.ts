import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Conduct, openPostOffice, type PostOffice } from '@lanyard/mail/testing'
import { databases } from '@lanyard/storage/testing'
import type { TestDialect } from '@lanyard/storage/testing'
import { readPage } from '@lanyard/ui/testing'
import { openTestHub, type TestHub } from '../../../testing.ts'
import { DAY, HOUR, MINUTE } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import { wordMail } from '../../messages/en/mails.ts'
import { countNotices, pruneNotices, retryNotices } from './outbox.ts'
import { prepareDelivery } from './deliver-notices.ts'
import { listNotices } from './list-notices.ts'
import { queueNotice } from './queue-notice.ts'

const stationery = {
  wordMail,
  letterhead: { name: 'IT Complete', footer: null, language: 'en-GB', origin: 'http://localhost:5520' },
}

function openMailHub(office: Pick<PostOffice, 'address'>, database?: TestDialect): Promise<TestHub> {
  const environment = { LANYARD_SMTP: office.address, LANYARD_MAIL_FROM: 'IT Complete <no-reply@id.example>' }
  return openTestHub(database, { environment })
}

async function deliver(hub: Hub): Promise<void> {
  await prepareDelivery(hub, stationery)(new AbortController().signal)
}

async function queueTo(hub: Hub, ...people: readonly string[]): Promise<void> {
  for (const person of people) {
    await queueNotice(hub, person, { kind: 'password_changed', details: { username: person } })
  }
}

/** A hub that keeps what it logs. */
function logging<Node extends Hub>(hub: Node): Node & { readonly logged: Record<string, unknown>[] } {
  const logged: Record<string, unknown>[] = []
  const keep = (event: unknown) => void logged.push(Object(event))
  return { ...hub, log: { info: keep, warn: keep, error: keep }, logged }
}

for (const database of databases) {
  describe(`delivering notices on ${database.name}`, () => {
    it('sends each to its recipient, and once however many nodes there are (T46)', async () => {
      await using office = await openPostOffice()
      await using hub = await openMailHub(office, database)
      const people = ['ann@alder.example', 'bob@alder.example', 'cem@alder.example']
      await queueTo(hub, ...people)

      await Promise.all([deliver(hub), deliver(await hub.second()), deliver(await hub.second())])
      await deliver(hub)

      assert.deepEqual(office.received.flatMap(({ to }) => to).toSorted(), people)
      assert.ok((await listNotices(hub)).every(({ sentAt }) => sentAt === hub.now()))
      assert.deepEqual(await countNotices(hub), { queued: 0, failed: 0, oldest: null })
    })

    it('tries again what a server does not take now, later and later', async () => {
      const answers: ('take' | 451)[] = [451, 451]
      await using office = await openPostOffice({ atRecipient: () => answers.shift() ?? 'take' })
      await using hub = logging(await openMailHub(office, database))
      await queueTo(hub, 'ann@alder.example')

      const triesAt: number[] = []
      for (const pause of [0, 7_000, 6_000, 15_000, 10_000]) {
        hub.pass(pause)
        const before = hub.logged.length + office.received.length
        await deliver(hub)
        if (hub.logged.length + office.received.length > before) triesAt.push(pause)
      }

      // 10 seconds, a fifth more or less, then 20.
      assert.deepEqual(triesAt, [0, 6_000, 10_000])
      assert.equal(office.received.length, 1)
      assert.deepEqual(
        hub.logged.map(({ event, reason }) => [event, reason]),
        Array.from({ length: 2 }, () => ['mail_put_off', 'EENVELOPE RCPT TO 451']),
      )
    })

    it('gives up after three days, until the operator says that it is worth another try', async () => {
      const down = await openPostOffice()
      await down[Symbol.asyncDispose]()
      await using hub = logging(await openMailHub(down, database))
      await queueTo(hub, 'ann@alder.example')

      let hours = 0
      while ((await countNotices(hub)).queued > 0 && hours < 200) {
        await deliver(hub)
        hub.pass(1.25 * HOUR)
        hours += 1.25
      }

      assert.ok(hours > 72 && hours < 110, `${hours} hours`)
      assert.equal(hub.logged.at(-1)?.['event'], 'mail_given_up')
      assert.equal(await retryNotices(hub), 1)
      await using back = await openPostOffice({ port: down.port })
      await deliver(hub)
      assert.equal(back.received.length, 1)
    })

    it('sends again once when a node dies before it writes down that it sent', async () => {
      const { promise: dead, resolve: die } = Promise.withResolvers<void>()
      const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
      await using office = await openPostOffice({
        atMessage: async (): Promise<Conduct> => {
          arrive()
          await dead
          return 'take'
        },
      })
      await using hub = await openMailHub(office, database)
      await queueTo(hub, 'ann@alder.example')
      const dying = await hub.second()

      const lastDelivery = deliver(dying)
      await arrived
      await deliver(hub)
      await dying.db.destroy()
      die()
      await lastDelivery.catch(() => undefined)
      const claimed = office.received.length
      for (let rounds = 0; rounds < 3; rounds++) {
        hub.pass(6 * MINUTE)
        await deliver(hub)
      }

      assert.equal(claimed, 1)
      assert.equal(office.received.length, 2)
      assert.equal(new Set(office.received.map(({ mail }) => mail.messageId)).size, 1)
    })
  })
}

describe('a notice in the outbox', () => {
  it('waits for a server that is down, and sends when it is back', async () => {
    const down = await openPostOffice()
    await down[Symbol.asyncDispose]()
    await using hub = await openMailHub(down)
    await queueTo(hub, 'ann@alder.example')

    await deliver(hub)
    const waiting = await countNotices(hub)
    await using back = await openPostOffice({ port: down.port })
    hub.pass(MINUTE)
    await deliver(hub)

    assert.deepEqual(waiting, { queued: 1, failed: 0, oldest: hub.now() - MINUTE })
    assert.equal(back.received.length, 1)
  })

  it('gives up what is refused for good, and says so without names', async () => {
    await using office = await openPostOffice({
      atRecipient: (address) => (address.startsWith('ann') ? 550 : 'take'),
    })
    await using hub = logging(await openMailHub(office))
    await queueTo(hub, 'ann@alder.example', 'bob@alder.example')

    await deliver(hub)
    hub.pass(DAY)
    await deliver(hub)

    const gone = (await listNotices(hub)).find(({ recipient }) => recipient === 'ann@alder.example')
    assert.deepEqual(hub.logged, [
      { event: 'mail_given_up', mail: gone?.id, tries: 1, reason: 'EENVELOPE RCPT TO 550' },
    ])
    assert.deepEqual(await countNotices(hub), { queued: 0, failed: 1, oldest: null })
  })

  it('sends again under the same Message-ID where no one knows whether it arrived', async () => {
    let broken = false
    await using office = await openPostOffice({
      atMessage: () => {
        if (broken) return 'take'
        broken = true
        return 'drop'
      },
    })
    await using hub = await openMailHub(office)
    await queueTo(hub, 'ann@alder.example')

    await deliver(hub)
    for (let rounds = 0; rounds < 3; rounds++) {
      hub.pass(HOUR)
      await deliver(hub)
    }

    assert.equal(office.received.length, 2)
    assert.equal(new Set(office.received.map(({ mail }) => mail.messageId)).size, 1)
  })

  it('does not send a link that opens nothing any more', async () => {
    await using office = await openPostOffice()
    await using hub = await openMailHub(office)
    const link = 'http://localhost:5520/reset-password/token'
    const details = { username: 'ann', link, expiresAt: hub.now() + HOUR }
    await queueNotice(hub, 'ann@alder.example', { kind: 'password_reset', details })
    hub.pass(HOUR)

    await deliver(hub)

    assert.deepEqual(office.received, [])
    assert.deepEqual(await countNotices(hub), { queued: 0, failed: 1, oldest: null })
  })

  it('forgets mails after 30 days', async () => {
    await using hub = await openTestHub()
    await queueTo(hub, 'ann@alder.example')

    hub.pass(30 * DAY)
    await pruneNotices(hub)
    const kept = await listNotices(hub)
    hub.pass(1)
    await pruneNotices(hub)

    assert.deepEqual([kept.length, (await listNotices(hub)).length], [1, 0])
  })
})

describe('a mail of the hub', () => {
  it('has text and HTML, its link can be pressed, and names stay names (FC2)', async () => {
    await using office = await openPostOffice()
    await using hub = await openMailHub(office)
    const link = 'http://localhost:5520/invitations/token'
    const organization = 'Urgent!\u202E <b>Log in</b> at https://evil.example/x'
    const details = { organization, link, expiresAt: Date.UTC(2026, 10, 29) }
    hub.pass(Date.UTC(2026, 10, 22) - hub.now())
    await queueNotice(hub, 'ann@alder.example', { kind: 'invitation', details })

    await deliver(hub)

    const { mail } = office.received[0] ?? assert.fail('Nothing came')
    const shown = '“Urgent! <b>Log in</b> at https: //evil. example/x”'
    assert.equal(mail.subject, `Join ${shown} on IT Complete`)
    assert.ok(mail.text?.includes(`invites you to join ${shown} on IT Complete.`))
    assert.ok(mail.text?.includes(`\n\n${link}\n\n`))
    assert.match(mail.text ?? '', /until 29 Nov 2026, 00:00 UTC\./)
    const page = readPage(mail.html ?? '')
    assert.deepEqual(
      page.links().map(({ href }) => href),
      [link],
    )
    assert.deepEqual(page.select('b'), [])
  })
})

describe('a hub without a mail server', () => {
  it('says so once, keeps its mails, and says nothing in the demo', async () => {
    await using demo = logging(await openTestHub())
    await using hub = logging(await openTestHub(undefined, { environment: { LANYARD_DEMO: '0' } }))
    await queueTo(hub, 'ann@alder.example')

    prepareDelivery(demo, stationery)
    const deliverNotices = prepareDelivery(hub, stationery)
    await deliverNotices(new AbortController().signal)
    await deliverNotices(new AbortController().signal)

    assert.deepEqual(demo.logged, [])
    assert.deepEqual(hub.logged, [{ event: 'mail_not_configured' }])
    assert.equal((await countNotices(hub)).queued, 1)
  })
})
