import { type Browser, openBrowser } from '../../hostile-browser.ts'
import type { HubPerson, Lie } from '../../hostile-hub.ts'
import { without } from '../../jwt.ts'
import { broken, type Check, held, notTried, type Sight, tryEach } from '../check.ts'
import { carryAcrossSites } from '../cross-site.ts'
import {
  asksHub,
  logIn,
  lying,
  member,
  openCallback,
  signIn,
  type Trial,
  unlinkEmployee,
  upToCallback,
  whoIsIn,
  whoSignsIn,
} from '../trial.ts'
import { foreignHeaders, ISSUERS, onlyNewCookies, STALE, STATES } from './variations.ts'

type Bend = (callback: URL, browser: Browser, before: Browser) => Browser | Promise<Browser>

/** The employee enables, with the browser's last step bent. Seen is a link where its member can sign in afterwards. */
async function bentLink(trial: Trial, person: HubPerson, bend: Bend): Promise<Sight | null> {
  const before = await logIn(trial, 'employee')
  const browser = before.copy()
  const callback = await upToCallback(trial, browser, 'link-user', person)
  if (callback === null) return 'no_request'
  await openCallback(trial, await bend(callback, browser, before), callback)
  trial.hub.lie = {}
  if ((await whoSignsIn(trial, person)) === null) return null
  await unlinkEmployee(trial)
  return 'user_linked'
}

const bentAddress = (trial: Trial, bends: Readonly<Record<string, (callback: URL) => void>>) =>
  tryEach(bends, (bend, name) =>
    bentLink(trial, member(trial, `bent ${name}`), (callback, browser) => {
      bend(callback)
      return browser
    }),
  )

export const userLinks = {
  userForeignForm: {
    rows: ['T1'],
    run: (trial) =>
      tryEach(foreignHeaders, async (headers) => {
        const browser = await logIn(trial, 'employee')
        const url = `${trial.origin}/connect/link-user`
        const asks = await asksHub(trial, () => browser.post(url, {}, { headers, until: /./ }))
        return asks ? 'asked_hub' : null
      }),
  },

  userNeedsEmployee: {
    rows: ['T30'],
    async run(trial) {
      if (!trial.options.people.contact) return notTried('no_contact')
      return tryEach({ nobody: openBrowser(), 'a contact': await logIn(trial, 'contact') }, async (browser) => {
        const asks = await asksHub(trial, () => upToCallback(trial, browser, 'link-user', member(trial, 'contact')))
        return asks ? 'asked_hub' : null
      })
    },
  },

  userState: { rows: ['T1'], run: (trial) => bentAddress(trial, STATES) },
  userIssuer: { rows: ['T3'], run: (trial) => bentAddress(trial, ISSUERS) },

  userSession: {
    rows: ['T1', 'T2'],
    async run(trial) {
      const host = new URL(trial.origin).hostname
      const colleague = () => logIn(trial, 'colleague')
      const finishers: Record<string, (browser: Browser, before: Browser) => Promise<Browser>> = {
        'the callback opened by somebody else': colleague,
        'the session, without the ceremony’s cookie': async (_, before) => before.copy(),
        'the ceremony’s cookie, logged out': async (browser, before) => onlyNewCookies(host, browser, before),
        'the ceremony’s cookie, somebody else logged in': async (browser, before) =>
          onlyNewCookies(host, browser, before, await colleague()),
      }
      return tryEach(finishers, (finisher, name) =>
        bentLink(trial, member(trial, `by ${name}`), (_callback, browser, before) => finisher(browser, before)),
      )
    },
  },

  userFreshness: {
    rows: ['T16'],
    run: (trial) =>
      tryEach<Lie>(STALE, (lie, name) =>
        lying(trial, lie, () => bentLink(trial, member(trial, `stale ${name}`), (_, browser) => browser)),
      ),
  },

  userOrganization: {
    rows: ['T31'],
    run(trial) {
      const lies: Record<string, Lie> = {
        'another organization': { claims: (true_) => ({ ...true_, org_id: 'org_of_others' }) },
        'another link': { claims: (true_) => ({ ...true_, link_id: 'lnk_of_somebody_else_00' }) },
        'no link': { claims: (true_) => without(true_, 'link_id') },
      }
      return tryEach(lies, (lie, name) =>
        lying(trial, lie, () => bentLink(trial, member(trial, `of ${name}`), (_, browser) => browser)),
      )
    },
  },

  userLinked: {
    rows: [],
    isGround: true,
    run(trial) {
      return carryAcrossSites(trial, {
        ceremony: 'link-user',
        person: trial.linked,
        open: () => logIn(trial, 'employee'),
        // A browser that leaves cookies behind must not keep the sign-in from telling about the link.
        works: async () =>
          (await whoIsIn(trial, await signIn(trial, trial.linked, openBrowser().copyWithoutSites()))) === 'employee',
        otherwise: 'not_linked',
      })
    },
  },

  userOnce: {
    rows: ['T6'],
    async run(trial) {
      const browser = await logIn(trial, 'colleague')
      const callback = await upToCallback(trial, browser, 'link-user', trial.linked)
      if (callback) await openCallback(trial, browser, callback)
      const who = await whoSignsIn(trial, trial.linked)
      return who === 'employee' ? held : broken(who === null ? 'session_lost' : 'user_linked')
    },
  },

  renewedAtLink: {
    rows: ['T39', 'T9'],
    async run(trial) {
      const former = await logIn(trial, 'colleague')
      const browser = former.copy()
      const callback = await upToCallback(trial, browser, 'link-user', member(trial, 'colleague'))
      if (callback) await openCallback(trial, browser, callback)
      if ((await whoIsIn(trial, browser)) !== 'colleague') return broken('session_lost')
      return (await whoIsIn(trial, former)) === null ? held : broken('session_kept')
    },
  },
} satisfies Record<string, Check>
