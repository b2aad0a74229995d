import type { PluralForms } from '@lanyard/ui'

/** What the pages of Profile Settings say about a person's own account. */
export const account = {
  tabs: { sessions: 'Sessions', products: 'Products', activity: 'Activity' },

  profile: {
    detailsHeading: 'Your details',
    name: 'Name',
    language: 'Language',
    asHub: (hub: string) => `As ${hub} decides`,
    languages: { 'en-GB': 'English (United Kingdom)', 'en-US': 'English (United States)' },
    languageHint:
      'These pages come in English. Your choice sets how dates are written in your Profile Settings, and products are told of it when you log in to them.',
    save: 'Save',
    saved: 'Your details are saved.',
    emailHeading: 'E-mail address',
    email: 'E-mail',
    confirmed: 'Confirmed',
    unconfirmed: 'Not confirmed yet',
    changeEmail: 'Change e-mail',
    pending: (email: string) =>
      `A mail with a link is on its way to ${email}. Your address changes once it is confirmed there.`,
    cancel: 'Cancel change',
    cancelled: 'The change is cancelled. Your address stays as it is. The link in the mail no longer works.',
  },

  username: {
    title: 'Change your username',
    present: (username: string) => `You log in as ${username} now.`,
    box: 'New username',
    boxHint: 'Your own confirmed e-mail address, or a name without “@”. Your password and second factors stay.',
    change: 'Change username',
    back: 'Back to Profile Settings',
    changed: (username: string) => `You log in as ${username} from now on.`,
    stays: (username: string, email: string) =>
      `You still log in as ${username}, though your mails go to ${email}. Change your username if you want to log in with that address.`,
  },

  email: {
    title: 'Change your e-mail address',
    present: (email: string) => `Mails go to ${email} now.`,
    box: 'New e-mail address',
    boxHint:
      'A link goes to the new address, and nothing changes until it is confirmed there. The address that you have now is told of it.',
    change: 'Change e-mail',
    back: 'Back to Profile Settings',
    requested: (email: string) => `A mail is on its way to ${email}. Open its link to confirm the address.`,
    confirmTitle: 'Confirm your address',
    confirmLead: (username: string, email: string) => `Send mails for ${username} to ${email} from now on?`,
    confirm: 'Confirm',
    done: (username: string, email: string) => `Mails for ${username} go to ${email}.`,
    stays: (username: string) => `You still log in as ${username}. You can change your username in Profile Settings.`,
  },

  sessions: {
    lead: (hub: string) =>
      `Where you are logged in to ${hub}. End sessions that you do not know, and change your password if another person may have used it.`,
    caption: 'Your sessions',
    device: 'Device',
    address: 'Last used from',
    unknownAddress: 'Not known yet',
    products: 'Products opened',
    noProducts: 'None',
    loggedInAt: 'Logged in',
    usedAt: 'Last seen',
    actions: 'Actions',
    empty: 'There are no sessions.',
    current: 'This session',
    opensNothing: 'Opens nothing',
    whyNothing:
      'A session that opens nothing is from before your access to an organization ended. Log in there again, or end it.',
    end: 'End this',
    ended: 'The session is ended.',
    others: {
      one: '{count} other session is live. Ending it also ends your sessions in products; in this browser they open again without asking.',
      other:
        '{count} other sessions are live. Ending them also ends your sessions in products; in this browser they open again without asking.',
    } satisfies PluralForms,
    onlyThis: 'You are logged in nowhere else.',
    endOthers: 'End all others',
    everywhere: (hub: string) =>
      `Logs you out of ${hub} in this browser and every other one, and of every product that you opened with it.`,
    endAll: 'Log out everywhere',
    othersEnded: 'All other sessions are ended.',
  },

  products: {
    lead: (organization: string) => `Products that ${organization} uses, and whether your account opens them.`,
    caption: 'Your products',
    product: 'Product',
    region: 'Region',
    company: 'Company',
    since: 'Linked since',
    state: 'State',
    actions: 'Actions',
    none: '–',
    states: {
      linked: 'Linked',
      unlinking: 'Unlinking…',
      link_your_account: 'Not linked',
      not_connected: 'Not connected',
    },
    empty: 'Your organization uses no products yet.',
    linkHint: 'You link your account in each product, under My Settings.',
    unlink: 'Unlink',
    keep: 'Keep it',
    dialogTitle: (product: string, company: string) => `Unlink your account from ${company} in ${product}?`,
    endsSessions: (product: string, hub: string) => `Your sessions in ${product} that began at ${hub} end.`,
    endsLogIn: (product: string, hub: string) => `${hub} no longer logs you in to ${product}.`,
    stays: (product: string) =>
      `Your user in ${product} stays, and you can log in with its username and password. Have that password at hand.`,
    again: (product: string) => `You can link your account again in ${product}, under My Settings.`,
    unlinking: (product: string) => `${product} is told to unlink your account. This page shows when it is done.`,
  },

  apps: {
    heading: 'Other apps',
    caption: 'Other apps that know you',
    app: 'App',
    organizations: 'For',
    since: 'Since',
    access: 'Access',
    actions: 'Actions',
    online: 'While you are logged in',
    offline: (until: string) => `Also while you are logged out, until ${until} at the latest`,
    empty: 'No app outside the suite has access.',
    hint: 'Apps learn your name and what else you allowed when you log in to them. Taking access back logs you out there; the app can ask again.',
    takeBack: 'Take back access',
    takenBack: (app: string) => `${app} has no access any more.`,
  },
} as const
