import { phrases, type PluralForms } from '@lanyard/ui'

/** What the hub's pages for signed-in people say. Names that come from brand or data are parameters. */
export const pages = {
  banner: {
    profileSettings: 'Profile Settings',
    adminSettings: 'Admin Settings',
    logOut: 'Log out',
    allOrganizations: 'All organizations',
  },

  launcher: {
    title: 'My modules',
    lead: (organization: string) => `Everything that you use in ${organization}, with one login.`,
    empty: 'Your organization uses no modules yet. Ask your account manager.',
    wrongRegion: 'Wrong region',
    states: {
      ready: 'Ready',
      link_your_account: 'Link your account',
      not_connected: 'Not connected',
      not_subscribed: 'Not subscribed',
      unreachable: 'No address',
    },
  },

  firstSteps: {
    title: 'What to do first',
    codes: 'Save your recovery codes',
    connect: (module: string) => `Connect ${module}`,
    connected: 'Connect a product',
    invite: 'Invite people',
    linked: 'See who is linked',
    done: 'Done',
    open: 'To do',
    go: 'Open',
    hide: 'Hide this list',
  },

  wrongRegion: {
    own: {
      problem: (module: string, chosen: string, home: string) =>
        `Your company’s ${module} data is in ${home}, but your link opens ${chosen}.`,
      repair: (module: string, home: string) => `Use ${home} for ${module}`,
      repaired: (module: string, home: string) => `${module} opens in ${home} for you now.`,
    },
    organization: {
      problem: (module: string, chosen: string, home: string) =>
        `Your company’s ${module} data is in ${home}, but your organization’s link opens ${chosen}.`,
      repair: (module: string, home: string) => `Use ${home} for ${module} for everyone`,
      repaired: (module: string, home: string) => `${module} opens in ${home} for everyone now.`,
    },
  },

  launch: {
    title: (module: string) => `${module} does not open yet`,
    notConnected: (module: string, organization: string) => `${organization} is not connected to ${module}.`,
    notConnectedNext: (module: string) =>
      `An admin of ${module} connects it there, under its settings, together with a master of your organization.`,
    notSubscribed: (module: string, organization: string) => `${organization} does not use ${module}.`,
    notSubscribedNext: 'Ask your account manager whether your organization can use it.',
    noAddress: (module: string, organization: string) =>
      `${organization} is connected to ${module}, but no region is selected, so it cannot open.`,
    noAddressNext: 'Choose a region for yourself, or ask a master of your organization to choose one for everyone.',
    noAddressNextMaster: 'Choose a region for everyone, or for yourself alone.',
    unknownAddress: (module: string) => `No address is entered for ${module} yet.`,
    unknownAddressNext: 'Ask your account manager.',
    ownLogIn: (module: string) => `Log in at ${module} itself`,
    back: 'Back to My modules',
    ownModuleUrls: 'Your Module URLs',
    moduleUrlsOf: (organization: string) => `Module URLs of ${organization}`,
  },

  organization: {
    title: 'Choose an organization',
    lead: 'You are a member of several.',
    caption: 'Your organizations',
    organization: 'Organization',
    role: 'Role',
    actions: 'Actions',
    noneTitle: 'You belong to no organization',
    none: 'You belong to no organization. Ask the person who works with you for an invitation.',
    current: 'You are here now',
    inactive: 'You are inactive here',
    suspended: 'Suspended',
    use: (organization: string) => `Use ${organization}`,
    chosen: (organization: string) => `You work in ${organization} now.`,
    inactiveTitle: 'You are inactive',
    suspendedTitle: 'Your organization is suspended',
  },

  adminSettings: {
    title: 'Admin Settings',
    overview: 'Overview',
    members: 'Members',
    moduleUrls: 'Module URLs',
    connections: 'Connections',
    organization: 'Organization',
    activeMembers: { one: '{count} active member', other: '{count} active members' } satisfies PluralForms,
    activeMasters: { one: '{count} of them a master', other: '{count} of them masters' } satisfies PluralForms,
    modules: 'Modules',
    connection: (module: string, company: string) => `${company} in ${module}`,
    none: 'None yet',
    directory: (name: string) => `Directory ${name}`,
    lastHeard: (date: string) => `Last request on ${date}`,
    neverHeard: 'No request yet',
    silent: (directories: string) =>
      `No request for days from: ${directories}. People who leave your company may still be able to log in.`,
    silentNext: 'Ask the people who run the directory to check it. Until then, deactivate leavers under Members.',
    sessions: {
      heading: 'Sign-in sessions',
      lead: (hub: string) =>
        `How long a login at ${hub} lasts for your organization. After that, people enter their password and code again.`,
      total: 'Log in again after',
      totalHint: 'Counted from the login, also while people work.',
      idle: 'Log in again after inactivity of',
      idleHint: 'No page opened here and no sign-in to a product.',
      byDefault: (duration: string) => `${duration} (default)`,
      save: 'Save',
      saved: 'The limits are saved, and apply from now on.',
      savedAnd: {
        one: 'The limits are saved, and apply from now on. {count} person was logged out.',
        other: 'The limits are saved, and apply from now on. {count} people were logged out.',
      } satisfies PluralForms,
      question: {
        title: 'Save these limits?',
        chosen: (limit: string, duration: string) => `${limit}: ${duration}`,
        ends: 'What happens',
        logsOut: (organization: string) =>
          ({
            one: `{count} person is logged out of ${organization} now. Their session has lasted, or was unused, for longer than these limits.`,
            other: `{count} people are logged out of ${organization} now. Their sessions have lasted, or were unused, for longer than these limits.`,
          }) satisfies PluralForms,
        logsOutNone: (organization: string) => `No person is logged out of ${organization} now.`,
        again: 'They can log in again with their password and code.',
        products: 'Sessions that are open in products continue there.',
        cancel: 'Cancel',
      },
    },
  },

  profileSettings: {
    title: 'Profile Settings',
    profile: 'Profile',
    moduleUrls: 'Module URLs',
    username: 'Username',
    organization: 'Organization',
    role: 'Role',
  },

  moduleUrls: {
    organizationLead: (organization: string) =>
      `Where the modules of ${organization} open, for everyone who has not chosen an address of their own.`,
    ownLead: 'Where modules open for you. As long as you choose nothing, your organization decides.',
    noAddress: 'No address',
    asOrganization: 'As my organization',
    asOrganizationIs: (region: string) => `Your organization has chosen ${region}.`,
    asOrganizationUnset: 'Your organization has chosen no address.',
    connected: (region: string) => `Connected in ${region}.`,
    connectedOnly: (region: string, others: readonly string[]) =>
      `Connected in ${region}; not connected: ${others.join(', ')}.`,
    notConnected: 'Not connected in any region.',
    save: 'Save',
    saved: 'The module URLs are saved.',
    empty: 'Your organization uses no modules yet. Ask your account manager.',
  },

  members: {
    roles: { master: 'Master', member: 'Member' },
  },

  connections: {
    caption: (organization: string) => `Connections of ${organization}`,
    lead: (organization: string) => `The products’ companies that ${organization} is connected to.`,
    module: 'Module',
    company: 'Company',
    region: 'Region',
    since: 'Since',
    people: 'People linked',
    actions: 'Actions',
    empty: 'Nothing is connected yet. A product is connected in its own settings, by its admin.',
    disconnect: 'Disconnect',
    keep: 'Keep it',
    dialogTitle: (company: string, module: string) => `Disconnect ${company} in ${module}?`,
    ends: 'What ends',
    endsLogin: (module: string) => `People can no longer log in to this ${module} company through the hub.`,
    endsPeople: {
      one: '{count} person is linked. Their sessions through here end.',
      other: '{count} people are linked. Their sessions through here end.',
    } satisfies PluralForms,
    stays: (module: string) =>
      `Usernames and passwords of ${module} keep working. The links of people come back if the same two sides are connected again.`,
    disconnected: (company: string, module: string) => `${company} in ${module} is disconnected.`,
  },

  invitation: {
    title: (organization: string) => `Join ${organization}`,
    lead: 'Choose your name and a password. Then you set up your authenticator app, and you are in.',
    leadSignedIn: 'Join with the account that you have, or make another one.',
    leadWithoutPlace: (account: string) => `${account} is in no other organization now.`,
    name: 'Name',
    username: 'Username',
    password: 'Password',
    passwordHint: phrases.passwordHint,
    passwordAgain: 'Password again',
    join: 'Create account',
    signedIn: (account: string) => `You are logged in as ${account}.`,
    joinAs: (organization: string, account: string) => `Join ${organization} as ${account}`,
    haveAccount: 'I have an account already',
    joined: 'You have joined.',
  },

  demo: {
    phonesTitle: 'Demo phones',
    phonesLead: 'For each demo account the next code of its authenticator app that was not used yet.',
    phonesCaption: 'Codes of the demo accounts',
    account: 'Account',
    code: 'Code',
    taken: 'Taken',
    notEnrolled: 'No authenticator app yet',
    takenNow: (seconds: number) => `Now, for ${seconds} s`,
    takenSoon: (seconds: number) => `In ${seconds} s; the code before it is used`,
    noAccounts: 'There are no accounts yet.',
    mailTitle: 'Demo mailbox',
    mailLead: 'The hub’s mails, newest first. Nothing leaves this machine.',
    mailTo: (address: string) => `To ${address}`,
    noMails: 'No mail was sent yet.',
  },
} as const
