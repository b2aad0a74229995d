/** What the verifier saw when a check failed. */
export const sights = {
  asked_hub: 'The product sent the browser on to the hub.',
  no_request: 'The product did not send the browser to the hub.',
  tenant_linked: 'The company was connected.',
  user_linked: 'The account was linked.',
  not_linked: 'No link was made.',
  strict_cookie:
    'It works only if a cookie with SameSite=Strict comes along from another site, which no browser sends. Make it Lax.',
  no_session: 'The browser was not logged in.',
  session_begun: 'The browser was logged in.',
  session_kept: 'The session still worked.',
  session_lost: 'A session had ended without cause.',
  session_changed: 'The browser’s session changed without a question.',
  led_away: 'The product sent the browser to another site.',
  weak_proof: 'A value is missing or can be guessed.',
  leak: 'The callback lets the code leak.',
  framed: 'Other sites can frame the page.',
  logout_refused: 'The product refused the logout token.',
  logout_taken: 'The answer was not 400.',
  event_refused: 'The answer was not 202.',
  event_taken: 'The answer was not 400.',
  failed: 'The product answered with a server error.',
} as const

export const whys = {
  no_contact: 'The options name no contact.',
  no_unlink: 'The options do not say how to unlink.',
  no_switch_off: 'The options do not say how to switch off.',
  no_log_out: 'The options do not say how to log out.',
  no_deactivation: 'The options do not say how to deactivate the employee and activate them again.',
  no_logout: 'The product takes no logout tokens: it answers with a page, with a redirect or not at all.',
  no_security_events:
    'The product takes no Security Event Tokens: it answers with a page, with a redirect or not at all.',
  nothing_seen: 'The hub has received too few requests from the product.',
  no_ground: 'An earlier check that it builds on failed.',
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

Attacks a product with a hostile hub and hostile browsers.
FILE is JSON, or a module with a default export. It has people, whoAmI, unlink, switchOff,
logOut, deactivate and activate. The admin deactivates and activates the employee.

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

Exit code: 0 if every check holds, 1 if one fails, 2 if the product could not be tested.`,
  configure: (
    issuer: string,
    origin: string,
    seconds: number,
  ) => `The hostile hub is at ${issuer}. Start the product now, at ${origin}, with

  issuer      ${issuer}
  client id   any
  client key  any ES256 key: the hub accepts every proof
  database    one that you can delete: the hostile hub logs in any user

The command waits ${seconds} seconds for it.
`,
  absent: (origin: string, issuer: string) => `${origin} does not send sign-ins to ${issuer}.`,
} as const
