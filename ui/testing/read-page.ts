import { parseHTML } from 'linkedom/worker'
import { chosenOf, findBoxes, optionsOf, valueOf } from './controls.ts'
import { all, one, type Said } from './find.ts'
import { descriptionOf, isSeen, nameOf, roleOf, textOf } from './perceive.ts'
import type { Button, Field, Link, Page, Row, Seen, Table } from './seen.ts'
import { submit } from './submission.ts'

/**
 * Reads a page, or a part of one, as a person does. It is parsed when it is first asked for something.
 *
 * @param url where it stands, for what its forms send
 *
 * @example
 * const page = readPage(await response.text())
 *
 * page.heading('Log in')
 * page.alert(/code_invalid/)
 * assert.equal(page.field('Username').value, 'tech@alder.example')
 * assert.deepEqual(page.buttons('Disconnect'), [])
 */
export function readPage(body: string, url: URL = new URL('http://localhost/')): Page {
  let root: Element | undefined
  const open = () => (root ??= parse(body))
  return add(see(open, url), {
    body,
    get title() {
      return open().querySelector('title')?.textContent ?? ''
    },
    get headline() {
      return nameOf(one('first heading', [...open().querySelectorAll('h1')].filter(isSeen), nameOf))
    },
  })
}

function parse(body: string): Element {
  const whole = /^\s*<!doctype/i.test(body) ? body : `<!doctype html><html><body>${body}</body></html>`
  return parseHTML(whole).document.documentElement
}

function see(open: () => Element, url: URL): Seen {
  const kind = <T extends Seen>(
    word: string,
    find: (root: Element) => readonly Element[],
    make: (seen: Seen, element: Element) => T,
    say: (item: T) => string = ({ name }) => name,
  ) => {
    const there = () =>
      find(open())
        .filter(isSeen)
        .map((element) =>
          make(
            see(() => element, url),
            element,
          ),
        )
    return {
      one: (wanted?: Said) => one(word, there(), say, wanted),
      all: (wanted?: Said) => all(there(), say, wanted),
    }
  }
  const headings = kind('heading', withRole('heading'), plain)
  const links = kind('link', withRole('link'), toLink)
  const buttons = kind('button', withRole('button'), toButton)
  const switches = kind('switch', withRole('switch'), toButton)
  const fields = kind('field', findBoxes, toField)
  const tables = kind('table', withRole('table'), toTable)
  const alerts = kind('alert', withRole('alert'), plain, ({ text }) => text)
  const messages = kind('message', withRole('status'), plain, ({ text }) => text)
  const dialogs = kind('dialog', withRole('dialog'), plain, ({ text }) => text)

  return {
    get name() {
      return nameOf(open())
    },
    get description() {
      return descriptionOf(open())
    },
    get text() {
      return textOf(open())
    },
    heading: headings.one,
    headings: headings.all,
    link: links.one,
    links: links.all,
    button: buttons.one,
    buttons: buttons.all,
    switch: switches.one,
    switches: switches.all,
    field: fields.one,
    fields: fields.all,
    table: tables.one,
    tables: tables.all,
    alert: alerts.one,
    alerts: alerts.all,
    message: messages.one,
    messages: messages.all,
    dialog: dialogs.one,
    dialogs: dialogs.all,
    submission(button, filled = {}) {
      const pressable = [...withRole('button')(open()), ...withRole('switch')(open())].filter(isSeen)
      return submit(one('button', pressable, nameOf, button), filled, url)
    },
    attribute: (name) => open().getAttribute(name),
    select: (selector) => [...open().querySelectorAll(selector)].map((element) => see(() => element, url)),
  }
}

function withRole(role: string): (root: Element) => readonly Element[] {
  return (root) => [...root.querySelectorAll('*')].filter((element) => roleOf(element) === role)
}

function plain(seen: Seen): Seen {
  return seen
}

function toLink(seen: Seen, element: Element): Link {
  return add(seen, { href: element.getAttribute('href') ?? '' })
}

function toButton(seen: Seen, element: Element): Button {
  const isOn = element.getAttribute('aria-checked') === 'true'
  return add(seen, { isOn, isDisabled: element.hasAttribute('disabled') })
}

function toField(seen: Seen, element: Element): Field {
  const chosen = chosenOf(element)
  return add(seen, {
    value: valueOf(element),
    options: optionsOf(element).map(textOf),
    chosen: chosen === undefined ? '' : textOf(chosen),
    isChecked: element.hasAttribute('checked'),
    isRequired: element.hasAttribute('required'),
    isInvalid: element.getAttribute('aria-invalid') === 'true',
  })
}

function toTable(seen: Seen): Table {
  const columns = seen.select('thead th').map(({ text }) => text)
  const rows = seen.select('tbody tr').map((row) => toRow(row, columns))
  return add(seen, {
    columns,
    rows,
    row: (name: Said) => one('row', rows, (row) => row.select('th, td')[0]?.text ?? '', name),
    column: (label: string) => rows.map((row) => row.cell(label).text),
  })
}

function toRow(seen: Seen, columns: readonly string[]): Row {
  const cells = seen.select('th, td')
  return add(seen, {
    cell(column: string) {
      const cell = cells[columns.indexOf(column)]
      if (cell === undefined) throw new Error(`There is no column "${column}", only "${columns.join('", "')}"`)
      return cell
    },
  })
}

/** Adds properties, and leaves those that are worked out when they are asked for. */
function add<T extends object, More extends object>(seen: T, more: More): T & More {
  return Object.defineProperties(seen, Object.getOwnPropertyDescriptors(more)) as T & More
}
