import * as ui from '../src/index.ts'
import { html } from '../src/index.ts'

export function hubShell(brand: ui.Brand, main: ui.HtmlValue, width: 'table' | 'settings' = 'table'): ui.Html {
  return ui.shell({
    brand,
    home: '/launcher',
    navigation: [
      { label: 'My modules', href: '/launcher', current: width === 'table' },
      { label: 'Admin Settings', href: '/module-urls', current: width === 'settings' },
    ],
    menus: [
      ui.menu({ id: 'organization', label: 'Alder MSP', items: [{ label: 'Alder MSP', href: '#a', current: true }] }),
      ui.menu({
        id: 'person',
        label: 'Alder Master',
        items: [
          { label: 'Profile Settings', href: '/module-urls' },
          { label: 'Log out', action: '/logout' },
        ],
      }),
    ],
    main: ui.stack(main),
    width,
    footer: html`<span>Alder MSP</span><a href="#help">Help</a>`,
  })
}

export function launcher(brand: ui.Brand): ui.Html {
  const state = (kind: ui.StatusKind, text: string): ui.Html => ui.statusDot({ kind, text })
  return hubShell(brand, [
    ui.status({ text: 'You are logged in as Alder Master.' }),
    ui.pageHeading({ title: 'My modules', lead: 'Alder MSP' }),
    ui.tiles([
      ui.tile({ id: 'psa', name: 'PSA', href: '#psa', mark: 'psa', note: 'US', state: state('good', 'Ready') }),
      ui.tile({
        id: 'rmm',
        name: 'RMM',
        href: '#rmm',
        mark: 'rmm',
        note: 'US',
        state: state('warning', 'Link your account'),
      }),
      ui.tile({
        id: 'docs',
        name: 'Docs',
        href: '#docs',
        mark: 'docs',
        state: state('neutral', 'Not subscribed'),
        ready: false,
      }),
      ui.tile({
        id: 'vault',
        name: 'Vault',
        href: '#vault',
        mark: 'module',
        state: state('bad', 'Does not answer right now'),
        ready: false,
      }),
    ]),
  ])
}

export function moduleUrls(): ui.HtmlValue {
  const regions = ['US', 'UK', 'APAC'].map((label) => ({ value: label.toLowerCase(), label }))
  const options = [{ value: '', label: 'No address' }, ...regions]
  return [
    ui.pageHeading({ title: 'Admin Settings' }),
    ui.tabs({
      label: 'Admin Settings',
      items: [
        { label: 'Module URLs', href: '/module-urls', current: true },
        { label: 'Members', href: '/employees' },
        { label: 'Connections', href: '#connections' },
      ],
    }),
    ui.note({ kind: 'warning', text: 'PSA is connected in US, and its module URL leads to UK.' }),
    ui.panel({
      heading: 'Where each module opens',
      children: ui.form({
        action: '/module-urls',
        children: [
          ui.select({ name: 'psa', label: 'PSA', options, value: 'uk', hint: 'Connected in US.' }),
          ui.select({ name: 'rmm', label: 'RMM', options }),
          ui.button({ label: 'Save', kind: 'primary' }),
        ],
      }),
    }),
  ]
}
