import * as ui from '../src/index.ts'
import { html } from '../src/index.ts'

export function componentsPage(): ui.HtmlValue {
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
        ended: ui.note({ text: 'No passkey was used. Try again, or use another way to log in.', isAnswer: true }),
        otherwise: 'Passkeys need script in your browser.',
        children: ui.button({ label: 'Log in with a passkey' }),
      }),
    }),
    ui.table({ caption: 'Nothing', columns: [{ label: 'Name' }], rows: [], empty: 'No tickets are open.' }),
  ]
}
