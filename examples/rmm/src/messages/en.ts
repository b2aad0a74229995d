import type { App, Names } from '@lanyard/connect'
import { html } from '../html.ts'
import { time } from '../times.ts'

/** Every text that RMM shows, but for what ceremonies end with: those the kit words. */
export const messages = ({ hub, product }: Names) => ({
  product,
  title: (page: string) => `${page} · ${product}`,
  skip: 'Skip to content',
  mainNavigation: 'Main',
  apps: 'Apps',
  allModules: `All modules in ${hub}`,
  appStates: {
    ready: '',
    link_your_account: 'not linked',
    not_connected: 'not connected',
    not_subscribed: 'not subscribed',
    unreachable: 'no address',
  } satisfies Record<App['state'], string>,

  login: {
    title: 'Log in',
    company: 'Company',
    username: 'Username',
    password: 'Password',
    submit: 'Log in',
    throughHub: `Log in with ${hub}`,
    or: 'or',
    stillThere: `You are still logged in at ${hub}. Logging out everywhere ends that, and your session in every product that you opened with it.`,
    maybeThere: `If you logged in at ${hub} in this browser, such as to link your account, that session goes on and opens ${product} again. Logging out everywhere ends it, too.`,
    everywhere: 'Log out everywhere',
    ended: 'Your session has ended. Log in to continue.',
    invalid: 'The company, username or password is not right.',
  },
  kept: {
    lead: 'You are logged in again, and nothing is done yet.',
    cancel: 'Cancel',
    goneTitle: 'There is nothing to continue',
    gone: 'It was sent, or ten minutes have passed.',
  },
  account: { mySettings: 'My Settings', logOut: 'Log out' },

  devices: {
    title: 'Devices',
    name: 'Device',
    system: 'System',
    state: 'State',
    seen: 'Last seen',
    states: { online: 'Online', offline: 'Offline', attention: 'Needs attention' },
  },

  mySettings: {
    title: 'My Settings',
    enable: `Enable Login with ${hub}`,
    disable: `Disable Log in with ${hub}`,
    unlinked: `Log in with your ${hub} account from now on. Your ${product} password keeps working.`,
    linked: (account: string, organization: string) => `Linked to ${account}, ${organization}`,
    since: (at: number) => html`since ${time(at, 'date')}`,
    unavailable: {
      tenant_not_linked: `Your company is not connected to ${hub}.`,
      link_suspended: `${hub} does not know the connection with your company at the moment.`,
      not_invited: `${hub} login is by invitation.`,
      user_barred: `Your ${product} admin has not switched ${hub} on for you.`,
    },
    askAdmin: `Ask your ${product} admin.`,
    disableDialog: {
      heading: `Disable Log in with ${hub}?`,
      text: `Your ${hub} account no longer opens ${product}. You log in with your ${product} password.`,
      submit: 'Disable',
      cancel: 'Keep it',
    },
  },

  settings: {
    title: hub,
    switch: `Log in with ${hub}`,
    off: `Your people log in with their ${product} password. Switching on leads you to ${hub}, where a master account confirms.`,
    hubTrouble: (check: string) =>
      `${hub} does not work with this product (${check}). Tell the operator of this server; people can log in with username and password.`,
    endOwed: `${hub} has not been told yet that your former organization is disconnected.`,
    connecting: (organization: string) => `Connecting… to ${organization}`,
    connectingText: `${hub} has not confirmed yet. This page finishes by itself.`,
    cancel: 'Cancel connecting',
    suspended: (organization: string) =>
      `${hub} does not know the connection with ${organization} at the moment. No one can log in through ${hub}.`,
    suspendedNext: (at: number) =>
      html`Not known since ${time(at, 'date')}. It continues by itself when ${hub} knows it again. If it does not, switch off and connect again.`,
    connected: (organization: string) => `Connected to ${organization}`,
    linkedBy: (name: string, at: number) => html`by ${name}, ${time(at, 'date')}`,
    linkedUsers: (count: number) => plural(count, 'person linked', 'people linked'),
    moduleUrl: {
      elsewhere: `${hub} sends your organization to another region for ${product}. A master changes it there:`,
      none: `${hub} has no address for ${product} yet. A master sets it there:`,
    },
    toModuleUrls: 'Admin Settings, Module URLs',
    uninvited: `${hub} login is by invitation. Ask your account manager, or request an invitation.`,
    request: 'Request an invitation',
    requested: 'Your request is kept where your account manager finds it. No mail was sent: ask them.',
    withdrawn: `Your invitation is withdrawn. No one can log in through ${hub}. You can still switch it off.`,
    noNewLinks: 'Who is linked stays linked. New links need a new invitation: ask your account manager.',
    offDialog: (links: number, sessions: number) => ({
      heading: `Switch off Log in with ${hub}?`,
      text:
        `This ends ${plural(links, 'link', 'links')} and closes ${plural(sessions, 'session', 'sessions')}. ` +
        `Everybody logs in with their ${product} password. ` +
        `Connecting the same organization again brings the links back; connecting another one deletes them.`,
      submit: 'Switch off',
      cancel: 'Cancel',
    }),
  },

  /** After an act of RMM itself. */
  said: {
    logged_out: 'You are logged out.',
    logged_out_here: `You are logged out of ${product}.`,
    logged_out_linked: `You are logged out of ${product}.`,
    disabled: `Log in with ${hub} is disabled for you.`,
    switched_off: `Log in with ${hub} is switched off.`,
  },

  password: {
    label: `${product} password`,
    wrong: 'That password is not right.',
    tooMany: (seconds: number) =>
      `There were too many attempts. Wait ${plural(seconds, 'second', 'seconds')}, then try again.`,
    busy: (seconds: number) =>
      `Too many people are trying to log in at this moment. Wait ${plural(seconds, 'second', 'seconds')}, then try again.`,
  },

  choice: {
    title: (current: string, other: string) => `You are logged in as ${current}. Continue as ${other}?`,
    text: (other: string) => `The ${hub} account that you came with is linked to ${other}.`,
    continue: (other: string) => `Continue as ${other}`,
    keep: (current: string) => `Stay ${current}`,
  },

  goThere: 'Go there',

  error: {
    title: 'This did not work',
    not_found: `There is no such page in ${product}.`,
    not_an_admin: `Only an admin of ${product} can open this page.`,
    foreign_origin: `This form was sent from another site. Open it in ${product} and send it again.`,
    bad_request: `${product} could not read that. Go back and try again.`,
    unexpected: `${product} failed at that. Nothing was changed. Try again, or tell the operator of this server code and reference.`,
    unavailable: `${product} is not available at the moment. Nothing was changed. Wait a minute, then try again.`,
    home: `Back to ${product}`,
  },
})

export type Messages = ReturnType<typeof messages>
export type ErrorCode = Exclude<keyof Messages['error'], 'title' | 'home'>

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`
