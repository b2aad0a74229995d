import type { Page } from '@lanyard/ui/testing'
import { foldWhole } from '../src/fold-name.ts'
import { encodeForm, encodeText } from './encode-form.ts'
import { findForms, type FoundForm } from './find-forms.ts'
import { ODD_TEXTS, type OddText, oneOfEachKind, PLANTED } from './odd-texts.ts'

export interface Asked extends Page {
  readonly status: number
  /** Of the first answer, before redirects were followed. */
  readonly firstStatus: number
  /** Where redirects led; where it was asked for, if there were none. */
  readonly url?: URL
}

export interface Walk {
  /** Addresses where it begins; it follows the links from there. */
  readonly starts: readonly string[]
  /** Addresses with parameters, which are tried as well. */
  readonly patterns: readonly string[]
  /** Which row of the table of pages answers an address; null for what is no page of it. */
  readonly rowOf: (path: string) => string | null
  /** Asks for a page in a browser in which the person is logged in, and follows redirects. */
  readonly get: (address: string) => Promise<Asked>
  /** Sends a form; `body` is urlencoded. */
  readonly post: (address: string, body: string) => Promise<Asked>
  /** How much was written down as done. */
  readonly countActs: () => Promise<number>
  /** What a field must hold for the others of its form to be looked at, by its name. */
  readonly samples: Readonly<Record<string, string>>
  /** Fields that no page shows again, by their names. */
  readonly unshown?: readonly string[]
  /** Every text in every form, and one of each kind in each field alone; otherwise one of each kind in every form, in turn. */
  readonly isThorough: boolean
  /** Rows whose forms end the walk, or lead away from the pages. */
  readonly without: readonly string[]
}

export interface Walked {
  /** Rows that take a form which stands on a page, whether it has fields or a button alone. */
  readonly rows: readonly string[]
  /** What was tried: method, row and field. */
  readonly fields: readonly string[]
  /** What must not be, in words. */
  readonly faults: readonly string[]
}

const LONGEST_QUERY = 8000
const LONGEST_TEXT = 400

/** Pages with one address pattern are alike: the first few of them have its forms. */
const ALIKE = 2

/**
 * Finds every form on every page that a person reaches, and sends it with what strangers type: in all its fields at once,
 * and in each field alone. A text is refused, and then nothing was done; or it is taken, and then
 * it can be seen on the page where it was typed. No answer is a failure, tells of the inside, or makes markup of a text.
 */
export async function tryEveryField(walk: Walk): Promise<Walked> {
  const faults: string[] = []
  const fields: string[] = []
  let acts = await walk.countActs()
  const send = async ({ form, page, row }: Standing, names: readonly string[], odd: OddText, isSeen = false) => {
    const answer = await sendForm(walk, form, Object.fromEntries(names.map((name) => [name, odd.text])))
    const before = acts
    acts = await walk.countActs()
    const found = faultsOf(answer, acts - before)
    const isTaken = acts > before && !isRefused(answer) && !names.some((name) => walk.unshown?.includes(name))
    if (isSeen && isTaken && ![answer, await walk.get(page)].some((shown) => shows(shown, odd.text)))
      found.push('taken, and not on the page')
    faults.push(...found.map((fault) => `${form.method} ${row} ${names.join()}, ${describe(odd)}: ${fault}`))
  }
  const { forms, rows } = await collectForms(walk)
  for (const [turn, standing] of forms.entries()) {
    const all = standing.form.fields
    const typed = all.filter(({ type }) => TYPED.includes(type))
    const names = typed.map(({ name }) => name)
    fields.push(...all.map(({ name }) => `${standing.form.method} ${standing.row} ${name}`))
    const only = typed.length === 1 && typed.every(({ type }) => SEEN.includes(type))
    const texts = walk.isThorough ? ODD_TEXTS : oneOfEachKind(turn)
    for (const odd of typed.length > 0 ? texts : []) await send(standing, names, odd, only)
    for (const [index, { name, type }] of walk.isThorough ? all.entries() : [])
      if (!only || !names.includes(name))
        for (const odd of oneOfEachKind(turn + index)) await send(standing, [name], odd, SEEN.includes(type))
  }
  return { rows, fields, faults: [...faults, ...(await tryAddresses(walk))] }
}

function describe({ kind, text }: OddText): string {
  return `${kind} ${JSON.stringify(text.slice(0, 20))}`
}

/** Fields that a person types into, and those of them that a page shows again. */
const SEEN: readonly string[] = ['text', 'email', 'search']
const TYPED: readonly string[] = [...SEEN, 'password']

interface Standing {
  readonly form: FoundForm
  readonly page: string
  readonly row: string
}

async function collectForms(walk: Walk): Promise<Pick<Walked, 'rows'> & { readonly forms: readonly Standing[] }> {
  const forms = new Map<string, Standing>()
  const rows = new Set<string>()
  const visits = new Map<string, number>()
  const queue = [...walk.starts]
  for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
    const own = walk.rowOf(pathOf(address))
    const seen = visits.get(own ?? '') ?? 0
    if (own === null || seen >= ALIKE || walk.without.includes(own)) continue
    visits.set(own, seen + 1)
    const page = await walk.get(address)
    if (page.title === '') continue
    queue.push(
      ...page.select('a[href^="/"], a[href^="?"]').map((link) => resolve(link.attribute('href') ?? '', address)),
    )
    const stands = page.url === undefined ? address : page.url.pathname + page.url.search
    for (const form of findForms(page, stands)) {
      const row = walk.rowOf(form.action)
      const key = `${form.method} ${row} ${form.fields.map(({ name }) => name).join()}`
      if (row === null || walk.without.includes(row)) continue
      if (form.method === 'post') rows.add(row)
      if (form.fields.length > 0 && !forms.has(key)) forms.set(key, { form, page: stands, row })
    }
  }
  return { forms: [...forms.values()], rows: [...rows] }
}

async function sendForm(walk: Walk, form: FoundForm, given: Readonly<Record<string, string>>): Promise<Asked> {
  const fields = new Map(
    form.fields.map(({ name, value }) => [name, given[name] ?? (value === '' ? (walk.samples[name] ?? '') : value)]),
  )
  // Node itself closes the connection on an address that is longer than all headers may be.
  const sent =
    form.method === 'get' ? encodeForm(fields).slice(0, LONGEST_QUERY).replace(/%.?$/, '') : encodeForm(fields)
  return form.method === 'get' ? walk.get(`${form.action}?${sent}`) : walk.post(form.action, sent)
}

/** Of a form; an address that leads nowhere may have a page of its own. */
const BARE = 'refused without a word'

function faultsOf(answer: Asked, done: number): string[] {
  const isPage = answer.status >= 400 && answer.title !== ''
  const isBare = isPage && answer.select('[role="alert"], [role="status"], [aria-invalid]').length === 0
  return [
    ...(answer.firstStatus >= 500 || answer.status >= 500 ? [`status ${answer.firstStatus} ${answer.status}`] : []),
    ...(/\bat .{0,200}\.[tj]s:\d+|node_modules/.test(answer.body) ? ['tells of the inside'] : []),
    ...(answer.body.includes(PLANTED) ? ['markup'] : []),
    ...(isBare ? [BARE] : []),
    ...(isRefused(answer) && done > 0 ? ['refused, and yet something was done'] : []),
  ]
}

function isRefused({ firstStatus }: Asked): boolean {
  return firstStatus >= 400
}

/** However it was tidied, a person recognises it. What is no character comes as the sign for a lost one. */
function shows(page: Page, text: string): boolean {
  const values = page.select('input, textarea').map((box) => box.attribute('value') ?? box.text)
  const seen = [page.text, ...values].map(foldWhole).join('\n')
  return seen.replaceAll(/\ufffd+/g, '\ufffd').includes(foldWhole(text.toWellFormed()))
}

/** What stands in an address where the table of pages has a parameter. */
async function tryAddresses(walk: Walk): Promise<readonly string[]> {
  const faults: string[] = []
  for (const [turn, pattern] of walk.patterns.entries()) {
    for (const odd of oneOfEachKind(turn).filter(({ text }) => text !== '')) {
      const text = encodeText(odd.text.slice(0, LONGEST_TEXT))
      const found = faultsOf(await walk.get(pattern.replaceAll(/:\w+/g, () => text)), 0).filter(
        (fault) => fault !== BARE,
      )
      faults.push(...found.map((fault) => `GET ${pattern}, ${describe(odd)}: ${fault}`))
    }
  }
  return faults
}

function pathOf(address: string): string {
  return new URL(address, 'http://page').pathname
}

function resolve(href: string, address: string): string {
  const url = new URL(href, new URL(address, 'http://page'))
  return url.pathname + url.search
}
