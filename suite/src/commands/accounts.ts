import type { Account } from '@lanyard/hub/src/people/accounts/account.ts'
import { findAccountByUsername } from '@lanyard/hub/src/people/accounts/find-account.ts'
import { renameAccount } from '@lanyard/hub/src/people/accounts/rename-account.ts'
import type { Hub } from '@lanyard/hub/src/hub.ts'
import { findMembership } from '@lanyard/hub/src/people/members/find-member.ts'
import { z } from 'zod'
import { messages } from '../messages/en.ts'
import { Refused } from '../refused.ts'
import type { Operator } from '../operator.ts'
import { email, name, organizationId, text, username } from './arguments.ts'
import { command, UsageError } from './command.ts'

/** How a person is to be called; what is left out stays. */
export const newNames = { name: name.optional(), username: username.optional(), email: email.optional() }
export const newNameOptions = { username: { type: 'string' }, email: { type: 'string' } } as const

interface NewNames {
  readonly name?: string | undefined
  readonly username?: string | undefined
  readonly email?: string | undefined
}

export const renameAccountCommand = command({
  name: 'account rename',
  arguments: 'ACCOUNT [NAME] [--username NEW] [--email EMAIL]',
  places: ['account', 'name'],
  options: newNameOptions,
  input: z.strictObject({ account: text, ...newNames }),
  async run(operator, { account, ...names }) {
    const hub = await operator.hub()
    return rename(operator, hub, await getAccount(hub, account), names)
  },
})

export const renameMember = command({
  name: 'member rename',
  arguments: 'ORG ACCOUNT [NAME] [--username NEW] [--email EMAIL]',
  places: ['organization', 'account', 'name'],
  options: newNameOptions,
  input: z.strictObject({ organization: organizationId, account: text, ...newNames }),
  async run(operator, { organization, account: username, ...names }) {
    const hub = await operator.hub()
    const account = await getAccount(hub, username)
    if ((await findMembership(hub, account.id, organization)) === null) {
      throw new Refused('member_unknown', messages.operator.noMember(username, organization))
    }
    return rename(operator, hub, account, names)
  },
})

/** @throws {Refused} `account_unknown` */
export async function getAccount(hub: Hub, username: string): Promise<Account> {
  const account = await findAccountByUsername(hub, username)
  if (account === null) throw new Refused('account_unknown', messages.operator.noAccount(username))
  return account
}

async function rename(operator: Operator, hub: Hub, account: Account, request: NewNames) {
  const names = given(request)
  const renamed = await renameAccount(hub, { account: account.id, ...names, by: operator.actor })
  const changed = (['name', 'username', 'email'] as const).some((part) => renamed[part] !== account[part])
  operator.say(messages.operator.renamed(account.username, `${renamed.name}, ${renamed.username}`, changed))
  return { id: renamed.id, name: renamed.name, username: renamed.username, email: renamed.email, changed }
}

/** What was given at all. @throws {UsageError} nothing */
export function given<Names extends object>(names: Names): { [Key in keyof Names]?: Exclude<Names[Key], undefined> } {
  const entries = Object.entries(names).filter(([, value]) => value !== undefined)
  if (entries.length === 0) throw new UsageError(messages.operator.nothingToRename)
  return Object.fromEntries(entries) as { [Key in keyof Names]?: Exclude<Names[Key], undefined> }
}
