/** Every URL of the PSA, once. Those below `/connect/` are the kit's. */
export const routes = {
  home: '/',
  login: '/login',
  logOut: '/log-out',
  forgotPassword: '/forgot-password',
  resetPassword: '/reset-password/:token',
  /** Where password managers look for the page of the password (W3C Well-Known URL for Changing Passwords). */
  wellKnownPassword: '/.well-known/change-password',

  /** Gives back a form that came too late. */
  kept: '/kept/:form',

  tickets: '/tickets',
  ticket: '/tickets/:ticket',
  replyToTicket: '/tickets/:ticket/replies',
  closeTicket: '/tickets/:ticket/close',

  admin: '/admin',
  employees: '/admin/employees',
  deactivateEmployee: '/admin/employees/:employee/deactivate',
  activateEmployee: '/admin/employees/:employee/activate',
  deleteEmployee: '/admin/employees/:employee/delete',
  audit: '/admin/audit',
  exportAudit: '/admin/audit/export',
  myCompany: '/admin/my-company',
  companySettings: '/admin/my-company/company-settings',

  /** `:hub` is the hub's name as the brand writes it in a path: `it-complete`. */
  hubSettings: '/admin/my-company/company-settings/:hub',
  switchOff: '/admin/my-company/company-settings/:hub/switch-off',
  whoMayLink: '/admin/my-company/company-settings/:hub/who-may-link',
  localSessions: '/admin/my-company/company-settings/:hub/local-sessions',
  requestInvitation: '/admin/my-company/company-settings/:hub/request-invitation',

  /** Asks the logged-in user to prove that it is them, and leads on to `next`. */
  prove: '/prove',

  mySettings: '/my-settings',
  changePassword: '/my-settings/password',
  mailPasswordLink: '/my-settings/password-link',
  disable: '/my-settings/disable',

  portal: '/portal',
  portalLogin: '/portal/login',
  portalForgotPassword: '/portal/forgot-password',
  portalKept: '/portal/kept/:form',
  portalTickets: '/portal/tickets',
  portalTicket: '/portal/tickets/:ticket',
  portalReply: '/portal/tickets/:ticket/replies',

  demoMail: '/demo/mail',
  assets: '/assets/*',
} as const

/** What the kit answers, as the pages link and post to it. */
export const connectRoutes = {
  signIn: '/connect/sign-in',
  linkTenant: '/connect/link-tenant',
  cancelConnecting: '/connect/cancel-connecting',
  linkUser: '/connect/link-user',
  logOut: '/connect/log-out',
} as const
