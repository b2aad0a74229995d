import { randomBytes } from 'node:crypto'
import type { DemoAccount, DemoEmployee, DemoTenant, ProductName, SuiteUnderTest } from '@lanyard/suite/testing.ts'
import { authenticator, encodeBase32 } from './authenticator.ts'

export interface CompanyToSeed {
  /** A word that is not used yet, of which ids and names are made; one of a list by default. */
  readonly name?: string
  readonly region?: 'us' | 'uk' | 'apac'
  /** Has the operator invited the PSA company (A3)? True by default. */
  readonly invited?: boolean
  /** Is the company in RMM as well? */
  readonly rmm?: boolean
  /** Already connected everywhere, `admin` linked to the master's account and `tech` to the tech's. */
  readonly linked?: boolean
  /** Has `tech` never set a password in the PSA? */
  readonly passwordless?: boolean
  /** What organization, company, master and admin are called, where not after the word. */
  readonly called?: string
  /** Names of people who are at the hub and in the PSA besides, and never log in. */
  readonly crowd?: readonly string[]
}

/** A person at the hub. */
export interface Account {
  readonly username: string
  readonly name: string
  /** Base32, as the authenticator app has it. */
  readonly key: string | null
  /** The next code that was not used yet, for a person who has an authenticator. */
  code(): Promise<string>
}

/** A person in a product. */
export interface Employee {
  readonly origin: string
  /** What is typed as "Company". */
  readonly tenant: string
  readonly username: string
  readonly name: string
}

/** An organization at the hub and the company of the same name in the PSA; in RMM too, if asked for. */
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
export async function seedCompany(suite: SuiteUnderTest, input: CompanyToSeed = {}): Promise<Company> {
  const word = input.name ?? nextWord()
  const deployment: ProductName = `psa-${input.region ?? 'us'}`
  const organization = anOrganization(word, input)
  const tenant = aTenant(organization, word, input)
  await suite.seedCompany({
    organization,
    tenants: { [deployment]: withOthers(tenant, word, input), ...(input.rmm && { 'rmm-us': tenant }) },
  })

  const { id, name } = organization
  const [master, tech, second, leaver, newcomer] = organization.accounts
  const origin = suite.origin(deployment)
  const employee = (username: string, ofWord: string, at = origin): Employee => {
    return { origin: at, tenant: id, username, name: `${word} ${ofWord}` }
  }
  const rmm = suite.origin('rmm-us')
  return {
    id,
    name,
    deployment,
    origin,
    accounts: {
      master: personAt(master),
      tech: personAt(tech),
      second: personAt(second),
      leaver: personAt(leaver),
      newcomer: personAt(newcomer),
    },
    employees: {
      admin: employee('admin', 'Admin'),
      tech: employee('tech', 'Tech'),
      tech2: employee('tech2', 'Tech Two'),
      gone: employee('gone', 'Gone'),
    },
    contact: { origin, tenant: id, ...contactOf(word) },
    rmm: { admin: employee('admin', 'Admin', rmm), tech: employee('tech', 'Tech', rmm) },
  }
}

function anOrganization(word: string, { called, crowd = [] }: CompanyToSeed) {
  const accounts = [
    anAccount(word, 'master', { role: 'master', ...(called && { name: called }) }),
    anAccount(word, 'tech'),
    anAccount(word, 'second'),
    anAccount(word, 'leaver', { inactive: true }),
    anAccount(word, 'newcomer', { key: null }),
    ...crowd.map((name, index) => anAccount(word, nicknameOf(name, index), { name, key: null, passwordless: true })),
  ] as const
  return { id: word.toLowerCase(), name: called ?? `${word} MSP`, accounts, moduleUrls: {} }
}

/** The company in a product, with those who are in every product. */
function aTenant(
  { id, name, accounts }: ReturnType<typeof anOrganization>,
  word: string,
  input: CompanyToSeed,
): DemoTenant {
  const [master, tech] = accounts
  const { invited = true, linked = false, passwordless = false, called = `${word} Admin` } = input
  const linkedTo = (account: DemoAccount) => linked && { linkedTo: account.username }
  return {
    company: id,
    name,
    invited,
    employees: [
      { username: 'admin', name: called, role: 'admin', ...linkedTo(master) },
      {
        username: 'tech',
        name: `${word} Tech`,
        role: 'technician',
        ...(passwordless && { passwordless }),
        ...linkedTo(tech),
      },
    ],
    ...(linked && { linkedTo: id }),
  }
}

/** The PSA has more people than RMM. */
function withOthers(tenant: DemoTenant, word: string, { crowd = [] }: CompanyToSeed): DemoTenant {
  const others: readonly DemoEmployee[] = [
    { username: 'tech2', name: `${word} Tech Two`, role: 'technician' },
    { username: 'gone', name: `${word} Gone`, role: 'technician', inactive: true },
    ...crowd.map((name, index) => {
      return { username: nicknameOf(name, index), name, role: 'technician', passwordless: true } as const
    }),
  ]
  const employees = [...tenant.employees, ...others]
  return { ...tenant, employees, contact: { ...contactOf(word), client: `${word} Bakery` } }
}

function contactOf(word: string) {
  return { email: `contact@client.${word.toLowerCase()}.example`, name: `${word} Contact` }
}

/** What a person is called in addresses: `ada.lovelace`, or the number of a name without such letters. */
function nicknameOf(name: string, index: number): string {
  return (
    name
      .toLowerCase()
      .match(/[a-z]+/g)
      ?.join('.')
      .slice(0, 60) ?? `person${index}`
  )
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
