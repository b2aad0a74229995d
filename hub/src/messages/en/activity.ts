type Details = Readonly<Record<string, string | number | null>>

/**
 * What is said of each act that concerns a person's account. An act without words here is shown all the same, by
 * `other`.
 */
const acts: Readonly<Record<string, string | ((details: Details) => string)>> = {
  'account.create': 'The account was made',
  'account.rename': 'Name, username or e-mail address were changed',
  'account.change_profile': 'Name or language were changed',
  'account.change_username': 'The username was changed',
  'account.request_email_change': 'A new e-mail address was asked for',
  'account.cancel_email_change': 'The change of the e-mail address was cancelled',
  'account.change_email': 'The e-mail address was changed',
  'session.begin': 'Logged in',
  'session.end': 'A session was ended',
  'session.log_out': 'Logged out',
  'session.end_all': 'Logged out everywhere',
  'session.end_others': 'All other sessions were ended',
  'password.set': 'A password was set',
  'password.change': 'The password was changed',
  'password.reset': 'The password was set by a mailed link',
  'password_reset.mail': 'A link to set the password was mailed',
  'password_reset.refuse': 'A link to set the password was asked for, and not sent',
  'authenticator.import': 'An authenticator app was set up',
  'authenticator.confirm': 'An authenticator app was set up',
  'authenticator.rename': 'An authenticator app was renamed',
  'authenticator.remove': 'An authenticator app was removed',
  'passkey.add': 'A passkey was added',
  'passkey.rename': 'A passkey was renamed',
  'passkey.remove': 'A passkey was removed',
  'recovery_code.use': 'A recovery code was used',
  'recovery_codes.replace': 'New recovery codes were made',
  'second_factor.reset': 'The second factor was reset',
  'invitation.accept': 'An invitation was accepted',
  'member.add': 'A place in an organization was given',
  'member.activate': 'The place in an organization was activated',
  'member.deactivate': 'The place in an organization was deactivated, and its sessions were ended',
  'member.make_master': 'The rights of a master were given',
  'member.make_member': 'The rights of a master were taken away',
  'member.remove': 'Removed from an organization',
  'member.end_sessions': 'Sessions of the organization were ended',
  'client.take_back': ({ client }) => `The access of ${client} was taken back`,
  'own_module_url.set': 'A module URL was changed',
  'user_link.report': ({ state }) => (state === 'linked' ? 'The account was linked' : 'The account was unlinked'),
  'user_link.unlink': 'The account is to be unlinked',
}

/** What the page "Activity" says. */
export const activity = {
  lead: 'What happened to your account in the last 90 days. If you do not know something here, change your password and tell a master of your organization.',
  caption: 'Events of your account, newest first',
  at: 'When',
  what: 'What',
  by: 'By',
  details: 'Details',
  none: '–',
  empty: 'Nothing happened in the last 90 days.',
  older: 'Older events',
  newest: 'Newest events',
  you: 'You',
  operator: 'The operator',
  provisioning: (name: string) => `Provisioning: ${name}`,
  unnamed: 'A person in your organization',
  aProduct: 'A product',
  product: (name: string, region: string) => `${name} ${region}`,
  inCompany: (company: string, product: string) => `${company} in ${product}`,
  fromTo: (from: string, to: string) => `from ${from} to ${to}`,
  other: 'Something else was done to the account',

  /** The sentence of an act. */
  happened(action: string, details: Details): string {
    const words = Object.hasOwn(acts, action) ? acts[action] : undefined
    if (words === undefined) return activity.other
    return typeof words === 'string' ? words : words(details)
  },
}
