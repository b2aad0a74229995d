/**
 * Every address of the hub's pages, once. Handlers are registered under the pattern, and pages link
 * through `href(routes.…)` of `@lanyard/ui`, which checks the parameters. What lies under `/oidc/`,
 * `/api/` and `/.well-known/` belongs to the provider and to the API.
 */
export const routes = {
  /** The launcher. */
  home: '/',
  /** Begins the hub's own sign-in; `target` is the path to come back to. */
  login: '/login',
  /** Where the hub's own sign-in comes back. */
  signedIn: '/signed-in',

  /** One sign-in or linking ceremony; `uid` is the provider's interaction. */
  ceremony: {
    password: '/login/:uid',
    code: '/login/:uid/code',
    recoveryCode: '/login/:uid/recovery-code',
    enrol: '/login/:uid/enrol',
    recoveryCodes: '/login/:uid/recovery-codes',
    organization: '/login/:uid/organization',
    connect: '/login/:uid/connect',
    /** Consent to a third party's client. */
    consent: '/login/:uid/consent',
    /** Why it cannot be, though both factors were right. */
    refused: '/login/:uid/refused',
    /** Begins again with nobody logged in. */
    anotherAccount: '/login/:uid/another-account',
    /** Ends the ceremony: the product gets `access_denied` with the reason and its reference. */
    back: '/login/:uid/back',
  },

  invitation: '/invitations/:token',
  /** Chooses among the organizations of the account. */
  organization: '/organization',
  /** Where a tile leads whose module does not open: says why. */
  launch: '/launch/:module',
  adminSettings: {
    home: '/admin-settings',
    /** Takes the limits of sign-in sessions. */
    sessions: '/admin-settings/sessions',
    moduleUrls: '/admin-settings/module-urls',
    /** Sets everybody's module URL to the deployment that the organization is connected to. */
    repairModuleUrl: '/admin-settings/module-urls/repair',
    members: '/admin-settings/members',
    changeMember: '/admin-settings/members/:member/:change',
    connections: '/admin-settings/connections',
    disconnect: '/admin-settings/connections/:link/disconnect',
  },
  profileSettings: {
    home: '/profile-settings',
    moduleUrls: '/profile-settings/module-urls',
    /** The same for the member's own. */
    repairModuleUrl: '/profile-settings/module-urls/repair',
  },
  logout: '/logout',
  /** Where a log-out at the hub ends. */
  loggedOut: '/logged-out',

  demo: {
    phones: '/demo/phones',
    mail: '/demo/mail',
  },
  assets: '/assets/*',
  health: '/healthz',
} as const
