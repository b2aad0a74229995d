import { phrases } from '@lanyard/ui'

/** The words of the pages on which a person sets, changes or resets their password. */
export const passwords = {
  forgotten: 'Forgot your password?',

  forgot: {
    title: 'Forgot your password?',
    lead: 'Get a link by mail to set a new one.',
    username: 'Username',
    submit: 'Send the link',
    sent: (minutes: string) =>
      `If there is such an account, a mail is on its way to its address. The link in it works once, for ${minutes}.`,
    hint: 'No mail after a few minutes? Look among unwanted mails, or ask a master of your organization which username is yours.',
    noMailbox: 'No access to your mails? Write to support',
    logIn: 'Back to Log in',
  },

  reset: {
    title: 'Set a new password',
    lead: (username: string) => `for ${username}`,
    submit: 'Set password',
    done: 'Your new password is set, and every session of yours has ended. Log in with it and your second factor.',
  },

  change: {
    title: 'Change password',
    lead: 'Your other sessions end, here and in the products that are connected. This one goes on.',
    first: 'Your account has no password yet. With one you can log in without a passkey, together with a code.',
    current: 'Current password',
    submit: 'Change password',
    done: 'Your password is changed. Your other sessions have ended.',
  },

  next: 'New password',
  nextAgain: 'New password again',
  hint: phrases.passwordHint,
} as const
