import { openBrowser, type Browser } from '../../hostile-browser.ts'
import type { Lie } from '../../hostile-hub.ts'
import { type Check, type Sight, tryEach } from '../check.ts'
import { carryAcrossSites } from '../cross-site.ts'
import { asksHub, logIn, lying, openCallback, sever, type Trial, upToCallback } from '../trial.ts'
import { foreignHeaders, ISSUERS, onlyNewCookies, STALE, STATES } from './variations.ts'

/** Goes through the ceremony with the browser's last step bent. */
async function bentLink(
  trial: Trial,
  bend: (callback: URL, browser: Browser, before: Browser) => Browser | Promise<Browser>,
): Promise<Sight | null> {
  const before = await logIn(trial, 'admin')
  const browser = before.copy()
  const callback = await upToCallback(trial, browser, 'link-tenant', trial.master)
  if (callback === null) return 'no_request'
  await openCallback(trial, await bend(callback, browser, before), callback)
  if (trial.hub.ledger.activeOf(trial.organization) === null) return null
  await sever(trial)
  return 'tenant_linked'
}

export const tenantLinks = {
  tenantNeedsAdmin: {
    rows: ['T4', 'T30'],
    async run(trial) {
      const { contact } = trial.options.people
      const browsers: Record<string, () => Promise<Browser>> = {
        nobody: async () => openBrowser(),
        'an employee': () => logIn(trial, 'employee'),
        ...(contact ? { 'a contact': () => logIn(trial, 'contact') } : {}),
      }
      return tryEach(browsers, async (open) => {
        const browser = await open()
        const asks = await asksHub(trial, () => upToCallback(trial, browser, 'link-tenant', trial.master))
        return asks ? 'asked_hub' : null
      })
    },
  },

  tenantForeignForm: {
    rows: ['T1'],
    run: (trial) =>
      tryEach(foreignHeaders, async (headers) => {
        const browser = await logIn(trial, 'admin')
        const url = `${trial.origin}/connect/link-tenant`
        const asks = await asksHub(trial, () => browser.post(url, {}, { headers, until: /./ }))
        return asks ? 'asked_hub' : null
      }),
  },

  tenantState: {
    rows: ['T1'],
    run: (trial) =>
      tryEach(STATES, (bend) =>
        bentLink(trial, (callback, browser) => {
          bend(callback)
          return browser
        }),
      ),
  },

  tenantIssuer: {
    rows: ['T3'],
    run: (trial) =>
      tryEach(ISSUERS, (bend) =>
        bentLink(trial, (callback, browser) => {
          bend(callback)
          return browser
        }),
      ),
  },

  tenantSession: {
    rows: ['T2'],
    async run(trial) {
      const host = new URL(trial.origin).hostname
      const finishers: Record<string, (browser: Browser, before: Browser) => Promise<Browser>> = {
        'another browser': async () => openBrowser(),
        'the session, without the ceremony’s cookie': async (_, before) => before.copy(),
        'the ceremony’s cookie, logged out': async (browser, before) => onlyNewCookies(host, browser, before),
        'the ceremony’s cookie, somebody else logged in': async (browser, before) =>
          onlyNewCookies(host, browser, before, await logIn(trial, 'employee')),
      }
      return tryEach(finishers, (finisher) =>
        bentLink(trial, (_callback, browser, before) => finisher(browser, before)),
      )
    },
  },

  tenantFreshness: {
    rows: ['T16'],
    run: (trial) => tryEach<Lie>(STALE, (lie) => lying(trial, lie, () => bentLink(trial, (_, browser) => browser))),
  },

  tenantLinked: {
    rows: [],
    isGround: true,
    run(trial) {
      return carryAcrossSites(trial, {
        ceremony: 'link-tenant',
        person: trial.master,
        open: () => logIn(trial, 'admin'),
        works: async () => trial.hub.ledger.activeOf(trial.organization) !== null,
        otherwise: 'not_linked',
      })
    },
  },
} satisfies Record<string, Check>
