import * as ui from '../src/index.ts'
import { html } from '../src/index.ts'

export function login(brand: ui.Brand): ui.Html {
  return ui.narrow({
    brand,
    title: 'Log in',
    lead: html`to continue to <strong>PSA</strong>`,
    children: ui.form({
      action: '/login',
      children: [
        ui.field({ name: 'username', label: 'Username', autocomplete: 'username', value: 'master@alder.example' }),
        ui.field({
          name: 'password',
          label: 'Password',
          type: 'password',
          autocomplete: 'current-password',
          error: 'The username or password is not right.',
        }),
        ui.button({ label: 'Log in', kind: 'primary' }),
      ],
    }),
    footer: html`<a href="/refused">Trouble logging in?</a><a href="/components">Back to PSA</a>`,
  })
}

export function code(brand: ui.Brand): ui.Html {
  return ui.narrow({
    brand,
    title: 'Enter your code',
    lead: 'from your authenticator app',
    children: ui.form({
      action: '/code',
      children: [
        ui.codeInput({ label: 'Authentication code', autofocus: true }),
        ui.button({ label: 'Verify', kind: 'primary' }),
      ],
    }),
    footer: html`<a href="#recovery">Use a recovery code</a><a href="#lost">Lost your phone?</a>`,
  })
}

export function enrol(brand: ui.Brand): ui.Html {
  const square = encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h3v3H0zM6 0h3v3H6zM0 6h3v3H0zM4 4h2v2H4zM7 7h2v2H7zM4 1h1v2H4zM1 4h2v1H1z"/></svg>',
  )
  return ui.narrow({
    brand,
    title: 'Set up your authenticator app',
    lead: 'Scan the code with Microsoft Authenticator, Google Authenticator, 1Password or another app.',
    children: ui.form({
      action: '/enrol',
      children: [
        ui.qrCode({ source: `data:image/svg+xml,${square}`, label: 'QR code' }),
        ui.field({
          name: 'key',
          label: 'Setup key',
          value: 'JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP',
          hint: 'If you cannot scan, type this key into the app.',
          readonly: true,
          copy: true,
        }),
        ui.codeInput({ label: 'Authentication code', hint: 'The six digits that the app shows.' }),
        ui.button({ label: 'Verify', kind: 'primary' }),
      ],
    }),
  })
}

export function connect(brand: ui.Brand): ui.Html {
  return ui.narrow({
    brand,
    title: 'Connect PSA to IT Complete',
    width: 'settings',
    children: [
      ui.sides({
        first: { label: 'PSA tenant', name: 'Alder MSP', details: 'US · asked by Alder Admin', mark: 'psa' },
        second: { label: 'Organization', name: 'Alder MSP', details: 'you are master@alder.example', mark: 'hub' },
      }),
      html`<h2>What changes</h2>`,
      ui.facts([
        'Employees of Alder MSP may log in to PSA with IT Complete.',
        'Your own PSA user, Alder Admin, is linked too, if you say so.',
        'The module URL for PSA becomes US.',
      ]),
      html`<p>Nothing else changes. You can switch it off in PSA or here, at any time.</p>`,
      ui.form({
        action: '/connect',
        children: ui.buttonRow([
          ui.button({ label: 'Connect and link me', kind: 'primary', name: 'answer', value: 'both' }),
          ui.button({ label: 'Connect only', name: 'answer', value: 'tenant' }),
          ui.button({ label: 'Cancel', kind: 'quiet', name: 'answer', value: 'cancel' }),
        ]),
      }),
    ],
  })
}

export function refused(brand: ui.Brand): ui.Html {
  return ui.narrow({
    brand,
    title: 'This cannot be connected',
    children: [
      ui.alert({
        text: 'Alder MSP is already connected to another PSA tenant. One organization connects to one tenant at a time.',
        next: 'It is Aspen Support in UK, since 22 Nov. Switch it off there first.',
        code: 'organization_already_linked',
        reference: '7QF2-M8KD',
        supportAddress: 'support@suite.example',
      }),
      ui.buttonRow([
        ui.linkButton({ label: 'Use another account', href: '/login' }),
        ui.linkButton({ label: 'Back to PSA', href: '/components', kind: 'quiet', icon: 'back' }),
      ]),
    ],
  })
}
