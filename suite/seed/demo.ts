import type { ProductName } from '../src/parts.ts'

/** The demo's people and companies, as tables; how they get into databases stands beside. */

export const demoPassword = 'lanyard-demo-password'

export interface DemoAccount {
  readonly username: string
  readonly name: string
  readonly role: 'master' | 'member'
  readonly inactive?: true
  /** Has never set a password. */
  readonly passwordless?: true
  /** Base32, as an authenticator app takes it; null for a person who has not enrolled. */
  readonly key: string | null
  /** What the account is there to show. */
  readonly about: string
}

export interface DemoOrganization {
  readonly id: string
  readonly name: string
  readonly accounts: readonly DemoAccount[]
  /** Set before anything is linked; linking sets the linked module's by itself. */
  readonly moduleUrls: Readonly<Record<string, ProductName>>
}

export interface DemoEmployee {
  readonly username: string
  readonly name: string
  readonly role: 'admin' | 'technician'
  readonly inactive?: true
  /** Has never set a password; without effect in RMM, where everyone has one. */
  readonly passwordless?: true
  /** Username of the hub account that the employee is linked to. */
  readonly linkedTo?: string
}

export interface DemoTenant {
  readonly company: string
  readonly name: string
  readonly invited: boolean
  readonly employees: readonly DemoEmployee[]
  readonly contact?: { readonly email: string; readonly name: string; readonly client: string }
  /** Id of the organization that the tenant is linked to, by its employee `admin`. */
  readonly linkedTo?: string
}

export const organizations: readonly DemoOrganization[] = [
  {
    id: 'alder',
    name: 'Alder MSP',
    moduleUrls: { psa: 'psa-uk' },
    accounts: [
      {
        username: 'master@alder.example',
        name: 'Alder Master',
        role: 'master',
        key: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
        about: 'connects Alder MSP',
      },
      {
        username: 'tech@alder.example',
        name: 'Alder Tech',
        role: 'member',
        key: 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU',
        about: 'links to an employee',
      },
      {
        username: 'second@alder.example',
        name: 'Alder Second',
        role: 'member',
        key: 'MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK',
        about: 'a second one to link',
      },
      {
        username: 'leaver@alder.example',
        name: 'Alder Leaver',
        role: 'member',
        inactive: true,
        key: 'NBSWY3DPFQQHO33SNBSWY3DPFQQHO33S',
        about: 'is turned away with a reason',
      },
      {
        username: 'newcomer@alder.example',
        name: 'Alder Newcomer',
        role: 'member',
        key: null,
        about: 'sets up an authenticator app first',
      },
    ],
  },
  {
    id: 'birch',
    name: 'Birch IT',
    moduleUrls: {},
    accounts: [
      {
        username: 'master@birch.example',
        name: 'Birch Master',
        role: 'master',
        key: 'ONSWG4TFOQQGC3DMONSWG4TFOQQGC3DM',
        about: 'connects Birch IT, in the UK',
      },
      {
        username: 'tech@birch.example',
        name: 'Birch Tech',
        role: 'member',
        key: 'OBQXG43XN5ZGIIDUOBQXG43XN5ZGIIDU',
        about: 'links to an employee',
      },
    ],
  },
  {
    id: 'dogwood',
    name: 'Dogwood Networks',
    moduleUrls: { psa: 'psa-us' },
    accounts: [
      {
        username: 'master@dogwood.example',
        name: 'Dogwood Master',
        role: 'master',
        key: 'MRXWO53PN5SCA5DSMVSSA3LBON2GK4RA',
        about: 'is linked already',
      },
      {
        username: 'tech@dogwood.example',
        name: 'Dogwood Tech',
        role: 'member',
        key: 'MRXWO53PN5SCA5DFMNUCA2LTEBUGK4TF',
        about: 'is linked already: switch between PSA and RMM',
      },
    ],
  },
]

/** Every organization subscribes to the first two, none to the third. */
export const modules: readonly { readonly id: 'psa' | 'rmm' | 'docs'; readonly subscribed: boolean }[] = [
  { id: 'psa', subscribed: true },
  { id: 'rmm', subscribed: true },
  { id: 'docs', subscribed: false },
]

const admin = (name: string): DemoEmployee => ({ username: 'admin', name: `${name} Admin`, role: 'admin' })
const tech = (name: string): DemoEmployee => ({ username: 'tech', name: `${name} Tech`, role: 'technician' })

const dogwood: DemoTenant = {
  company: 'dogwood',
  name: 'Dogwood Networks',
  invited: true,
  linkedTo: 'dogwood',
  employees: [
    { ...admin('Dogwood'), linkedTo: 'master@dogwood.example' },
    { ...tech('Dogwood'), linkedTo: 'tech@dogwood.example' },
  ],
}

export const tenants: Readonly<Record<ProductName, readonly DemoTenant[]>> = {
  'psa-us': [
    {
      company: 'alder',
      name: 'Alder MSP',
      invited: true,
      employees: [
        admin('Alder'),
        tech('Alder'),
        { username: 'tech2', name: 'Alder Tech Two', role: 'technician' },
        { username: 'gone', name: 'Alder Gone', role: 'technician', inactive: true },
      ],
      contact: { email: 'contact@client.example', name: 'Alder Contact', client: 'Juniper Bakery' },
    },
    { company: 'aspen', name: 'Aspen Support', invited: true, employees: [admin('Aspen'), tech('Aspen')] },
    { company: 'cedar', name: 'Cedar Networks', invited: false, employees: [admin('Cedar')] },
    dogwood,
  ],
  'psa-uk': [
    { company: 'birch', name: 'Birch IT', invited: true, employees: [admin('Birch'), tech('Birch')] },
    { company: 'bramble', name: 'Bramble Systems', invited: true, employees: [admin('Bramble')] },
  ],
  'psa-apac': [],
  'rmm-us': [
    { company: 'alder', name: 'Alder MSP', invited: true, employees: [admin('Alder'), tech('Alder')] },
    { company: 'birch', name: 'Birch IT', invited: true, employees: [admin('Birch'), tech('Birch')] },
    dogwood,
  ],
}
