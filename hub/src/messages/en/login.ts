import { phrases } from '@lanyard/ui'

/** What the pages of a login and of a linking ceremony say. Names that come from brand or data are parameters. */
export const login = {
  refused: {
    title: phrases.didNotWork,
    home: (hub: string) => `Go to ${hub}`,
  },
  request: {
    title: 'This request cannot be answered',
    text: 'The product that sent you here asked in a way that is not registered. Nothing was changed.',
    next: 'Go back to the product and start again. If it happens again, send the code and reference to support.',
  },

  back: (product: string) => `Back to ${product}`,
  anotherAccount: 'Use another account',
  trouble: 'Trouble logging in?',

  password: {
    title: 'Log in',
    continueTo: (product: string) => `to continue to ${product}`,
    linkUser: (user: string, tenant: string, product: string) =>
      `to link ${user} at ${tenant} in ${product} to your account`,
    linkTenant: (tenant: string, product: string, hub: string) => `to connect ${tenant} in ${product} to ${hub}`,
    username: 'Username',
    password: 'Password',
    submit: 'Log in',
    usePasskey: 'Log in with a passkey',
    outlived: (organization: string) =>
      `Your session for ${organization} has expired. Enter your password and code to continue.`,
    otherOrganization: 'Your organizations',
  },

  standing: {
    title: (username: string) => `You are logged in as ${username}`,
    lead: 'in another tab or window of this browser',
    submit: (username: string) => `Continue as ${username}`,
  },

  code: {
    title: 'Enter your code',
    lead: 'from your authenticator app',
    code: 'Authentication code',
    account: (username: string) => `You are logging in as ${username}.`,
    submit: 'Verify',
    passkeyTitle: 'Use your passkey',
    usePasskey: 'Use a passkey',
    needsScript:
      'Your second factor is a passkey, and passkeys need script in your browser. Switch it on, or use a recovery code.',
    useRecoveryCode: 'Use a recovery code',
    lostPhone: 'Lost your phone?',
    linking: 'You are linking these two',
    productUser: (product: string) => `${product} user`,
    hubAccount: (hub: string) => `${hub} account`,
  },

  passkey: {
    ended: 'No passkey was used.',
    endedNext: 'Try again, or use another way to log in.',
  },

  account: {
    title: 'Is this your account?',
    lead: (hub: string) => `Your passkey belongs to this ${hub} account.`,
    connecting: (tenant: string, product: string, hub: string) =>
      `You are connecting ${tenant} in ${product} to ${hub}.`,
    submit: 'Continue',
  },

  recoveryCode: {
    title: 'Use a recovery code',
    lead: 'one of those that you saved when you set up your authenticator app',
    code: 'Recovery code',
    hint: 'Each code works once.',
    submit: 'Verify',
    useApp: 'Use your authenticator app',
    usePasskey: 'Use your passkey',
  },

  lostFactor: {
    title: 'Lost your phone?',
    lead: 'A recovery code opens your account without it. Without one, a person has to reset your second factor.',
    masters: (organization: string) => `These masters of ${organization} can reset it:`,
    prepare:
      'Call or meet one of them, so that they know it is you. Then log in with your password and set up a new app.',
    onlyMaster: (organization: string, hub: string) =>
      `${organization} has no other master who could do so. The operator of ${hub} resets it, after making sure that it is you.`,
    several: (hub: string) =>
      `No master alone can do so for your account. The operator of ${hub} resets it, after making sure that it is you.`,
    support: 'Support:',
    back: 'Back to the code',
  },

  enrol: {
    title: 'Set up your authenticator app',
    lead: 'Your account needs a second factor before you go on.',
    scan: 'Scan this with an authenticator app on your phone, such as Passly, Microsoft Authenticator, Google Authenticator, Duo, Twilio Authy or FreeOTP.',
    qrCode: 'QR code',
    key: 'Setup key',
    keyHint: 'Or type this key into the app.',
    code: 'Authentication code',
    codeHint: 'The 6 digits that the app shows now.',
    submit: 'Verify',
  },

  recoveryCodes: {
    title: 'Recovery codes',
    lead: 'Save these where you find them without your phone. Each one works once, in place of a code from your app.',
    once: 'They are not shown again.',
    submit: 'Continue',
  },

  organization: {
    title: 'Choose an organization',
    lead: 'You are a member of several.',
    inactive: (organization: string) => `${organization} (you are inactive there)`,
  },

  connect: {
    title: (product: string, hub: string) => `Connect ${product} to ${hub}`,
    tenant: (product: string) => `${product} company`,
    organization: 'Organization',
    tenantDetails: (region: string, user: string) => `${region} · ${user}`,
    changes: 'What changes',
    employees: (tenant: string) => `People at ${tenant} may link their accounts and log in with them.`,
    moduleUrl: (product: string, organization: string, region: string) =>
      `The module URL for ${product} of ${organization} becomes ${region}.`,
    whose: (account: string) => `Is ${account} your own account?`,
    linkUser: (user: string, product: string) =>
      `Then choose “Connect and link me”: it links the ${product} user ${user} to it as well.`,
    onlyTenant:
      'If you logged in for another person, choose “Connect only”: it links the companies alone, and ends the session that you have just begun.',
    nothingElse: (product: string) => `Nothing else. You can switch it off in ${product} or here, at any time.`,
    connectAndLink: 'Connect and link me',
    connectOnly: 'Connect only',
    cancel: 'Cancel',
  },

  consent: {
    title: (client: string) => `Log in to ${client}`,
    lead: (organization: string) => `as a member of ${organization}`,
    wants: (client: string) => `${client} gets to know`,
    scopes: {
      openid: 'who you are here, and your organization',
      profile: 'your name and username',
      email: 'your e-mail address',
      offline_access: 'changes to these while you are away',
    },
    allow: 'Allow',
    cancel: 'Cancel',
  },

  logout: {
    title: 'Log out?',
    lead: (hub: string) => `You are logged in at ${hub}.`,
    text: 'Logging out ends your session here and in the modules that you opened with it.',
    logOut: 'Log out',
    stay: 'Stay logged in',
    doneTitle: 'You are logged out',
    doneText: 'Your session here has ended, and so have those in the modules that you opened with it.',
    logIn: 'Log in',
  },
} as const
