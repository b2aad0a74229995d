/**
 * Every address of the hub's pages, once. Handlers are registered under the pattern, and pages link
 * through `href(routes.…)` of `@lanyard/ui`, which checks the parameters. What lies under `/oidc/`,
 * `/api/` and `/.well-known/` belongs to the provider and to the API.
 */
export const routes = {
  /** The launcher. */
  home: '/',
  /** Hides what a new master has to do first. */
  hideFirstSteps: '/first-steps/hide',
  /** Begins the hub's own sign-in; `target` is the path to come back to. */
  login: '/login',
  /** Where the hub's own sign-in comes back. */
  signedIn: '/signed-in',

  /** One sign-in or linking ceremony; `uid` is the provider's interaction. */
  ceremony: {
    password: '/login/:uid',
    code: '/login/:uid/code',
    recoveryCode: '/login/:uid/recovery-code',
    /** Who can help a person without their second factor. */
    lostFactor: '/login/:uid/lost-phone',
    /** Asks which account is meant, if another tab has logged in another one meanwhile. */
    standing: '/login/:uid/session',
    /** What a passkey has to sign (GET), and what it signed (POST); for script alone. */
    passkey: '/login/:uid/passkey',
    /** Asks whether to link the passkey's account, or another one. */
    account: '/login/:uid/account',
    enrol: '/login/:uid/enrol',
    recoveryCodes: '/login/:uid/recovery-codes',
    organization: '/login/:uid/organization',
    /** Takes the place of the invitation that led here, for a person who has no active one. */
    join: '/login/:uid/join',
    connect: '/login/:uid/connect',
    /** Consent to a third party's client. */
    consent: '/login/:uid/consent',
    /** Why the ceremony is refused, although both factors were right. */
    refused: '/login/:uid/refused',
    /** Begins again with no one logged in. */
    anotherAccount: '/login/:uid/another-account',
    /** Ends the ceremony: the product gets `access_denied` with the reason and its reference. */
    back: '/login/:uid/back',
  },

  /** Where password managers look for the page of the password (W3C Well-Known URL for Changing Passwords). */
  wellKnownPassword: '/.well-known/change-password',
  invitation: '/invitations/:token',
  forgotPassword: '/forgot-password',
  resetPassword: '/reset-password/:token',
  confirmEmail: '/confirm-email/:token',
  /** Chooses among the organizations of the account. */
  organization: '/organization',
  /** Gives back a form that came too late. */
  kept: '/kept/:form',
  /** Where a tile leads whose module does not open: says why. */
  launch: '/launch/:module',
  adminSettings: {
    home: '/admin-settings',
    /** Takes the limits of sign-in sessions. */
    sessions: '/admin-settings/sessions',
    moduleUrls: '/admin-settings/module-urls',
    /** Sets everyone's module URL to the deployment that the organization is connected to. */
    repairModuleUrl: '/admin-settings/module-urls/repair',
    members: '/admin-settings/members',
    renewInvitations: '/admin-settings/members/renew-invitations',
    importMembers: '/admin-settings/members/import',
    exportMembers: '/admin-settings/members.csv',
    resetSecondFactor: '/admin-settings/members/:member/reset-second-factor',
    changeMember: '/admin-settings/members/:member/:change',
    connections: '/admin-settings/connections',
    disconnect: '/admin-settings/connections/:link/disconnect',
    /** What products were told, and whether they confirmed it. */
    logouts: '/admin-settings/log-outs',
    logout: '/admin-settings/log-outs/:act',
    /** The same, as server-sent events. */
    logoutStream: '/admin-settings/log-outs/:act/stream',
    audit: '/admin-settings/audit',
    exportAudit: '/admin-settings/audit/export',
  },
  profileSettings: {
    home: '/profile-settings',
    /** Takes name and language. */
    details: '/profile-settings/details',
    username: '/profile-settings/username',
    email: '/profile-settings/email',
    /** Gives up a change of address that waits. */
    cancelEmail: '/profile-settings/email/cancel',
    security: '/profile-settings/security',
    password: '/profile-settings/security/password',
    addAuthenticator: '/profile-settings/security/authenticators/new',
    addPasskey: '/profile-settings/security/passkeys/new',
    renameFactor: '/profile-settings/security/factors/:factor/rename',
    removeFactor: '/profile-settings/security/factors/:factor/remove',
    recoveryCodes: '/profile-settings/security/recovery-codes',
    sessions: '/profile-settings/sessions',
    endSession: '/profile-settings/sessions/:session/end',
    endOtherSessions: '/profile-settings/sessions/end-others',
    endAllSessions: '/profile-settings/sessions/end-all',
    products: '/profile-settings/products',
    unlinkProduct: '/profile-settings/products/:link/unlink',
    takeBackAccess: '/profile-settings/products/apps/:client/take-back',
    activity: '/profile-settings/activity',
    moduleUrls: '/profile-settings/module-urls',
    /** The same for the member's own. */
    repairModuleUrl: '/profile-settings/module-urls/repair',
  },
  logout: '/logout',
  /** Where a logout at the hub ends. */
  loggedOut: '/logged-out',

  demo: {
    phones: '/demo/phones',
    mail: '/demo/mail',
  },
  assets: '/assets/*',
} as const
