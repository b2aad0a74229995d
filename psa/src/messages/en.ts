import { en as uiWords, phrases } from '@lanyard/ui'
import { auditInEnglish } from './en-audit.ts'
import { keptInEnglish } from './en-kept.ts'
import { mailsInEnglish } from './en-mails.ts'
import { refusalsInEnglish } from './en-refusals.ts'
import { signOnInEnglish } from './en-sign-on.ts'
import type { Names } from './names.ts'

/** Every text that the PSA shows, mails or speaks. */
export type Words = ReturnType<typeof en>

export function en(names: Names) {
  const { product } = names
  return {
    ...names,
    language: 'en-GB',
    lang: 'en-GB',
    ui: uiWords,
    refusals: refusalsInEnglish(names),
    mails: mailsInEnglish(names),
    signOn: signOnInEnglish(names),
    audit: auditInEnglish(names),
    kept: keptInEnglish,

    passwordLabel: `${product} password`,
    mailPasswordLink: 'Mail me a link to set one',
    passwordLinkSent: 'A mail with a link to set your password is on its way.',

    navigation: {
      home: 'Home',
      tickets: 'Tickets',
      admin: 'Admin',
      employees: 'Employees',
      myCompany: 'My Company',
      companySettings: 'Company Settings',
      mySettings: 'My Settings',
      logOut: 'Log out',
      clientPortal: 'Client portal',
    },
    sections: {
      employees: 'Who works here: add, deactivate, activate, delete.',
      myCompany: 'Your company and how it uses the product.',
      companySettings: 'Settings for everyone in your company.',
      hub: `Log in with one ${names.hub} account.`,
    },

    login: {
      title: 'Log in',
      lead: (region: string) => `to ${product}, region ${region}`,
      company: 'Company',
      username: 'Username',
      password: 'Password',
      logIn: 'Log in',
      forgot: 'Forgot your password?',
      clientPortal: 'Client portal',
      loggedOut: 'You are logged out.',
      passwordSet: 'Your password is set. Log in with it.',
    },
    forgotPassword: {
      title: 'Forgot your password?',
      lead: 'You get a mail with a link to set a new one.',
      submit: 'Mail me a link',
      sent: 'If there is such a user, a mail with a link is on its way. The link works once, within an hour.',
      noMail: {
        username: `No mail after a few minutes? Look among unwanted mails, or ask an admin of your company in ${product}: they see your username and the address that mails go to.`,
        email: 'No mail after a few minutes? Look among unwanted mails, or ask the company whose portal this is.',
      },
      noMailbox: 'No access to your mails? Write to support',
      back: 'Back to login',
    },
    resetPassword: {
      used: 'You have set your password with this link. Log in with it.',
      title: 'Set your password',
      lead: (name: string, product: string) => `for ${name} in ${product}`,
      password: 'New password',
      repeat: 'Repeat new password',
      hint: phrases.passwordHint,
      submit: 'Set password',
      link: (account: string, organization: string, since: string) =>
        `Linked to ${account}, ${organization}, since ${since}. Is that your account?`,
      keepLink: 'Yes, keep it linked',
      forgetLink: 'No, remove the link',
    },

    home: {
      title: 'Home',
      greeting: (name: string, company: string) => `${name}, ${company}`,
      openTickets: { one: '{count} open ticket', other: '{count} open tickets' },
      latest: 'Latest tickets',
      allTickets: 'All tickets',
    },
    tickets: {
      title: 'Tickets',
      number: 'Number',
      subject: 'Subject',
      client: 'Client',
      status: 'Status',
      changed: 'Last change',
      open: 'Open',
      closed: 'Closed',
      inside: 'Inside the company',
      none: 'There is no ticket yet.',
      noneFits: 'No tickets match your search.',
      ...phrases.list,
      searchHint: 'Part of a subject, or a number.',
      showAll: 'Show all tickets',
      found: { one: '{count} ticket', other: '{count} tickets' },
      perPage: 'Tickets on a page:',
      new: 'New ticket',
      description: 'Description',
      create: 'Create ticket',
      created: 'The ticket is open.',
    },
    ticket: {
      title: (number: number, subject: string) => `#${number} ${subject}`,
      opened: (name: string, at: string) => `Opened by ${name}, ${at}`,
      closed: (name: string, at: string) => `Closed by ${name}, ${at}`,
      reply: 'Reply',
      send: 'Send reply',
      close: 'Close ticket',
      replied: 'Your reply was added.',
      notSent: 'Your reply was not sent',
      closedNow: 'The ticket is closed.',
    },

    employees: {
      title: 'Employees',
      name: 'Name',
      username: 'Username',
      email: 'Email',
      role: 'Role',
      status: 'Status',
      hub: names.hub,
      actions: 'Actions',
      roles: { admin: 'Admin', technician: 'Technician' },
      active: 'Active',
      inactive: 'Inactive',
      linked: (account: string) => `Linked to ${account}`,
      notLinked: 'Not linked',
      none: 'There is no employee.',
      noneFits: 'No employees match your search.',
      ...phrases.list,
      found: { one: '{count} employee', other: '{count} employees' },
      perPage: 'Employees on a page:',
      deactivate: 'Deactivate',
      activate: 'Activate',
      delete: 'Delete',
      deactivated: (name: string) => `${name} is inactive.`,
      activated: (name: string) => `${name} is active.`,
      deleted: () => 'The employee is deleted.',
      endings: {
        ends: 'What happens',
        cancel: 'Cancel',
        sessions: { one: '{count} session of theirs ends.', other: '{count} sessions of theirs end.' },
        noSessions: 'They have no open session.',
        link: (account: string) =>
          `Their link to ${account} at ${names.hub} ends; that account can be linked to another user.`,
        noLink: `No ${names.hub} account is linked to them.`,
        deactivate: {
          title: (name: string) => `Deactivate ${name}?`,
          logIn: `They can no longer log in to ${product}.`,
          after: 'You can activate them again. That restores neither sessions nor link.',
        },
        delete: {
          title: (name: string) => `Delete ${name}?`,
          logIn: `They can no longer log in to ${product}, and their username is free.`,
          after: 'This cannot be undone. What they wrote in tickets stays, under their name.',
        },
      },
      add: 'Add an employee',
      addHint: 'They get a mail with a link to set their password.',
      addButton: 'Add employee',
      added: (name: string) => `${name} was added and gets a mail.`,
    },

    prove: {
      title: 'Confirm that it is you',
      lead: 'Your last login is more than ten minutes ago. Confirm that it is you, then you continue where you left off.',
      submit: 'Continue',
      byHub: `Log in again with ${names.hub}`,
      cancel: 'Cancel',
    },

    mySettings: {
      title: 'My Settings',
      profile: 'You',
      name: 'Name',
      username: 'Username',
      email: 'Email',
      role: 'Role',
      company: 'Company',
      password: 'Password',
      current: 'Current password',
      next: 'New password',
      change: 'Change password',
      changed: 'Your password is changed, and your other sessions have ended.',
      unset: `You have no ${product} password yet.`,
    },

    portal: {
      brand: (product: string) => `${product} client portal`,
      loginTitle: 'Client portal',
      loginLead: 'Log in to see and open tickets of your company.',
      employees: 'Not a client? Employee login',
      email: 'Email',
      title: 'Your tickets',
      new: 'New ticket',
      credentials: 'The company, email or password is not right.',
    },

    demoMail: {
      title: 'Mailbox',
      lead: 'Every mail that this deployment has sent. It exists in the demo alone.',
      none: 'No mail has been sent yet.',
      to: (address: string, at: string) => `To ${address}, ${at}`,
    },
    error: {
      title: phrases.didNotWork,
      home: 'Go to the home page',
    },
  }
}
