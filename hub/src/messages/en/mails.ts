import { formatDate } from '@lanyard/ui'
import type { NoticeContent } from '../../notices/notice.ts'
import { language } from './language.ts'

export interface Mail {
  readonly subject: string
  /** Paragraphs are set apart by an empty line. */
  readonly text: string
}

/** The mail of a notice. `hub` is the hub's name. */
export function wordMail({ kind, details }: NoticeContent, hub: string): Mail {
  switch (kind) {
    case 'invitation':
      return {
        subject: `Join ${details.organization} on ${hub}`,
        text: `${details.organization} invites you to ${hub}. Choose your password here, then set up your authenticator app:

${details.link}

The link works once, until ${formatDate(details.expiresAt, { language })}.`,
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
        text: `Somebody logged in as ${details.username} with a recovery code; ${details.left} are left. ${notYou}`,
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

const notYou = 'If it was not you, tell a master of your organization at once.'
