import { phrases } from '@lanyard/ui'

const proof = 'For this, confirm that it is you: enter your password and a code.'

/** What pages say of a form that came too late, and why they ask a person to log in. */
export const kept = {
  ...phrases.kept,
  proof,
  proofKept: `${proof} ${phrases.kept.typed}`,
  gone: 'There is nothing to continue: it was sent, or ten minutes have passed.',
  elsewhereTitle: 'You are in another organization now',
  elsewhere: (written: string, now: string) => `You sent this in ${written}, and are in ${now} now. Nothing is done.`,
  enter: (organization: string) => `Use ${organization}`,

  acts: {
    activate: (name: string) => `Activate ${name}`,
    makeMaster: (name: string) => `Make ${name} a master`,
    inviteAgain: (email: string) => `Invite ${email} again`,
    renewAll: 'Renew the invitations of former masters',
    sessionLimits: 'Save the limits of sign-in sessions',
    organizationUrls: 'Save the module URLs of everyone',
    ownUrls: 'Save your module URLs',
    details: 'Save your details',
    endSession: 'End a session',
    endOthers: 'End all your other sessions',
    endAll: 'Log out everywhere',
  },
} as const
