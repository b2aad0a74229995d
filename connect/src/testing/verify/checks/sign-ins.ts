import { type Browser, openBrowser } from '../../hostile-browser.ts'
import type { Lie } from '../../hostile-hub.ts'
import { without } from '../../jwt.ts'
import { broken, type Check, held, notTried, type Sight, tryEach } from '../check.ts'
import { carryAcrossSites } from '../cross-site.ts'
import { logIn, lying, member, openCallback, signIn, type Trial, upToCallback, whoIsIn, whoSignsIn } from '../trial.ts'
import { FORGED, ISSUERS, STATES } from './variations.ts'

/** The linked member signs in, with the browser's last step bent. */
async function bentSignIn(
  trial: Trial,
  bend: (callback: URL, browser: Browser) => Browser | Promise<Browser>,
): Promise<Sight | null> {
  const browser = openBrowser()
  const callback = await upToCallback(trial, browser, 'sign-in', trial.linked)
  if (callback === null) return 'no_request'
  const used = await bend(callback, browser)
  await openCallback(trial, used, callback)
  return (await whoIsIn(trial, used)) === null ? null : 'session_begun'
}

const bentAddress = (trial: Trial, bends: Readonly<Record<string, (callback: URL) => void>>) =>
  tryEach(bends, (bend) =>
    bentSignIn(trial, (callback, browser) => {
      bend(callback)
      return browser
    }),
  )

const bentToken = (trial: Trial, lies: Readonly<Record<string, Lie>>) =>
  tryEach(lies, (lie) => lying(trial, lie, () => bentSignIn(trial, (_, browser) => browser)))

export const signIns = {
  signedIn: {
    rows: [],
    isGround: true,
    run(trial) {
      return carryAcrossSites(trial, {
        ceremony: 'sign-in',
        person: trial.linked,
        open: async () => openBrowser(),
        works: async (browser) => (await whoIsIn(trial, browser)) === 'employee',
        otherwise: 'no_session',
      })
    },
  },

  signInState: { rows: ['T1'], run: (trial) => bentAddress(trial, STATES) },
  signInIssuer: { rows: ['T3'], run: (trial) => bentAddress(trial, ISSUERS) },

  signInBrowser: {
    rows: ['T1', 'T17'],
    run: (trial) =>
      tryEach({ 'the callback opened by somebody else': null }, () => bentSignIn(trial, () => openBrowser())),
  },

  idToken: { rows: ['T21'], run: (trial) => bentToken(trial, FORGED) },

  organization: {
    rows: ['T31', 'T13'],
    run: (trial) =>
      bentToken(trial, {
        'another organization': { claims: (true_) => ({ ...true_, org_id: 'org_of_others' }) },
        'another link': { claims: (true_) => ({ ...true_, link_id: 'lnk_of_somebody_else_00' }) },
        'no link': { claims: (true_) => without(true_, 'link_id') },
      }),
  },

  email: {
    rows: ['T7', 'T8'],
    run(trial) {
      const { email } = trial.options.people.employee
      const twin = email?.replace('a', '\u0430')
      const people = {
        'the linked account’s names': member(trial, 'twin', {
          username: trial.linked.username,
          email: trial.linked.email,
        }),
        ...(email && {
          'the employee’s e-mail': member(trial, 'namesake', { username: email, email }),
          'in capitals': member(trial, 'capitals', { username: email.toUpperCase(), email: email.toUpperCase() }),
          'with a tag': member(trial, 'tagged', { email: email.replace('@', '+tag@') }),
          'with a letter that looks alike': member(trial, 'lookalike', { email: twin ?? email }),
        }),
      }
      return tryEach(people, async (person) => ((await whoSignsIn(trial, person)) === null ? null : 'session_begun'))
    },
  },

  reuse: {
    rows: ['T6', 'T19'],
    async run(trial) {
      const browser = openBrowser()
      const callback = await upToCallback(trial, browser, 'sign-in', trial.linked)
      if (callback === null) return broken('no_request')
      const twin = browser.copy()
      await openCallback(trial, browser, callback)
      await openCallback(trial, twin, callback)
      return (await whoIsIn(trial, twin)) === null ? held : broken('session_begun')
    },
  },

  question: {
    rows: ['T17'],
    async run(trial) {
      const browser = await signIn(trial, trial.linked, await logIn(trial, 'colleague'))
      return (await whoIsIn(trial, browser)) === 'colleague' ? held : broken('session_changed')
    },
  },

  renewedAtSignIn: {
    rows: ['T39'],
    async run(trial) {
      const former = await logIn(trial, 'employee')
      const browser = await signIn(trial, trial.linked, former.copy())
      if ((await whoIsIn(trial, browser)) !== 'employee') return broken('no_session')
      return (await whoIsIn(trial, former)) === null ? held : broken('session_kept')
    },
  },

  proofs: {
    rows: ['T15', 'T19', 'T20'],
    async run({ hub, origin }) {
      const { requests, redemptions } = hub
      if (requests.length < 2 || redemptions.length === 0) return notTried('nothing_seen')
      const values = (name: string) => requests.map(({ parameters }) => parameters.get(name) ?? '')
      const isFresh = (name: string) => {
        const all = values(name)
        return new Set(all).size === all.length && all.every((value) => value.length >= 22)
      }
      const faults = {
        state: isFresh('state'),
        nonce: isFresh('nonce'),
        'PKCE with S256':
          isFresh('code_challenge') && values('code_challenge_method').every((method) => method === 'S256'),
        'the key of the code': redemptions.every(({ provesKey }) => provesKey),
        redirect_uri: values('redirect_uri').every((uri) => uri === `${origin}/connect/callback`),
        'the assertion’s audience': redemptions.every(({ assertion }) => assertion?.['aud'] === hub.issuer),
        'linking requests pushed': requests.every(
          ({ parameters, pushed }) =>
            pushed || (!parameters.has('authorization_details') && !parameters.has('linking')),
        ),
      }
      const weak = Object.entries(faults).flatMap(([name, isFine]) => (isFine ? [] : [name]))
      return weak.length === 0 ? held : broken('weak_proof', weak.join(', '))
    },
  },
} satisfies Record<string, Check>
