import { letter, letterTo, questions, quoteName } from '@lanyard/mail'
import type { Names } from './names.ts'

/** What a person types to log in, beside their password. */
interface Login {
  readonly company: string
  readonly username: string
}

interface Text {
  readonly subject: string
  readonly body: string
}

export function mailsInEnglish({ product, hub }: Names) {
  const toUser = (name: string, ...paragraphs: string[]) =>
    letterTo(name, ...paragraphs, `You get this because mails for your ${product} user go to this address.`)
  const toAdmin = (name: string, tenant: string, ...paragraphs: string[]) =>
    letterTo(name, ...paragraphs, `You get this because you are an admin of ${quoteName(tenant)} in ${product}.`)
  const once = 'The link works once, within an hour.'
  const notYou = `If it was not you, tell your ${product} admin at once.`
  const notAsked = `If you do not know about it, tell your ${product} admin at once.`
  const managers = `You, or a person who manages your organization at ${hub},`
  return {
    invitationRequested: (tenant: string, company: string, deployment: string, by: string): Text => ({
      subject: `${quoteName(tenant)} asks for ${hub} login`,
      body: letter(
        `${quoteName(by)}, an admin of ${quoteName(tenant)} (company ${company}), asks to connect ${product} to ${hub}. The company cannot connect before you invite it:`,
        `npm run lanyard -- tenant invite ${deployment} ${company}`,
        `Its admins get a mail when you do. You get this because requests for ${product} go to this address.`,
      ),
    }),
    invitationGiven: (name: string, tenant: string, link: string): Text => ({
      subject: `You can connect ${product} to ${hub}`,
      body: toAdmin(
        name,
        tenant,
        `Your account manager has invited ${quoteName(tenant)} to log in to ${product} with ${hub}. You can connect your company here:`,
        link,
        `Have a master account at ${hub} ready, with its password and authenticator app.`,
      ),
    }),
    invitationWithdrawn: {
      kept: (name: string, tenant: string, link: string): Text => ({
        subject: `Your invitation to ${hub} was withdrawn`,
        body: toAdmin(
          name,
          tenant,
          `Your account manager has withdrawn the invitation of ${quoteName(tenant)} to log in to ${product} with ${hub}. Employees who are linked can go on logging in; no others can be linked. How things stand:`,
          link,
        ),
      }),
      ended: (name: string, tenant: string, link: string): Text => ({
        subject: `Your invitation to ${hub} was withdrawn`,
        body: toAdmin(
          name,
          tenant,
          `Your account manager has withdrawn the invitation of ${quoteName(tenant)} to log in to ${product} with ${hub}. Logging in with ${hub} has stopped, and those sessions have ended. Employees log in with their ${product} passwords. How things stand:`,
          link,
        ),
      }),
    },
    footer: questions,
    reset: {
      forgotten: (name: string, link: string): Text => ({
        subject: `Set your ${product} password`,
        body: toUser(
          name,
          `A person asked for a link to set your ${product} password. If it was you, have a new password ready, of a few words, and set it here:`,
          link,
          `${once} If you did not ask for this, do nothing.`,
        ),
      }),
      welcome: (name: string, link: string, by: string, { company, username }: Login): Text => ({
        subject: `Welcome to ${product}`,
        body: toUser(
          name,
          `${quoteName(by)}, an admin of your company, has added you to ${product}. Have a new password ready, of a few words, and set it here:`,
          link,
          `${once} Then log in with the company ${quoteName(company)} and the username ${quoteName(username)}.`,
        ),
      }),
      switchedOff: (name: string, link: string, by: string): Text => ({
        subject: `Set your ${product} password`,
        body: toUser(
          name,
          `${quoteName(by)}, an admin of your company, has switched off logging in to ${product} with ${hub}, and you have no ${product} password yet. Set one here:`,
          link,
          `${once} Later, choose “Forgot your password?” on the login page.`,
        ),
      }),
      unlinked: (name: string, link: string): Text => ({
        subject: `Set your ${product} password`,
        body: toUser(
          name,
          `${managers} has unlinked your ${product} user from your ${hub} account, and you have no ${product} password yet. Set one here:`,
          link,
          `${once} Later, choose “Forgot your password?” on the login page.`,
        ),
      }),
    },
    passwordChanged: (name: string): Text => ({
      subject: `Your ${product} password was changed`,
      body: toUser(
        name,
        `A person who was logged in as you, or who opened the link in a mail to you, has changed your ${product} password. Your other sessions have ended.`,
        notYou,
      ),
    }),
    emailChanged: (name: string, from: string, to: string): Text => ({
      subject: `Your ${product} e-mail address was changed`,
      body: letterTo(
        name,
        `Your account manager has changed the e-mail address of your ${product} user: mails go to ${to} from now on, and no longer to ${from}. ${notAsked}`,
        `You get this because it is the former or the new address of your ${product} user.`,
      ),
    }),
    unlinkedAtHub: (name: string): Text => ({
      subject: `Your ${product} user was unlinked from ${hub}`,
      body: toUser(
        name,
        `${managers} has unlinked your ${product} user from your ${hub} account. You log in with your ${product} password from now on.`,
        notAsked,
      ),
    }),
    hubLoginChanged: (name: string): Text => ({
      subject: `Your ${hub} login was changed`,
      body: toUser(
        name,
        `A person who is logged in as you has connected your ${product} user, or your company, to ${hub}, or disconnected it. Your other sessions have ended.`,
        `Which account is linked to your user stands under My Settings. ${notYou}`,
      ),
    }),
  }
}
