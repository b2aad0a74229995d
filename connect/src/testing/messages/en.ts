interface CheckWords {
  readonly name: string
  readonly tried: string
  /** What an attacker gains where it does not hold. */
  readonly means: string
}

export const checks = {
  tenantNeedsAdmin: {
    name: 'Only an admin connects the company',
    tried: 'The form that connects, sent by nobody, by an employee and by a contact.',
    means: 'Anybody with a log-in can hand the company to an organization of theirs.',
  },
  tenantForeignForm: {
    name: 'Only a page of the product connects the company',
    tried: 'The form that connects, sent by another site’s page in an admin’s browser.',
    means: 'A page that an admin visits begins to connect their company.',
  },
  tenantState: {
    name: 'Connecting: the answer belongs to this ceremony',
    tried: 'An answer of the hub with another state, and without one.',
    means: 'An answer that was meant for somebody else connects this company.',
  },
  tenantIssuer: {
    name: 'Connecting: the answer comes from the hub',
    tried: 'An answer with another iss (RFC 9207), and without one.',
    means: 'Another provider’s answer is taken for the hub’s.',
  },
  tenantSession: {
    name: 'Connecting: who finishes is who began',
    tried: 'The answer opened in another browser, logged out, and as somebody else.',
    means: 'An attacker begins, and a victim’s log-in at the hub finishes it for them.',
  },
  tenantFreshness: {
    name: 'Connecting: a fresh log-in with the second factor',
    tried: 'ID tokens of an old log-in, of an unknown time, and of a password alone.',
    means: 'Whoever finds a browser logged in at the hub connects a company with it.',
  },
  tenantLinked: {
    name: 'Connecting works',
    tried: 'An admin connects the company, and a master agrees.',
    means: 'Nothing further can be tried.',
  },
  userForeignForm: {
    name: 'Only a page of the product links an account',
    tried: 'The form that links, sent by another site’s page in an employee’s browser.',
    means: 'A page that an employee visits begins to link their user.',
  },
  userNeedsEmployee: {
    name: 'Only an employee links an account',
    tried: 'The form that links, sent by nobody and by a contact.',
    means: 'People of clients come in through the hub.',
  },
  userState: {
    name: 'Linking: the answer belongs to this ceremony',
    tried: 'An answer with another state, and without one.',
    means: 'An attacker’s account is linked to a victim’s user.',
  },
  userIssuer: {
    name: 'Linking: the answer comes from the hub',
    tried: 'An answer with another iss, and without one.',
    means: 'Another provider’s account is linked to a user.',
  },
  userSession: {
    name: 'Linking: who finishes is who began',
    tried: 'The answer opened by somebody else, logged out, and without the ceremony’s cookie.',
    means: 'An attacker’s account is linked to a victim’s user, or the other way round.',
  },
  userFreshness: {
    name: 'Linking: a fresh log-in with the second factor',
    tried: 'ID tokens of an old log-in, of an unknown time, and of a password alone.',
    means: 'Whoever finds a browser logged in at the hub links it to a user of theirs.',
  },
  userOrganization: {
    name: 'Linking: the connected organization',
    tried: 'ID tokens of another organization, of another link, and of none.',
    means: 'Members of one company come in at another.',
  },
  userLinked: {
    name: 'Linking works',
    tried: 'An employee links an account, and signs in with it.',
    means: 'Nothing further can be tried.',
  },
  userOnce: {
    name: 'One account, one user',
    tried: 'A colleague links the account that is linked to the employee.',
    means: 'An account changes hands without a word of its owner.',
  },
  renewedAtLink: {
    name: 'Linking begins a new session',
    tried: 'The session’s cookie from before the link, used after it.',
    means: 'Whoever planted or copied a session before the link keeps it.',
  },
  signedIn: {
    name: 'Signing in works',
    tried: 'The linked account signs in.',
    means: 'Nothing further can be tried.',
  },
  signInState: {
    name: 'Signing in: the answer belongs to this browser’s request',
    tried: 'An answer with another state, and without one.',
    means: 'A victim is logged in as the attacker, and works for them.',
  },
  signInIssuer: {
    name: 'Signing in: the answer comes from the hub',
    tried: 'An answer with another iss, and without one.',
    means: 'Codes are mixed up between providers.',
  },
  signInBrowser: {
    name: 'Signing in: who finishes is who began',
    tried: 'The answer opened in another browser.',
    means: 'A victim is logged in as the attacker, or the attacker as the victim.',
  },
  idToken: {
    name: 'ID tokens are checked',
    tried: 'Tokens with a wrong signature, algorithm, issuer, audience, nonce or time, and without the second factor.',
    means: 'Whoever writes a token is whoever they like.',
  },
  organization: {
    name: 'Signing in: the connected organization, under the link of now',
    tried: 'The linked account as a member of another organization, and under another link.',
    means: 'A right that was given in one company counts in another, or after it was taken.',
  },
  email: {
    name: 'Nobody is found by e-mail or name',
    tried: 'Accounts that are linked to nobody, with names and addresses of somebody who is.',
    means: 'Whoever calls an account after a victim is the victim.',
  },
  reuse: {
    name: 'An answer counts once',
    tried: 'The same answer opened a second time, by a copy of the browser.',
    means: 'An address from a log or a history logs in.',
  },
  question: {
    name: 'A browser’s session changes hands only when its person agrees',
    tried: 'A sign-in of somebody else in a browser where a colleague is logged in.',
    means: 'A link makes somebody work in an attacker’s name.',
  },
  renewedAtSignIn: {
    name: 'Signing in begins a new session',
    tried: 'The session’s cookie from before the sign-in, used after it.',
    means: 'Whoever planted a session before the sign-in has it afterwards.',
  },
  proofs: {
    name: 'Requests to the hub carry their proofs',
    tried: 'What the product sent: state, nonce, PKCE, redirect URI, its own assertion.',
    means: 'A stolen code can be redeemed, or an assertion be used elsewhere.',
  },
  target: {
    name: 'The page first asked for is one of the product',
    tried: 'Sign-ins that ask for addresses elsewhere, in many spellings.',
    means: 'A link to the product ends on an attacker’s page, after a real log-in.',
  },
  initiatedTarget: {
    name: 'A tile leads to pages of the product alone',
    tried: 'Initiated log-ins with target_link_uri elsewhere, in many spellings.',
    means: 'A link to the product ends on an attacker’s page, after a real log-in.',
  },
  initiatedIssuer: {
    name: 'Only the hub initiates a log-in',
    tried: 'Initiated log-ins with another iss, and without one.',
    means: 'Anybody sends a victim to a provider of theirs.',
  },
  hint: {
    name: 'A hint carries nothing',
    tried: 'A hint that claims that the link has ended and the member is inactive.',
    means: 'Anybody logs everybody out.',
  },
  leaks: {
    name: 'Codes stay in the callback',
    tried: 'Where the callback leads, and what it tells caches and other sites.',
    means: 'Codes are found in logs, histories and referrers.',
  },
  frames: {
    name: 'Pages cannot be framed',
    tried: 'The headers of a page of somebody who is logged in.',
    means: 'A click on another site is a click on Connect.',
  },
  logout: {
    name: 'A logout token ends sessions',
    tried: 'Logout tokens that name a session, a subject, and both.',
    means: 'Who logged out at the hub is still logged in here, or what had nothing to do with it has ended.',
  },
  logoutOvertakes: {
    name: 'A log-out at the hub overtakes a sign-in',
    tried: 'A logout token between the hub’s answer and the return, for the session and for the subject.',
    means: 'Who logged out at the hub is logged in here a moment later.',
  },
  logoutForged: {
    name: 'Logout tokens are checked',
    tried: 'Tokens with a wrong signature, type, issuer, audience, event or time, with a nonce, and without names.',
    means: 'Anybody logs anybody out.',
  },
  logoutReplayed: {
    name: 'A logout token counts once',
    tried: 'The same logout token sent again, after a new sign-in.',
    means: 'Whoever has seen one logs its person out as often as they like.',
  },
  logoutOfOthers: {
    name: 'A logout token ends nobody else’s session',
    tried: 'A logout token of a stranger, nonsense, and a body without end.',
    means: 'A logout of one is a logout of all, or takes the product down.',
  },
  securityEvent: {
    name: 'A Security Event Token ends the sessions of its person',
    tried: 'Accounts that are disabled, sessions that are revoked, and one session, beside later and other sessions.',
    means: 'Somebody who was sent away stays in, or what had nothing to do with it has ended.',
  },
  securityEventOvertakes: {
    name: 'A Security Event Token overtakes a sign-in',
    tried: 'A token between the hub’s answer and the return.',
    means: 'Somebody whose account is disabled is logged in a moment later.',
  },
  securityEventForged: {
    name: 'Security Event Tokens are checked',
    tried: 'Tokens with a wrong signature, type, issuer, audience, event, subject or time, and with a nonce.',
    means: 'Anybody logs anybody out.',
  },
  securityEventReplayed: {
    name: 'A Security Event Token concerns what was before it',
    tried: 'The same token sent again, after a new sign-in.',
    means: 'Whoever has seen one logs its person out as often as they like.',
  },
  securityEventOfOthers: {
    name: 'A Security Event Token ends nobody else’s session',
    tried: 'Tokens about a stranger, about another issuer’s, and about an address, nonsense, and a body without end.',
    means: 'An event about one is an event about all, or takes the product down.',
  },
  sessionEnded: {
    name: 'A session that ends in the hub’s log ends here',
    tried: 'The log says that a session is over: that session, another of its person, and a sign-in under way by it.',
    means: 'Who logged out at the hub is still logged in here, or what had nothing to do with it has ended.',
  },
  loggedOut: {
    name: 'Logging out ends the session',
    tried: 'A copy of the session’s cookie, used after its person logged out.',
    means: 'Whoever copied a session keeps it after its person left.',
  },
  deactivatedHere: {
    name: 'Deactivation in the product ends sessions, proofs and the link',
    tried:
      'The admin deactivates the employee and activates them again: the session, an answer from before, and a new sign-in.',
    means: 'Somebody who was sent away stays in, or comes in again without a new link.',
  },
  deactivated: {
    name: 'Deactivation at the hub ends sessions',
    tried: 'The member’s epoch rises at the hub: the session, and an answer from before.',
    means: 'Somebody who was sent away stays in until their session runs out.',
  },
  formerEpoch: {
    name: 'Proofs from before a deactivation open nothing',
    tried: 'An ID token of the former epoch, and a new one.',
    means: 'A token that somebody kept lets them in after they were sent away.',
  },
  unlinked: {
    name: 'Unlinking ends sessions and proofs',
    tried: 'The employee disables: the session elsewhere, and an answer from before.',
    means: 'Whoever had the account still comes in.',
  },
  unlinkedAtHub: {
    name: 'Unlinking at the hub ends the link here',
    tried: 'The member asks the hub to be unlinked: the session, an answer from before, and a new sign-in.',
    means: 'Whoever has the account still comes in, although its owner has ended that.',
  },
  switchedOff: {
    name: 'Switching off ends sessions and proofs, also when the same organization is connected again',
    tried: 'The admin switches off and connects again: the session, and an answer from before.',
    means: 'A proof from before outlives the decision to end it.',
  },
  severed: {
    name: 'An end at the hub is an end here',
    tried: 'A master disconnects at the hub: the session, an answer from before, and a new sign-in.',
    means: 'The hub cannot take back what it gave.',
  },
} satisfies Record<string, CheckWords>

export type CheckName = keyof typeof checks

/** What was seen where a check does not hold. */
export const sights = {
  asked_hub: 'The product went on to the hub.',
  no_request: 'The product did not go to the hub at all.',
  tenant_linked: 'The company was connected.',
  user_linked: 'The account was linked.',
  not_linked: 'No link was made.',
  strict_cookie:
    'It works only where a cookie with SameSite=Strict is sent from another site, which browsers do not do: make it Lax.',
  no_session: 'Nobody was logged in.',
  session_begun: 'Somebody was logged in.',
  session_kept: 'The session was still served.',
  session_lost: 'A session was gone that nobody had ended.',
  session_changed: 'The browser’s session was changed unasked.',
  led_away: 'The browser was led elsewhere.',
  weak_proof: 'Something is missing or can be guessed.',
  leak: 'The callback gives away what it was told.',
  framed: 'Nothing keeps other sites from framing it.',
  logout_refused: 'The logout token was refused.',
  logout_taken: 'The answer was not 400.',
  event_refused: 'The answer was not 202.',
  event_taken: 'The answer was not 400.',
  failed: 'The product failed.',
} as const

export const whys = {
  no_contact: 'No contact is named in the options.',
  no_unlink: 'The options do not say how to unlink.',
  no_switch_off: 'The options do not say how to switch off.',
  no_log_out: 'The options do not say how to log out.',
  no_deactivation: 'The options do not say how to deactivate the employee and activate them again.',
  no_logout: 'The product takes no logout tokens: it answers one with a page, with a redirect or not at all.',
  no_security_events:
    'The product takes no Security Event Tokens: it answers one with a page, with a redirect or not at all.',
  nothing_seen: 'The hub has seen too little of the product.',
  no_ground: 'What it builds on does not work.',
} as const

export const report = {
  outcomes: { held: 'holds', broken: 'BROKEN', 'not tried': 'not tried', failed: 'FAILED' },
  tried: 'tried',
  seen: 'seen',
  by: 'by',
  means: 'means',
  why: 'why',
  sum: (held: number, brokenOnes: number, notTried: number) =>
    `${held} hold, ${brokenOnes} broken, ${notTried} not tried.`,
} as const

export const command = {
  usage: `Usage: lanyard-connect verify URL --with FILE [--port PORT] [--host HOST] [--wait SECONDS] [--json]

Plays a hostile hub and hostile browsers against a product that embeds the kit.
FILE is JSON, or a module with a default export: people, whoAmI, unlink, switchOff, logOut,
deactivate and activate (by the admin, of the employee).

  {
    "whoAmI": "/my-settings",
    "people": {
      "admin": { "name": "Ada Admin", "logIn": { "path": "/login", "fields": { "username": "admin", "password": "…" } } },
      "employee": { … }, "colleague": { … }, "contact": { … }
    },
    "unlink": { "path": "/my-settings/disable", "fields": { "password": "…" } },
    "switchOff": { "path": "/settings/switch-off", "fields": { "password": "…" } },
    "logOut": { "path": "/logout", "fields": {} },
    "deactivate": { "path": "/employees/17/deactivate", "fields": {} },
    "activate": { "path": "/employees/17/activate", "fields": {} }
  }

It ends with 0 when everything holds, with 1 when something does not, with 2 when it could not be tried.`,
  configure: (
    issuer: string,
    origin: string,
    seconds: number,
  ) => `The hostile hub is at ${issuer}. Start the product now, at ${origin}, with

  issuer      ${issuer}
  client id   any
  client key  any ES256 key: the hub takes every proof
  database    one that may be thrown away: it lets in whoever it is told to

It is waited for during ${seconds} seconds.
`,
  absent: (origin: string, issuer: string) => `${origin} does not send sign-ins to ${issuer}.`,
} as const
