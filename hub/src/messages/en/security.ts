/** What Profile Settings say of a person's second factors and recovery codes. */
export const security = {
  title: 'Security',
  lead: 'You log in with your password and one of these. A passkey alone is enough.',
  caption: 'Your authenticator apps and passkeys',
  none: 'You have no second factor.',
  name: 'Name',
  added: 'Added',
  lastUsed: 'Last used',
  neverUsed: 'Not yet',
  actions: 'Actions',
  kinds: {
    authenticator: 'Authenticator app',
    passkey: 'Passkey on one device',
    synced_passkey: 'Synced passkey',
  },
  rename: 'Rename',
  remove: 'Remove',
  nameHint: 'Such as the device that it is on. May stay empty.',

  password: 'Password',
  changePassword: 'Change password',

  codes: {
    heading: 'Recovery codes',
    left: {
      one: '1 recovery code is left. It works once, in place of a code from your app.',
      other: '{count} recovery codes are left. Each works once, in place of a code from your app.',
    },
    replaceHint: 'New ones replace those that you have.',
    replace: 'Make new recovery codes',
    none: 'You have no recovery codes. Without your app or passkey you could not log in.',
    few: {
      one: 'Only 1 recovery code is left.',
      other: 'Only {count} recovery codes are left.',
    },
    toSecurity: 'Make new ones under Security',
  },

  addApp: {
    label: 'Add an authenticator app',
    added: 'The authenticator app is added. Your former recovery codes no longer work.',
  },
  addPasskey: {
    label: 'Add a passkey',
    lead: 'A passkey is kept by your phone, computer, password manager or security key, and opened by your fingerprint, face or PIN. With it you log in without password and code.',
    submit: 'Add a passkey',
    needsScript: 'Passkeys need script, and a browser that knows them. Here you can add an authenticator app instead.',
    ended: 'No passkey was added.',
    endedNext: 'Try again. A device that holds a passkey of yours already cannot take a second one.',
    added: 'The passkey is added. Your former recovery codes no longer work.',
  },
  renaming: {
    title: (factor: string) => `Rename “${factor}”`,
    submit: 'Save name',
    cancel: 'Cancel',
    saved: 'The name is saved.',
  },
  removing: {
    title: (factor: string) => `Remove “${factor}”?`,
    text: 'It will not open your account any more. You stay logged in here; everywhere else you log in again. Ten new recovery codes replace those that you have.',
    submit: 'Remove',
    keep: 'Keep',
    removed: (factor: string) => `“${factor}” is removed. Your former recovery codes no longer work.`,
  },
  replaced: 'Your former recovery codes no longer work.',
} as const
