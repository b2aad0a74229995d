import { countNotices, retryNotices } from '@lanyard/hub/src/records/notices/outbox.ts'
import { z } from 'zod'
import { messages } from '../messages/en.ts'
import type { Operator } from '../operator.ts'
import { outboxLeadsTo } from '../products/outbox-leads-to.ts'
import type { Outbox } from '../products/product.ts'
import { Refused } from '../refused.ts'
import { optionalText } from './arguments.ts'
import { command } from './command.ts'

const words = messages.operator
const input = z.strictObject({ deployment: optionalText })

export const mailStatus = command({
  name: 'mail status',
  arguments: '[DEPLOYMENT]',
  places: ['deployment'],
  input,
  async run(operator, { deployment }) {
    const outbox = await outboxOf(operator, deployment)
    const { queued, failed, oldest } = await outbox.count()
    const since = oldest === null ? null : new Date(oldest).toISOString()
    operator.say(words.mailStatus(queued, failed, since))
    if (outbox.leadsTo !== 'server') operator.say(words.mailsStay[outbox.leadsTo])
    return { part: deployment ?? 'hub', queued, failed, oldest: since, server: outbox.leadsTo === 'server' }
  },
})

export const retryMail = command({
  name: 'mail retry',
  arguments: '[DEPLOYMENT]',
  places: ['deployment'],
  input,
  async run(operator, { deployment }) {
    const mails = await (await outboxOf(operator, deployment)).retry()
    operator.say(words.mailRetried(mails))
    return { part: deployment ?? 'hub', retried: mails }
  },
})

async function outboxOf(operator: Operator, deployment: string | undefined): Promise<Outbox> {
  if (deployment === undefined) {
    const hub = await operator.hub()
    return { count: () => countNotices(hub), retry: () => retryNotices(hub), leadsTo: outboxLeadsTo(hub.config) }
  }
  const { outbox } = await operator.product(deployment)
  if (outbox === null) throw new Refused('no_mail', words.noMail(deployment))
  return outbox
}
