import { formatDateTime } from '@lanyard/ui'
import { defuseName, type Mail } from '@lanyard/mail'
import type { NoticeContent } from '../../records/notices/notice.ts'
import { devices } from './devices.ts'
import { language } from './language.ts'

/** The mail of a notice. `hub` is the hub's name. */
export function wordMail(notice: NoticeContent, hub: string): Mail {
  const { kind, details } = defuse(notice)
  switch (kind) {
    case 'invitation':
      return {
        subject: `Join ${details.organization} on ${hub}`,
        text: `${details.organization} invites you to ${hub}. Choose your password here, then set up your authenticator app:

${details.link}

The link works once, until ${moment(details.expiresAt)}.`,
      }
    case 'password_changed':
      return {
        subject: `Your ${hub} password was changed`,
        text: `The password of ${details.username} was changed. ${notYou}`,
      }
    case 'authenticator_added':
      return {
        subject: `An authenticator app was set up for ${hub}`,
        text: `${details.username} has a new authenticator app. ${notYou}`,
      }
    case 'recovery_code_used':
      return {
        subject: `A recovery code was used for ${hub}`,
        text: `A person logged in as ${details.username} with a recovery code; ${details.left} are left.${details.left <= FEW ? ' Make new ones under Profile Settings, Security.' : ''} ${notYou}`,
      }
    case 'passkey_added':
      return {
        subject: `A passkey was added for ${hub}`,
        text: `${details.username} can log in with a new passkey. ${notYou}`,
      }
    case 'factor_removed':
      return {
        subject: `A second factor was removed from your ${hub} account`,
        text: `${details.factor} no longer opens the account ${details.username}. ${notYou}`,
      }
    case 'recovery_codes_replaced':
      return {
        subject: `You have new recovery codes for ${hub}`,
        text: `${details.username} has ten new recovery codes. The former ones no longer work. ${notYou}`,
      }
    case 'second_factor_reset':
      return {
        subject: `Your second factor for ${hub} was reset`,
        text: `${details.by ?? operatorOf(hub)} has removed every authenticator app, passkey and recovery code of ${details.username}, and ended its sessions. The reason given is: ${details.reason}

Log in with your password to set up a new authenticator app. For a day nothing can be linked to your account. ${notYou}`,
      }
    case 'member_factor_reset':
      return {
        subject: `The second factor of ${details.username} was reset`,
        text: `${details.by ?? operatorOf(hub)} has reset the second factor of ${details.username} in ${details.organization}. The reason given is: ${details.reason}

You get this because you are a master of ${details.organization}. If you do not know about it, ask ${details.by ?? `the operator of ${hub}`}, and deactivate ${details.username} until it is clear.`,
      }
    case 'password_reset':
      return {
        subject: `Set a new ${hub} password`,
        text: `Choose a new password for ${details.username} here:

${details.link}

The link works once, until ${moment(details.expiresAt)}. Your second factor stays as it is. If you did not ask for this, do nothing.`,
      }
    case 'password_reset_refused':
      return {
        subject: `Your ${hub} password was not reset`,
        text: `A person asked for a link to set a new password for ${details.username}. The account has no second factor at the moment, and a mail alone opens no account. Log in with your password, or ask a master of your organization.`,
      }
    case 'new_device':
      return {
        subject: `A new device logged in to ${hub}`,
        text: `A person logged in as ${details.username} with ${inSentence(details.device)} from ${details.address}, ${moment(details.at)}. ${notYou}`,
      }
    case 'email_confirmation':
      return {
        subject: `Confirm your address for ${hub}`,
        text: `Confirm here that mails for ${details.username} go to this address:

${details.link}

The link works once, until ${moment(details.expiresAt, details.language)}. If you did not ask for this, do nothing.`,
      }
    case 'email_change_requested':
      return {
        subject: `Your ${hub} e-mail address is about to change`,
        text: `A person who is logged in as ${details.username} asked that mails go to ${details.to}. Nothing changes until that address is confirmed. ${notYou}`,
      }
    case 'account_linked':
      return {
        subject: `Your ${hub} account is linked to ${details.module}`,
        text: `${details.username} now logs in to ${details.tenant} in ${details.module}. ${notYou}`,
      }
    case 'account_unlinked':
      return {
        subject: `Your ${hub} account is no longer linked to ${details.module}`,
        text: `${details.username} no longer logs in to ${details.tenant} in ${details.module} through ${hub}. ${notYou}`,
      }
    case 'account_deleted':
      return {
        subject: `Your ${hub} account was deleted`,
        text: `The account ${details.username} was deleted. It no longer opens anything, and linked products are told. ${notYou}`,
      }
    case 'account_renamed':
      return {
        subject: `Your ${hub} username was changed`,
        text: `You log in as ${details.to} from now on, and no longer as ${details.from}.`,
      }
    case 'email_changed':
      return {
        subject: `Your ${hub} e-mail address was changed`,
        text: `Mails for ${details.username} go to ${details.to} from now on, and no longer to ${details.from}. ${notYou}`,
      }
    case 'tenant_linked':
      return {
        subject: `${details.organization} is connected to ${details.module}`,
        text: `${details.organization} is now connected to ${details.tenant} in ${details.module}.`,
      }
    case 'tenant_unlinked':
      return {
        subject: `${details.organization} is disconnected from ${details.module}`,
        text: `${details.organization} is no longer connected to ${details.tenant} in ${details.module}.`,
      }
  }
}

/** What help there is, at the end of every mail. */
export function mailFooter(support: string | undefined): string | null {
  return support === undefined ? null : `Questions? Write to ${support}.`
}

/** What people, and companies in other products, chose as they liked. */
const CHOSEN = new Set(['organization', 'module', 'tenant', 'factor', 'by', 'reason'])

/**
 * Facts that can be nothing but facts: what a person chose stands in quotation marks, and no mail program makes a link of
 * it. Our own link is the only one.
 */
function defuse({ kind, details }: NoticeContent): NoticeContent {
  const defused = Object.entries(details).map(([name, fact]) => {
    if (typeof fact !== 'string' || name === 'link') return [name, fact]
    return [name, CHOSEN.has(name) ? `“${defuseName(fact)}”` : defuseName(fact)]
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

const operatorOf = (hub: string) => `The operator of ${hub}`

/** A device as it stands inside a sentence; what is not known has an article there. */
function inSentence(device: string): string {
  return device === devices.unknown ? 'an unknown browser' : device
}
