import { resetSecondFactorOf } from '@lanyard/hub/src/people/factors/reset-second-factor.ts'
import { z } from 'zod'
import { messages } from '../messages/en.ts'
import { getAccount } from './accounts.ts'
import { text, typed } from './arguments.ts'
import { command } from './command.ts'

/** The way out where a sole master has lost phone and recovery codes; who asks is for the operator to find out first. */
export const resetSecondFactorCommand = command({
  name: 'second-factor reset',
  arguments: 'ACCOUNT --reason TEXT',
  places: ['account'],
  options: { reason: { type: 'string' } },
  input: z.strictObject({ account: text, reason: typed }),
  async run(operator, { account: username, reason }) {
    const hub = await operator.hub()
    const { id } = await getAccount(hub, username)
    const account = await resetSecondFactorOf(hub, { account: id, reason, by: operator.actor })
    operator.say(messages.operator.secondFactorReset(account.username))
    return { id: account.id, username: account.username, reset: true }
  },
})
