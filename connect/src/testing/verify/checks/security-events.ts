import { randomUUID } from 'node:crypto'
import { type Claims, type Signing, without } from '../../jwt.ts'
import { answersTokens, broken, type Check, type Finding, held, notTried, tryEach } from '../check.ts'
import { beginsOverEnd, logIn, secondsAgo, signIn, signInEarlier, type Trial, whoIsIn } from '../trial.ts'

interface Forgery {
  readonly claims?: (claims: Claims) => Claims
  readonly type?: string
  readonly signing?: Signing
}

const DISABLED = 'https://schemas.openid.net/secevent/risc/event-type/account-disabled'
const REVOKED_BY_RISC = 'https://schemas.openid.net/secevent/risc/event-type/sessions-revoked'
const REVOKED = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'
const now = () => Math.floor(Date.now() / 1000)

/** Security Event Tokens that are none (RFC 8417). */
const FORGERIES: Readonly<Record<string, Forgery>> = {
  'alg none': { signing: 'none' },
  'another key': { signing: 'another key' },
  'the public key as a secret': { signing: 'public key as secret' },
  'no signature': { signing: 'cut off' },
  'typ of any JWT': { type: 'JWT' },
  'typ of a logout token': { type: 'logout+jwt' },
  'another issuer': { claims: (true_) => ({ ...true_, iss: 'https://evil.example' }) },
  'another audience': { claims: (true_) => ({ ...true_, aud: 'somebody-else' }) },
  'a nonce': { claims: (true_) => ({ ...true_, nonce: 'any' }) },
  'no event': { claims: (true_) => without(true_, 'events') },
  'an event that is no object': { claims: (true_) => ({ ...true_, events: { [DISABLED]: true } }) },
  'no jti': { claims: (true_) => without(true_, 'jti') },
  'no subject': { claims: (true_) => without(true_, 'sub_id') },
  'of tomorrow': { claims: (true_) => ({ ...true_, iat: now() + 86_400 }) },
  expired: { claims: (true_) => ({ ...true_, exp: now() - 480 }) },
}

const linkedUser = ({ hub, linked }: Trial) => ({ format: 'iss_sub', iss: hub.issuer, sub: linked.sub })

/** By default: the linked person's account is disabled, seconds from now, so that no sign-in so far is newer. */
function tokenOf(trial: Trial, { claims = (true_) => true_, type, signing }: Forgery = {}): string {
  const { hub } = trial
  const aud = hub.requests.at(-1)?.parameters.get('client_id')
  const common = { iss: hub.issuer, aud, iat: now() + 5, jti: randomUUID() }
  const complete = { ...common, sub_id: linkedUser(trial), events: { [DISABLED]: {} } }
  return hub.securityEvent(claims(complete), type, signing)
}

function send({ origin }: Trial, body: string): Promise<Response> {
  // A server that is sent too much may hang up; no other check may lose its connection by that.
  const headers = { 'Content-Type': 'application/secevent+jwt', Connection: 'close' }
  return fetch(`${origin}/connect/security-events`, { method: 'POST', headers, body, redirect: 'manual' })
}

/** Tries only where something answers there that knows tokens. */
const whereOffered =
  (run: (trial: Trial) => Promise<Finding>) =>
  async (trial: Trial): Promise<Finding> =>
    answersTokens(await send(trial, '')) ? run(trial) : notTried('no_security_events')

/** One that happened some seconds ago, by the hub's clock. */
const happened =
  (seconds: number, type = DISABLED) =>
  (true_: Claims) => ({
    ...true_,
    events: { [type]: { event_timestamp: secondsAgo(seconds) } },
  })

interface Happened {
  readonly type: string
  /** Seconds. */
  readonly ago: number
  readonly isOfSession?: true
}

export const securityEvents = {
  securityEvent: {
    rows: ['T22', 'T26'],
    run: whereOffered((trial) => {
      const events: Readonly<Record<string, Happened>> = {
        'account-disabled': { type: DISABLED, ago: 27 },
        'sessions-revoked': { type: REVOKED_BY_RISC, ago: 25 },
        'session-revoked': { type: REVOKED, ago: 23 },
        'session-revoked, of one session': { type: REVOKED, ago: 21, isOfSession: true },
      }
      return tryEach(events, async ({ type, ago, isOfSession }) => {
        const named = await signInEarlier(trial, trial.linked, ago + 1)
        if ((await whoIsIn(trial, named)) === null) return 'no_session'
        const session = { format: 'opaque', id: trial.hub.lastSaid?.['sid'] }
        const later = await signIn(trial, trial.linked)
        const sub_id = isOfSession ? { format: 'complex', user: linkedUser(trial), session } : linkedUser(trial)
        const claims = (true_: Claims) => ({ ...happened(ago, type)(true_), sub_id })
        const local = [await logIn(trial, 'employee'), await logIn(trial, 'colleague')]
        const { status } = await send(trial, tokenOf(trial, { claims }))
        if (status !== 202) return 'event_refused'
        if ((await whoIsIn(trial, named)) !== null) return 'session_kept'
        const others = await Promise.all([later, ...local].map((browser) => whoIsIn(trial, browser)))
        return others.includes(null) ? 'session_lost' : null
      })
    }),
  },

  securityEventOvertakes: {
    rows: ['T26'],
    run: whereOffered(async (trial) => {
      const disable = () => send(trial, tokenOf(trial, { claims: happened(14) }))
      return (await beginsOverEnd(trial, 15, disable)) ? broken('session_begun') : held
    }),
  },

  securityEventForged: {
    rows: ['T22'],
    run: whereOffered(async (trial) => {
      let browser = await signIn(trial, trial.linked)
      return tryEach(FORGERIES, async (forgery) => {
        if ((await whoIsIn(trial, browser)) === null) browser = await signIn(trial, trial.linked)
        const { status } = await send(trial, tokenOf(trial, forgery))
        if ((await whoIsIn(trial, browser)) === null) return 'session_lost'
        return status === 400 ? null : 'event_taken'
      })
    }),
  },

  securityEventReplayed: {
    rows: ['T22'],
    run: whereOffered(async (trial) => {
      const token = tokenOf(trial, { claims: happened(10) })
      await send(trial, token)
      const browser = await signIn(trial, trial.linked)
      const { status } = await send(trial, token)
      if ((await whoIsIn(trial, browser)) === null) return broken('session_lost')
      return status === 202 ? held : broken('event_refused')
    }),
  },

  securityEventOfOthers: {
    rows: ['T22', 'T23'],
    run: whereOffered(async (trial) => {
      const browser = await signIn(trial, trial.linked)
      const about = (sub_id: object) => tokenOf(trial, { claims: (true_) => ({ ...true_, sub_id }) })
      const tokens = {
        'a stranger': about({ ...linkedUser(trial), sub: 'nobody' }),
        'somebody of another issuer': about({ ...linkedUser(trial), iss: 'https://evil.example' }),
        'an address': about({ format: 'email', email: trial.linked.email }),
        'no token at all': 'nonsense',
        'a token too long': 'x'.repeat(300_000),
      }
      return tryEach(tokens, async (token) => {
        const status = await send(trial, token).then(
          (response) => response.status,
          // A connection that is cut off before everything is read says no as well.
          () => 413,
        )
        if (status >= 500) return 'failed'
        return (await whoIsIn(trial, browser)) === null ? 'session_lost' : null
      })
    }),
  },
} satisfies Record<string, Check>
