import * as ui from '../src/index.ts'
import { html } from '../src/index.ts'

export function psaShell(brand: ui.Brand, main: ui.HtmlValue, width: 'table' | 'settings' = 'table'): ui.Html {
  return ui.shell({
    brand,
    home: '/components',
    place: { name: 'Alder MSP', region: 'US' },
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

export function settings(): ui.HtmlValue {
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
          { term: 'Since', details: html`${ui.time(0, { language: 'en-GB', style: 'date' })} by Alder Master` },
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

export function connecting(): ui.HtmlValue {
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

export function switchOff(): ui.Html {
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

export function employees(): ui.HtmlValue {
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
