import { randomUUID } from 'node:crypto'
import type { Browser } from '../../hostile-browser.ts'
import { type Claims, type Signing, without } from '../../jwt.ts'
import { answersTokens, broken, type Check, type Finding, held, notTried, tryEach } from '../check.ts'
import { beginsOverEnd, secondsAgo, signIn, type Trial, whoIsIn } from '../trial.ts'

interface Forgery {
  readonly claims?: (claims: Claims) => Claims
  readonly type?: string
  readonly signing?: Signing
}

const EVENT = 'http://schemas.openid.net/event/backchannel-logout'
const now = () => Math.floor(Date.now() / 1000)

/** Logout tokens that are none (OpenID Connect Back-Channel Logout 1.0, section 2.6). */
const FORGERIES: Readonly<Record<string, Forgery>> = {
  'alg none': { signing: 'none' },
  'another key': { signing: 'another key' },
  'the public key as a secret': { signing: 'public key as secret' },
  'no signature': { signing: 'cut off' },
  'typ of any JWT': { type: 'JWT' },
  'typ of an access token': { type: 'at+jwt' },
  'typ of a Security Event Token': { type: 'secevent+jwt' },
  'another issuer': { claims: (true_) => ({ ...true_, iss: 'https://evil.example' }) },
  'another audience': { claims: (true_) => ({ ...true_, aud: 'somebody-else' }) },
  'a nonce': { claims: (true_) => ({ ...true_, nonce: 'any' }) },
  'no event': { claims: (true_) => without(true_, 'events') },
  'another event': { claims: (true_) => ({ ...true_, events: { 'https://evil.example/event': {} } }) },
  'an event that is no object': { claims: (true_) => ({ ...true_, events: { [EVENT]: true } }) },
  'no jti': { claims: (true_) => without(true_, 'jti') },
  'nobody named': { claims: (true_) => without(true_, 'sub', 'sid') },
  expired: { claims: (true_) => ({ ...true_, iat: now() - 600, exp: now() - 480 }) },
  'no end': { claims: (true_) => without(true_, 'exp') },
  'good for an hour': { claims: (true_) => ({ ...true_, exp: now() + 3600 }) },
  'of tomorrow': { claims: (true_) => ({ ...true_, iat: now() + 86_400, exp: now() + 86_460 }) },
}

/** By default about the session of the sign-in before. */
function tokenOf({ hub, linked }: Trial, { claims = (true_) => true_, type, signing }: Forgery = {}): string {
  const named = { sub: linked.sub, sid: hub.lastSaid?.['sid'] }
  const aud = hub.requests.at(-1)?.parameters.get('client_id')
  // Of a while ago, so that what is signed in by afterwards is newer.
  const times = { iat: secondsAgo(60), exp: now() + 60 }
  const common = { iss: hub.issuer, aud, ...times, jti: randomUUID(), events: { [EVENT]: {} } }
  return hub.logoutToken(claims({ ...common, ...named }), type, signing)
}

function send({ origin }: Trial, token: string): Promise<Response> {
  const body = new URLSearchParams({ logout_token: token })
  // A server that is sent too much may hang up; no other check may lose its connection by that.
  const headers = { Connection: 'close' }
  return fetch(`${origin}/connect/backchannel-logout`, { method: 'POST', headers, body, redirect: 'manual' })
}

/** Tries only where something answers there that knows tokens. */
const whereOffered =
  (run: (trial: Trial) => Promise<Finding>) =>
  async (trial: Trial): Promise<Finding> =>
    answersTokens(await send(trial, '')) ? run(trial) : notTried('no_logout')

const isIn = async (trial: Trial, browser: Browser) => (await whoIsIn(trial, browser)) !== null

export const logoutTokens = {
  logout: {
    rows: ['T23'],
    run: whereOffered((trial) => {
      const tokens: Readonly<Record<string, Forgery & { readonly endsAll?: true }>> = {
        'session and subject': {},
        'the session alone': { claims: (true_: Claims) => without(true_, 'sub') },
        'the subject alone': { claims: (true_: Claims) => without(true_, 'sid'), endsAll: true },
      }
      return tryEach(tokens, async ({ endsAll, ...token }) => {
        const another = await signIn(trial, trial.linked)
        const named = await signIn(trial, trial.linked)
        const { status, headers } = await send(trial, tokenOf(trial, token))
        if (status !== 200 || !headers.get('Cache-Control')?.includes('no-store')) return 'logout_refused'
        if (await isIn(trial, named)) return 'session_kept'
        if (await isIn(trial, another)) return endsAll ? 'session_kept' : null
        return endsAll ? null : 'session_lost'
      })
    }),
  },

  logoutOvertakes: {
    rows: ['T26'],
    run: whereOffered((trial) => {
      const ends: Readonly<Record<string, (true_: Claims, sid: string) => Claims>> = {
        'the session alone': (true_, sid) => ({ ...without(true_, 'sub'), sid }),
        'the subject alone': (true_) => ({ ...without(true_, 'sid'), iat: secondsAgo(30) }),
      }
      return tryEach(ends, async (claims) => {
        const end = (sid: string) => send(trial, tokenOf(trial, { claims: (true_) => claims(true_, sid) }))
        return (await beginsOverEnd(trial, 35, end)) ? 'session_begun' : null
      })
    }),
  },

  logoutForged: {
    rows: ['T22'],
    run: whereOffered(async (trial) => {
      let browser = await signIn(trial, trial.linked)
      return tryEach(FORGERIES, async (forgery) => {
        if (!(await isIn(trial, browser))) browser = await signIn(trial, trial.linked)
        const { status } = await send(trial, tokenOf(trial, forgery))
        if (!(await isIn(trial, browser))) return 'session_lost'
        return status === 400 ? null : 'logout_taken'
      })
    }),
  },

  logoutReplayed: {
    rows: ['T22'],
    run: whereOffered(async (trial) => {
      const token = tokenOf(trial, { claims: (true_) => without(true_, 'sid') })
      await signIn(trial, trial.linked)
      await send(trial, token)
      const browser = await signIn(trial, trial.linked)
      const { status } = await send(trial, token)
      if (!(await isIn(trial, browser))) return broken('session_lost')
      return status === 400 ? held : broken('logout_taken')
    }),
  },

  logoutOfOthers: {
    rows: ['T22', 'T23'],
    run: whereOffered(async (trial) => {
      const browser = await signIn(trial, trial.linked)
      const strange = tokenOf(trial, { claims: (true_) => ({ ...true_, sub: 'nobody', sid: 'no session' }) })
      const tokens = { 'a stranger': strange, 'no token at all': 'nonsense', 'a token too long': 'x'.repeat(300_000) }
      return tryEach(tokens, async (token) => {
        const status = await send(trial, token).then(
          (response) => response.status,
          // A connection that is cut off before everything is read says no as well.
          () => 413,
        )
        if (status >= 500) return 'failed'
        return (await isIn(trial, browser)) ? null : 'session_lost'
      })
    }),
  },
} satisfies Record<string, Check>
