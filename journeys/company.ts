import { randomBytes } from 'node:crypto'
import type { DemoAccount, DemoEmployee, DemoTenant, ProductName, SuiteUnderTest } from '@lanyard/suite/testing.ts'
import { authenticator, encodeBase32 } from './authenticator.ts'

export interface CompanyWish {
  /** A word nobody has yet, of which ids and names are made; one of a list by default. */
  readonly name?: string
  readonly region?: 'us' | 'uk' | 'apac'
  /** Has the operator invited the PSA company (A3)? True by default. */
  readonly invited?: boolean
  /** Is the company in RMM as well? */
  readonly rmm?: boolean
  /** Already connected everywhere, `admin` linked to the master's account and `tech` to the tech's. */
  readonly linked?: boolean
}

/** Somebody at the hub. */
export interface Account {
  readonly username: string
  readonly name: string
  /** Base32, as the authenticator app has it. */
  readonly key: string | null
  /** The next code that was not used yet, for a person who has an authenticator. */
  code(): Promise<string>
}

/** Somebody in a product. */
export interface Employee {
  readonly origin: string
  /** What is typed as "Company". */
  readonly tenant: string
  readonly username: string
  readonly name: string
}

/** An organization at the hub and the company of the same name in the PSA; in RMM too, if wished. */
export interface Company {
  /** Of the organization; also what is typed as "Company". */
  readonly id: string
  /** Of both, as people read it. */
  readonly name: string
  readonly deployment: ProductName
  /** The PSA's, in the company's region. */
  readonly origin: string
  readonly accounts: Readonly<Record<'master' | 'tech' | 'second' | 'leaver' | 'newcomer', Account>>
  /** `gone` is inactive. */
  readonly employees: Readonly<Record<'admin' | 'tech' | 'tech2' | 'gone', Employee>>
  readonly contact: { readonly origin: string; readonly tenant: string; readonly email: string; readonly name: string }
  /** RMM's, where the company is in it. */
  readonly rmm: Readonly<Record<'admin' | 'tech', Employee>>
}

const WORDS = 'Elm Hazel Rowan Maple Poplar Willow Sorrel Thistle Yarrow Clover Fennel Juniper Larch Myrtle Sage Tansy'
let words: string[] = []
let round = 0

/** Makes a company with its people in the databases of a suite, as an operator would who is very fast. */
export async function seedCompany(suite: SuiteUnderTest, wish: CompanyWish = {}): Promise<Company> {
  const { name: word = nextWord(), region = 'us', invited = true, rmm = false, linked = false } = wish
  const id = word.toLowerCase()
  const name = `${word} MSP`
  const deployment: ProductName = `psa-${region}`
  const accounts = [
    anAccount(word, 'master', { role: 'master' }),
    anAccount(word, 'tech'),
    anAccount(word, 'second'),
    anAccount(word, 'leaver', { inactive: true }),
    anAccount(word, 'newcomer', { key: null }),
  ] as const
  const link = (account: DemoAccount) => (linked ? { linkedTo: account.username } : {})
  const [master, tech] = accounts
  const both: readonly DemoEmployee[] = [
    { username: 'admin', name: `${word} Admin`, role: 'admin', ...link(master) },
    { username: 'tech', name: `${word} Tech`, role: 'technician', ...link(tech) },
  ]
  const tenant = { company: id, name, invited, employees: both, ...(linked && { linkedTo: id }) }
  const contact = { email: `contact@client.${id}.example`, name: `${word} Contact`, client: `${word} Bakery` }
  const psa: DemoTenant = {
    ...tenant,
    employees: [
      ...both,
      { username: 'tech2', name: `${word} Tech Two`, role: 'technician' },
      { username: 'gone', name: `${word} Gone`, role: 'technician', inactive: true },
    ],
    contact,
  }
  await suite.seedCompany({
    organization: { id, name, accounts, moduleUrls: {} },
    tenants: { [deployment]: psa, ...(rmm && { 'rmm-us': tenant }) },
  })
  const origin = suite.origin(deployment)
  const employee = (at: string, username: string, ofWord: string): Employee => ({
    origin: at,
    tenant: id,
    username,
    name: `${word} ${ofWord}`,
  })
  const atRmm = suite.origin('rmm-us')
  return {
    id,
    name,
    deployment,
    origin,
    accounts: {
      master: personAt(accounts[0]),
      tech: personAt(accounts[1]),
      second: personAt(accounts[2]),
      leaver: personAt(accounts[3]),
      newcomer: personAt(accounts[4]),
    },
    employees: {
      admin: employee(origin, 'admin', 'Admin'),
      tech: employee(origin, 'tech', 'Tech'),
      tech2: employee(origin, 'tech2', 'Tech Two'),
      gone: employee(origin, 'gone', 'Gone'),
    },
    contact: { origin, tenant: id, email: contact.email, name: contact.name },
    rmm: { admin: employee(atRmm, 'admin', 'Admin'), tech: employee(atRmm, 'tech', 'Tech') },
  }
}

function nextWord(): string {
  if (words.length === 0) {
    words = WORDS.split(' ')
    round += 1
  }
  const word = words.shift() ?? ''
  return round === 1 ? word : `${word}${round}`
}

function anAccount(word: string, nick: string, more: Partial<DemoAccount> = {}): DemoAccount {
  return {
    username: `${nick}@${word.toLowerCase()}.example`,
    name: `${word} ${nick.charAt(0).toUpperCase()}${nick.slice(1)}`,
    role: 'member',
    key: encodeBase32(randomBytes(20)),
    about: '',
    ...more,
  }
}

function personAt({ username, name, key }: DemoAccount): Account {
  const code = key === null ? () => Promise.reject(new Error(`${username} has no authenticator`)) : authenticator(key)
  return { username, name, key, code }
}
