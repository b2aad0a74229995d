import { defuseName, letter, type Mail, questions, quoteName } from '@lanyard/mail'
import { formatDateTime } from '@lanyard/ui'
import type { NoticeContent, NoticeDetails, NoticeKind } from '../../records/notices/notice.ts'
import { called } from './called.ts'
import { devices } from './devices.ts'
import { language } from './language.ts'

/** The mail of a notice. `hub` is the hub's name. */
export function wordMail(notice: NoticeContent, hub: string): Mail {
  const { kind, details } = defuse(notice)
  const word = mails[kind] as (details: NoticeDetails[NoticeKind], hub: string) => Mail
  return word(details, hub)
}

/**
 * What each mail says: who did what, what to do, and why the reader gets it. `defuse` has made the facts harmless.
 */
export const mails: { readonly [Kind in NoticeKind]: (details: NoticeDetails[Kind], hub: string) => Mail } = {
  invitation: ({ organization, by, link, expiresAt }, hub) => ({
    subject: `Join ${organization} on ${hub}`,
    text: letter(
      `${by === undefined ? `A master of ${organization}` : whoDid(by, hub)} invites you to join ${organization} on ${hub}. Have your phone ready: you choose a password here, then set up an authenticator app. If you have an account there, log in with it:`,
      link,
      `The link works once, until ${moment(expiresAt)}.`,
      'You get this because they entered this address for you. If you do not know them, do nothing.',
    ),
  }),
  password_changed: ({ username }, hub) => ({
    subject: `Your ${hub} password was changed`,
    text: letter(
      `A person who was logged in as ${username}, or who opened the link in a mail to you, has changed its password. ${notYou}`,
      yourAccount(username),
    ),
  }),
  authenticator_added: ({ username }, hub) => ({
    subject: `An authenticator app was set up for ${hub}`,
    text: letter(
      `A person who logged in as ${username} has set up a new authenticator app. ${notYou}`,
      yourAccount(username),
    ),
  }),
  recovery_code_used: ({ username, left }, hub) => ({
    subject: `A recovery code was used for ${hub}`,
    text: letter(
      `A person logged in as ${username} with a recovery code; ${codesLeft(left)}.${left <= FEW ? ' Make new ones under Profile Settings, Security.' : ''} ${notYou}`,
      yourAccount(username),
    ),
  }),
  passkey_added: ({ username }, hub) => ({
    subject: `A passkey was added for ${hub}`,
    text: letter(
      `A person who is logged in as ${username} has added a passkey that logs in. ${notYou}`,
      yourAccount(username),
    ),
  }),
  factor_removed: ({ username, factor }, hub) => ({
    subject: `A second factor was removed from your ${hub} account`,
    text: letter(
      `A person who is logged in as ${username} has removed ${factor}. It no longer opens the account. ${notYou}`,
      yourAccount(username),
    ),
  }),
  recovery_codes_replaced: ({ username }, hub) => ({
    subject: `You have new recovery codes for ${hub}`,
    text: letter(
      `A person who is logged in as ${username} has made ten new recovery codes. The former ones no longer work. ${notYou}`,
      yourAccount(username),
    ),
  }),
  second_factor_reset: ({ username, by, reason }, hub) => ({
    subject: `Your second factor for ${hub} was reset`,
    text: letter(
      `${whoDid(by, hub)} has removed every authenticator app, passkey and recovery code of ${username}, and ended its sessions. The reason given is: ${reason}`,
      `Have your phone ready, and log in with your password to set up a new authenticator app. For a day nothing can be linked to your account. ${notAsked}`,
      yourAccount(username),
    ),
  }),
  member_factor_reset: ({ username, organization, by, reason }, hub) => ({
    subject: `The second factor of ${username} was reset`,
    text: letter(
      `${whoDid(by, hub)} has reset the second factor of ${username} in ${organization}. The reason given is: ${reason}`,
      `If you do not know about it, ask ${by ?? `the operator of ${hub}`}, and deactivate ${username} until it is clear.`,
      yourOrganization(organization),
    ),
  }),
  password_reset: ({ username, link, expiresAt }, hub) => ({
    subject: `Set a new ${hub} password`,
    text: letter(
      `A person asked for a link to set a new password for ${username}. If it was you, have your second factor ready, and choose the password here:`,
      link,
      `The link works once, until ${moment(expiresAt)}. Your second factor stays as it is. If you did not ask for this, do nothing.`,
      yourAccount(username),
    ),
  }),
  password_reset_refused: ({ username }, hub) => ({
    subject: `Your ${hub} password was not reset`,
    text: letter(
      `A person asked for a link to set a new password for ${username}. The account has no second factor at the moment, and a mail alone opens no account. Log in with your password, or ask a master of your organization.`,
      yourAccount(username),
    ),
  }),
  new_device: ({ username, device, address, at }, hub) => ({
    subject: `A new device logged in to ${hub}`,
    text: letter(
      `A person logged in as ${username} with ${inSentence(device)} from ${address}, ${moment(at)}. ${notYou}`,
      yourAccount(username),
    ),
  }),
  email_confirmation: ({ username, link, expiresAt, language: chosen }, hub) => ({
    subject: `Confirm your address for ${hub}`,
    text: letter(
      `A person who is logged in as ${username} asked that its mails go to this address. Confirm it here:`,
      link,
      `The link works once, until ${moment(expiresAt, chosen)}. If you did not ask for this, do nothing.`,
      'You get this because they entered this address.',
    ),
  }),
  email_change_requested: ({ username, to }, hub) => ({
    subject: `Your ${hub} e-mail address is about to change`,
    text: letter(
      `A person who is logged in as ${username} asked that mails go to ${to}. Nothing changes until that address is confirmed. ${notYou}`,
      yourAccount(username),
    ),
  }),
  account_linked: ({ username, module, tenant }, hub) => ({
    subject: `Your ${hub} account is linked to ${module}`,
    text: letter(
      `A person who is logged in to ${tenant} in ${module} has linked their user there to ${username}, which logs in there from now on. ${notYou}`,
      yourAccount(username),
    ),
  }),
  account_unlinked: ({ username, module, tenant }, hub) => ({
    subject: `Your ${hub} account is no longer linked to ${module}`,
    text: letter(
      `You, an admin of ${tenant}, or a person who manages your organization at ${hub}, has ended this link: ${username} no longer logs in to ${tenant} in ${module} through ${hub}. ${notAsked}`,
      yourAccount(username),
    ),
  }),
  account_deleted: ({ username }, hub) => ({
    subject: `Your ${hub} account was deleted`,
    text: letter(
      `${operatorOf(hub)} has deleted the account ${username}. It no longer opens anything, and linked products are told. ${notAsked}`,
      yourAccount(username),
    ),
  }),
  account_renamed: ({ from, to, own = false }, hub) => ({
    subject: `Your ${hub} username was changed`,
    text: letter(
      `${own ? `A person who is logged in as ${from}` : operatorOf(hub)} has changed the username. You log in as ${to} from now on, and no longer as ${from}. Your password stays as it is. ${own ? notYou : notAsked}`,
      yourAccount(to),
    ),
  }),
  email_changed: ({ username, from, to, own }, hub) => ({
    subject: `Your ${hub} e-mail address was changed`,
    text: letter(
      `${readerOf(to, hub, own)}: mails for ${username} go to ${to} from now on, and no longer to ${from}. ${notAsked}`,
      `You still log in as ${username}. To change that, open Profile Settings.`,
      'You get this because it is the former or the new address of the account.',
    ),
  }),
  tenant_linked: ({ organization, module, tenant, by }) => ({
    subject: `${organization} is connected to ${module}`,
    text: letter(
      `${by ?? `A master of ${organization}`} and an admin of the company ${tenant} in ${module} have connected it to your organization ${organization}. Its people can link their accounts there, and then log in with them. If you do not know about it, look under Admin Settings, Connections.`,
      yourOrganization(organization),
    ),
  }),
  tenant_unlinked: ({ organization, module, tenant, ...doer }, hub) => ({
    subject: `${organization} is disconnected from ${module}`,
    text: letter(
      `${whoEnded({ organization, module, tenant, ...doer }, hub)} has disconnected your organization ${organization} from the company ${tenant} in ${module}. People log in there with their own passwords for ${module} from now on. If you do not know about it, look under Admin Settings, Audit.`,
      yourOrganization(organization),
    ),
  }),
}

/** What help there is, at the end of every mail. */
export function mailFooter(support: string | undefined): string | null {
  return support === undefined ? null : questions(support)
}

/** What people, and companies in other products, chose as they liked. */
const CHOSEN = new Set(['organization', 'module', 'tenant', 'factor', 'by', 'reason'])

/**
 * Facts that can be nothing but facts: what a person chose stands in quotation marks, and no mail program makes a link of
 * it. Our own link is the only one.
 */
function defuse({ kind, details }: NoticeContent): NoticeContent {
  const tenant = 'tenant' in details && { tenant: called({ id: details.tenantId, name: details.tenant }) }
  const defused = Object.entries({ ...details, ...tenant }).map(([name, fact]) => {
    if (typeof fact !== 'string' || name === 'link') return [name, fact]
    return [name, CHOSEN.has(name) ? quoteName(fact) : defuseName(fact)]
  })
  return { kind, details: Object.fromEntries(defused) }
}

/** A moment for readers anywhere, in the language that the reader chose, if any. */
function moment(at: number, chosen: string | null = null): string {
  return formatDateTime(at, { language: chosen ?? language })
}

/** So few recovery codes are worth a warning. */
const FEW = 3

const notYou = 'If it was not you, tell a master of your organization at once.'

/** About what another person did. */
const notAsked = 'If you do not know about it, tell a master of your organization at once.'

function codesLeft(left: number): string {
  if (left === 0) return 'none is left'
  return left === 1 ? 'one is left' : `${left} are left`
}

/** Who has changed an address. */
function readerOf(to: string, hub: string, own?: boolean): string {
  if (own === undefined) return `A person who reads mails at ${to}, or the operator of ${hub}, has changed an address`
  return own
    ? `A person who reads mails at ${to} has confirmed this address`
    : `${operatorOf(hub)} has changed an address`
}

/** Who has ended a connection: version 0.1.0 did not say on which side. */
function whoEnded(
  { organization, module, tenant, by, inProduct }: NoticeDetails['tenant_unlinked'],
  hub: string,
): string {
  if (by !== undefined) return whoDid(by, hub)
  if (inProduct) return `An admin of ${tenant}, or the operator of ${module},`
  return `An admin of ${tenant}, a master of ${organization}, or the operator of ${module} or ${hub},`
}

const operatorOf = (hub: string) => `The operator of ${hub}`

/** By name; null for the operator. */
const whoDid = (by: string | null, hub: string): string => by ?? operatorOf(hub)

const yourAccount = (username: string) => `You get this because mails for the account ${username} go to this address.`

const yourOrganization = (organization: string) => `You get this because you are a master of ${organization}.`

/** A device as it stands inside a sentence; what is not known has an article there. */
function inSentence(device: string): string {
  return device === devices.unknown ? 'an unknown browser' : device
}
