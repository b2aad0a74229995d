import { openBrowser } from '../../hostile-browser.ts'
import { broken, type Check, held, tryEach } from '../check.ts'
import { signIn, type Trial, untilHeard, upToCallback, whoIsIn, whoSignsIn } from '../trial.ts'

function foreignTargets({ origin }: Trial): Record<string, string> {
  const { host, protocol } = new URL(origin)
  const targets = [
    'https://evil.example/',
    '//evil.example/',
    '///evil.example/',
    '/\\evil.example/',
    '\\\\evil.example/',
    '/.//evil.example/',
    '/%2e%2e//evil.example/',
    '/\t/evil.example/',
    'javascript:alert(1)',
    'data:text/html,evil',
    `${protocol}//${host}.evil.example/`,
    `${protocol}//${host}@evil.example/`,
    `${protocol}//user@${host}/`,
    'http://[::1]:9/',
  ]
  return Object.fromEntries(targets.map((target) => [JSON.stringify(target), target]))
}

export const addresses = {
  target: {
    rows: ['T18'],
    run: (trial) => leadsOnlyHome(trial, (target) => `/connect/sign-in?${new URLSearchParams({ target })}`),
  },

  initiatedTarget: {
    rows: ['T17', 'T18'],
    run: (trial) =>
      leadsOnlyHome(trial, (target_link_uri) => {
        const query = new URLSearchParams({ iss: trial.hub.issuer, target_link_uri, login_hint: 'anybody' })
        return `/connect/initiate-login?${query}`
      }),
  },

  initiatedIssuer: {
    rows: ['T17'],
    run: (trial) =>
      tryEach(
        { another: 'https://evil.example', none: null, 'the hub’s, prolonged': `${trial.hub.issuer}.evil.example` },
        async (iss) => {
          const query = new URLSearchParams({ target_link_uri: '/', ...(iss === null ? {} : { iss }) })
          const page = await openBrowser().open(`${trial.origin}/connect/initiate-login?${query}`, { until: /./ })
          return page.status === 0 && new URL(page.url).origin !== trial.origin ? 'led_away' : null
        },
      ),
  },

  hint: {
    rows: [],
    async run(trial) {
      const browser = await signIn(trial, trial.linked)
      const said = {
        n: 1,
        type: 'link_ended',
        link_id: trial.hub.lastSaid?.['link_id'],
        sub: trial.linked.sub,
        epoch: 99,
      }
      await fetch(`${trial.origin}/connect/hint`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ events: [said], head: 1 }),
      })
      await untilHeard(trial, trial.hub.heard)
      const still =
        (await whoIsIn(trial, browser)) === 'employee' && (await whoSignsIn(trial, trial.linked)) === 'employee'
      return still ? held : broken('session_lost')
    },
  },

  leaks: {
    rows: ['T41'],
    async run(trial) {
      const browser = openBrowser()
      const callback = await upToCallback(trial, browser, 'sign-in', trial.linked)
      if (callback === null) return broken('no_request')
      const code = callback.searchParams.get('code') ?? ''
      const { url, headers } = await browser.open(callback.href, { until: /./ })
      const leaks = {
        'the code in the next address': url.href.includes(code),
        'an address that is told to others': !['no-referrer', 'same-origin'].includes(
          headers.get('Referrer-Policy') ?? '',
        ),
        'an answer that is cached': !(headers.get('Cache-Control') ?? '').includes('no-store'),
      }
      const seen = Object.entries(leaks).flatMap(([name, isSo]) => (isSo ? [name] : []))
      return seen.length === 0 ? held : broken('leak', seen.join(', '))
    },
  },

  frames: {
    rows: ['T40'],
    async run(trial) {
      const browser = await signIn(trial, trial.linked)
      const { headers } = await browser.open(trial.origin + trial.options.whoAmI)
      const policy = headers.get('Content-Security-Policy') ?? ''
      const isGuarded = /frame-ancestors '(none|self)'/.test(policy) || headers.has('X-Frame-Options')
      return isGuarded ? held : broken('framed')
    },
  },
} satisfies Record<string, Check>

function leadsOnlyHome(trial: Trial, pathOf: (target: string) => string) {
  trial.hub.person = trial.linked
  return tryEach(foreignTargets(trial), async (target) => {
    const page = await openBrowser().open(trial.origin + pathOf(target), { until: trial.elsewhere })
    return page.url.origin === trial.origin ? null : 'led_away'
  })
}
