import * as ui from '../src/index.ts'
import { html } from '../src/index.ts'

export interface GalleryPage {
  title: string
  side: 'hub' | 'psa'
  body: ui.Html
}

/** Example pages by path segment, made of every component; the words are samples. */
export function galleryPages(brands: { hub: ui.Brand; psa: ui.Brand }): Record<string, GalleryPage> {
  return {
    components: { title: 'Components', side: 'psa', body: psaShell(brands.psa, componentsPage()) },
    login: { title: 'Log in', side: 'hub', body: login(brands.hub) },
    code: { title: 'Enter your code', side: 'hub', body: code(brands.hub) },
    enrol: { title: 'Set up your authenticator app', side: 'hub', body: enrol(brands.hub) },
    connect: { title: 'Connect', side: 'hub', body: connect(brands.hub) },
    refused: { title: 'Refused', side: 'hub', body: refused(brands.hub) },
    launcher: { title: 'My modules', side: 'hub', body: launcher(brands.hub) },
    'module-urls': { title: 'Module URLs', side: 'hub', body: hubShell(brands.hub, moduleUrls(), 'settings') },
    settings: { title: 'Company settings', side: 'psa', body: psaShell(brands.psa, settings(), 'settings') },
    connecting: { title: 'Connecting', side: 'psa', body: psaShell(brands.psa, connecting(), 'settings') },
    'switch-off': { title: 'Switch off', side: 'psa', body: psaShell(brands.psa, switchOff(), 'settings') },
    employees: { title: 'Employees', side: 'psa', body: psaShell(brands.psa, employees()) },
  }
}

function psaShell(brand: ui.Brand, main: ui.HtmlValue, width: 'table' | 'settings' = 'table'): ui.Html {
  return ui.shell({
    brand,
    home: '/components',
    place: 'Alder MSP · US',
    navigation: [
      { label: 'Home', href: '/components', current: true },
      { label: 'Tickets', href: '/employees' },
      { label: 'Admin', href: '/settings' },
    ],
    menus: [
      ui.menu({
        id: 'apps',
        label: 'Apps',
        icon: 'apps',
        items: [
          { label: 'RMM', href: '#rmm', note: 'US' },
          { label: 'All my modules', href: '/launcher' },
        ],
      }),
      ui.menu({
        id: 'person',
        label: 'Alder Tech',
        heading: 'tech@alder.example',
        items: [
          { label: 'My Settings', href: '/settings' },
          { label: 'Log out', action: '/logout' },
        ],
      }),
    ],
    main: ui.stack(main),
    width,
  })
}

function hubShell(brand: ui.Brand, main: ui.HtmlValue, width: 'table' | 'settings' = 'table'): ui.Html {
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

function login(brand: ui.Brand): ui.Html {
  return ui.narrow({
    brand,
    title: 'Log in',
    lead: html`to continue to <strong>PSA</strong>`,
    notices: ui.alert({ text: 'The username or password is not right.', code: 'credentials_invalid' }),
    children: ui.form({
      action: '/login',
      children: [
        ui.field({ name: 'username', label: 'Username', autocomplete: 'username', value: 'master@alder.example' }),
        ui.field({ name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' }),
        ui.button({ label: 'Log in', kind: 'primary' }),
      ],
    }),
    footer: html`<a href="/refused">Trouble logging in?</a><a href="/components">Back to PSA</a>`,
  })
}

function code(brand: ui.Brand): ui.Html {
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

function enrol(brand: ui.Brand): ui.Html {
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

function connect(brand: ui.Brand): ui.Html {
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

function refused(brand: ui.Brand): ui.Html {
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

function launcher(brand: ui.Brand): ui.Html {
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

function moduleUrls(): ui.HtmlValue {
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

function settings(): ui.HtmlValue {
  const breadcrumbs = [
    { label: 'Admin', href: '#admin' },
    { label: 'My Company', href: '#c' },
    { label: 'Company Settings', href: '#s' },
    { label: 'IT Complete' },
  ]
  return [
    ui.breadcrumbs({ items: breadcrumbs }),
    ui.pageHeading({ title: 'IT Complete' }),
    ui.panel({
      children: [
        html`<p id="about">People of your company may log in with their IT Complete account. Switching on leads to IT Complete.</p>`,
        ui.switchControl({
          label: 'Log in with IT Complete',
          checked: true,
          action: '/switch-off',
          method: 'get',
          describedBy: 'about',
        }),
        ui.descriptions([
          { term: 'Connected to', details: 'Alder MSP' },
          { term: 'Since', details: html`${ui.time(0, '22 Nov')} by Alder Master` },
        ]),
        ui.meter({ id: 'linked', text: '12 of 40 people linked', value: 12, max: 40 }),
      ],
      actions: ui.linkButton({ label: 'Invite people', href: '#invite' }),
    }),
    ui.panel({
      heading: 'Checks',
      children: ui.checks([
        { kind: 'good', label: 'IT Complete answers', spoken: 'good' },
        { kind: 'good', label: 'Clock', spoken: 'good' },
        {
          kind: 'warning',
          label: 'Module URL',
          spoken: 'problem',
          text: 'It leads to UK.',
          action: ui.linkButton({ label: 'Fix', href: '#fix' }),
        },
        { kind: 'neutral', label: 'Last event', spoken: 'waiting', text: 'Today 08:02' },
      ]),
    }),
    ui.panel({ children: ui.switchControl({ label: 'Log in with RMM', checked: false, action: '/switch' }) }),
  ]
}

function connecting(): ui.HtmlValue {
  return [
    ui.pageHeading({ title: 'IT Complete' }),
    ui.live({
      id: 'state',
      href: '/connecting',
      everySeconds: 2,
      waiting: true,
      children: ui.panel({
        children: ui.statusDot({ kind: 'busy', text: 'Connecting…' }),
        actions: ui.form({ action: '#cancel', layout: 'inline', children: ui.button({ label: 'Cancel connecting' }) }),
      }),
    }),
  ]
}

function switchOff(): ui.Html {
  return ui.dialog({
    label: 'Switch off Log in with IT Complete?',
    children: [
      ui.facts([
        '12 people are no longer linked.',
        '3 sessions end now.',
        '1 person has no PSA password and is sent a reset mail.',
      ]),
      ui.form({
        action: '/switch-off',
        children: [
          ui.field({
            name: 'password',
            label: 'PSA password',
            type: 'password',
            error: 'That password is not right.',
            autofocus: true,
          }),
          ui.buttonRow([
            ui.button({ label: 'Switch off', kind: 'danger' }),
            ui.linkButton({ label: 'Cancel', href: '/settings' }),
          ]),
        ],
      }),
    ],
  })
}

function employees(): ui.HtmlValue {
  const act = (label: string, kind: ui.ButtonKind = 'secondary'): ui.Html =>
    ui.form({ action: '#act', layout: 'inline', children: ui.button({ label, kind }) })
  const row = (name: string, role: string, status: ui.Html, used: string): ui.HtmlValue[] => [
    name,
    role,
    status,
    used,
    [act('Deactivate'), act('Delete', 'danger')],
  ]
  return [
    ui.pageHeading({
      title: 'Employees',
      lead: 'Four people of Alder MSP',
      actions: ui.linkButton({ label: 'Add', href: '#add', kind: 'primary' }),
    }),
    ui.table({
      caption: 'Employees',
      columns: [
        { label: 'Name' },
        { label: 'Role' },
        { label: 'Status' },
        { label: 'Tickets', kind: 'number' },
        { label: 'Actions', kind: 'actions' },
      ],
      rows: [
        row('Alder Admin', 'Admin', ui.badge({ text: 'Active', kind: 'good' }), '12'),
        row('Alder Tech', 'Technician', ui.badge({ text: 'Active', kind: 'good' }), '1,204'),
        row('Alder Gone', 'Technician', ui.badge({ text: 'Inactive' }), '0'),
      ],
      empty: 'Nobody yet.',
    }),
    ui.form({
      action: '#invite',
      layout: 'row',
      children: [
        ui.field({ name: 'email', label: 'Email', type: 'email' }),
        ui.button({ label: 'Invite', kind: 'primary' }),
      ],
    }),
  ]
}

function componentsPage(): ui.HtmlValue {
  return [
    ui.pageHeading({ title: 'Components', lead: 'Everything that the example pages do not show.' }),
    ui.alert({
      title: 'Not saved',
      text: 'The subject is empty.',
      next: 'Write what happened, in one line.',
      actions: ui.linkButton({ label: 'Try again', href: '#again' }),
    }),
    ui.status({ text: 'Saved.' }),
    ui.note({ text: 'Tickets are kept for two years.' }),
    ui.sectionLinks([
      { label: 'My Company', href: '#company', text: 'Name, address, settings.' },
      { label: 'Employees', href: '/employees', text: 'Who may log in.' },
    ]),
    ui.panel({
      heading: 'Form',
      children: ui.form({
        action: '#form',
        children: [
          ui.field({ name: 'subject', label: 'Subject', hint: 'One line.', error: 'Write a subject.', required: true }),
          ui.textArea({ name: 'text', label: 'What happened' }),
          ui.radioGroup({
            name: 'who',
            label: 'Who may link',
            value: 'all',
            options: [
              { value: 'all', label: 'Everyone' },
              { value: 'some', label: 'Chosen roles', hint: 'You choose them on the next page.' },
            ],
          }),
          ui.checkbox({ name: 'mail', label: 'Send a mail', checked: true }),
          ui.buttonRow([
            ui.button({ label: 'Create', kind: 'primary' }),
            ui.button({ label: 'Save draft' }),
            ui.button({ label: 'Delete', kind: 'danger' }),
            ui.button({ label: 'Cancel', kind: 'quiet' }),
            ui.button({ label: 'Not now', disabled: true }),
          ]),
        ],
      }),
    }),
    ui.panel({
      heading: 'States',
      children: (['good', 'bad', 'warning', 'neutral', 'busy'] as const).map(
        (kind) => html`<p>${ui.statusDot({ kind, text: kind })} ${ui.badge({ kind, text: kind })}</p>`,
      ),
    }),
    ui.panel({
      heading: 'Recovery codes',
      children: ui.codeList({
        id: 'codes',
        codes: ['8F3K-2MQX', '7HTW-9PLD', 'C4NR-6VZB', 'J5YG-3SXE', 'W2DA-8KQM', 'T9BP-4RLF'],
      }),
    }),
    ui.panel({
      heading: 'Passkey',
      children: ui.passkeyForm({
        does: 'get',
        action: '#passkey',
        ended: ui.alert({ text: 'No passkey was used.', next: 'Try again, or use another way to log in.' }),
        otherwise: 'Passkeys need script in your browser.',
        children: ui.button({ label: 'Log in with a passkey' }),
      }),
    }),
    ui.table({ caption: 'Nothing', columns: [{ label: 'Name' }], rows: [], empty: 'No tickets are open.' }),
  ]
}
