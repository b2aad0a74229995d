import type { Names } from './names.ts'

/** The pages of the folder sign-on: the switch, My Settings, and what the login page says about the hub. */
export function signOnInEnglish({ product, hub }: Names) {
  return {
    logIn: `Log in with ${hub}`,
    apps: 'Apps',
    allModules: `All modules in ${hub}`,
    appNotes: {
      ready: undefined,
      link_your_account: 'Link your account',
      not_connected: 'Not connected',
      not_subscribed: 'Not subscribed',
      unreachable: 'No address',
    },
    openInRegion: (region: string) => `Open ${product} in ${region}`,
    openConnections: `Connections at ${hub}`,
    openSettings: `${hub} in Company Settings`,

    logOut: {
      here: `You are logged out of ${product}.`,
      offer: `You are still logged in at ${hub}. Logging out everywhere ends that, and your session in every product that you opened with it.`,
      offerLinked: `If you logged in at ${hub} in this browser, such as to link your account, that session goes on and opens ${product} again. Logging out everywhere ends it, too.`,
      everywhere: 'Log out everywhere',
    },

    choice: {
      title: 'Continue as another user?',
      question: (current: string, other: string) => `You are logged in as ${current}. Continue as ${other}?`,
      continue: (other: string) => `Continue as ${other}`,
      keep: (current: string) => `Stay logged in as ${current}`,
    },

    settings: {
      title: hub,
      lead: `One ${hub} account opens every app that your company subscribes to.`,
      switch: `Log in with ${hub}`,
      leads: (company: string) =>
        `Switching this on leads to ${hub}. A master of your organization logs in there and confirms that ${company} and the organization belong together.`,
      off: 'Off. Your employees log in with their username and password.',
      endOwed: `${hub} has not been told yet that the former connection has ended. This happens by itself as soon as ${hub} answers; until then, the organization can be connected to another company only after a master disconnects it at ${hub}.`,
      connecting: 'Connecting…',
      connectingWhy: (organization: string) =>
        `${hub} has not confirmed the connection to the organization ${organization} yet. This finishes by itself; you can leave this page.`,
      cancelConnecting: 'Cancel connecting',
      suspended: (organization: string) =>
        `${hub} does not know the connection with ${organization} at the moment. No one can log in through ${hub}.`,
      suspendedNext: `It continues by itself when ${hub} knows the connection again. If that takes long, switch off and connect again.`,
      suspendedSince: 'Not known since',
      on: (organization: string) => `Connected to the organization ${organization}`,
      connectedSince: 'Connected since',
      connectedBy: 'Connected by',
      people: 'People',
      peopleLinked: (linked: number, all: number) => `${linked} of ${all} people linked`,
      withdrawn: {
        kept: `Your invitation has been withdrawn. Linked employees can still log in with ${hub}, but no new links can be made.`,
        ended: `Your invitation has been withdrawn. No one can log in with ${hub} until you are invited again. You can switch the connection off.`,
      },
      uninvited: `${hub} login is by invitation. With it, your employees log in to ${product} and all their other apps with one account.`,
      uninvitedNext: 'Ask your account manager, or request an invitation here.',
      requestInvitation: 'Request an invitation',
      requested: {
        mailed: (by: string, at: string) => `Requested by ${by} on ${at}. Your account manager was notified by mail.`,
        kept: (by: string, at: string) =>
          `Requested by ${by} on ${at}. Your account manager was not notified: ask them.`,
      },
      requestedNow: {
        mailed: 'Your account manager is notified by mail. Your admins get a mail when your company is invited.',
        kept: 'Your request is kept. No mail was sent to your account manager: ask them to look it up.',
      },
      switchedOff: `${product} is no longer connected to ${hub}.`,
      checks: 'Checks',
      check: {
        hub: hub,
        hubGood: 'answers',
        hubBad: `${hub} does not answer right now. Employees can log in with their username and password.`,
        hubRefuses: (check: string) =>
          `${hub} answers, but does not work with ${product} (${check}). Tell the operator of this server; employees can log in with their username and password.`,
        clock: 'Clock',
        clockGood: 'agrees',
        clockNear: (seconds: number, isHubAhead: boolean) =>
          `The clock of ${isHubAhead ? hub : product} is ${seconds} seconds ahead. Up to 60 seconds do no harm.`,
        clockBad: (seconds: number, isHubAhead: boolean) =>
          `The clocks of ${product} and ${hub} differ by ${seconds} seconds; the clock of ${isHubAhead ? hub : product} is ahead. With more than 60 seconds no one can log in with ${hub}. Tell the operator of this server.`,
        moduleUrl: 'Module URL',
        moduleUrlGood: 'leads here',
        moduleUrlElsewhere: `The module URL at ${hub} leads to another region. People who open ${product} from there arrive at the wrong address.`,
        moduleUrlNone: `No module URL is set at ${hub}, so that ${product} cannot be opened from there.`,
        moduleUrlUnknown: `${hub} has not said yet.`,
        fix: `Fix it at ${hub}`,
        good: 'good',
        problem: 'problem',
        unknown: 'not known yet',
      },
    },

    whoMayLink: {
      heading: `Who may use ${hub} login`,
      question: 'Who may link an account?',
      everyone: 'Everyone',
      everyoneHint: 'Every active employee.',
      roles: 'Chosen roles',
      users: 'Named people',
      rolesQuestion: 'Roles',
      usersQuestion: 'People',
      hint: 'This decides who may link from now on. Existing links stay.',
      noneChosen: 'Choose at least one role or person.',
      save: 'Save',
      saved: 'Saved.',
    },

    localSessions: {
      heading: `${product} sessions`,
      end: `End ${product} sessions when ${hub} ends a person’s sessions`,
      hint: `When a linked employee logs out everywhere at ${hub} or is deactivated there, also end sessions they started with their ${product} password. The password keeps working. To keep a person out, deactivate them in ${product} as well.`,
      apply: 'Apply to sessions',
      applied: 'This counts from now on.',
    },

    switchOff: {
      title: `Switch off Log in with ${hub}?`,
      lead: (company: string, organization: string) =>
        `Your ${product} company ${company} will no longer be connected to the ${hub} organization ${organization}. Local usernames and passwords keep working.`,
      links: { one: '{count} person’s link ends.', other: '{count} people’s links end.' },
      sessions: { one: '{count} session closes; yours goes on.', other: '{count} sessions close; yours goes on.' },
      noSessions: 'No session closes.',
      unset: {
        one: '{count} person has no usable password and is sent a mail to set one.',
        other: '{count} people have no usable password and are sent a mail to set one.',
      },
      noUnset: 'All linked employees have a usable password.',
      suspended: (organization: string) =>
        `Connecting the organization ${organization} again brings the links of people back. Connecting another one deletes them.`,
      switchOff: 'Switch off',
      cancel: 'Cancel',
    },

    mySettings: {
      heading: hub,
      enable: `Enable Login with ${hub}`,
      disable: `Disable Log in with ${hub}`,
      unlinked: `Link your ${product} user to your ${hub} account, and log in with that from your next session on. You will be asked for your ${hub} password and the code of your authenticator app.`,
      unavailable: {
        tenant_not_linked: `Your company is not connected to ${hub}.`,
        link_suspended: `${hub} does not know the connection with your company at the moment.`,
        not_invited: `Your company’s ${hub} login is not available for linking.`,
        user_barred: `Your ${product} admin has not switched this on for you.`,
      },
      askAdmin: `Ask your ${product} admin to connect it.`,
      linkedTo: (account: string, organization: string) => `Linked to ${account}, ${organization}`,
      since: 'Since',
      lastUsed: 'Last used',
      neverUsed: 'not yet',
      linkNow: 'Link now',
      linkNowTitle: 'One step is left',
      linkNowText: (account: string | undefined) =>
        account === undefined
          ? `Your ${hub} account is not linked to your ${product} user yet. Link it now, and next time you log in with it.`
          : `${account} is not linked to your ${product} user yet. Link it now, and next time you log in with it.`,
      disabled: `${hub} login is disabled. You log in with your username and password.`,
    },

    disable: {
      title: `Disable Log in with ${hub}?`,
      lead: (account: string, organization: string) =>
        `Your ${product} user will no longer be linked to ${account}, ${organization}. This session goes on; your other sessions end. Your ${hub} account stays as it is.`,
      disable: 'Disable',
      keep: 'Keep it',
      unset: `You have no ${product} password yet. Set one by mail first, so that you can still log in afterwards.`,
    },
  }
}
