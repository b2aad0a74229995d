import type { SessionToBegin } from '../src/api/host.ts'
import type { ConnectStore, Records } from '../src/records/store.ts'
import type { HostileHub } from '../src/testing/hostile-hub.ts'
import { readClaims } from '../src/testing/jwt.ts'
import type { CheckName } from '../src/testing/messages/en-checks.ts'
import type { Sight } from '../src/testing/verify/check.ts'
import { type Config, cookieName, type SmallProductOptions } from './small-product.ts'

type Options = Omit<SmallProductOptions, 'issuer'>
type Tx = Config extends { readonly store: ConnectStore<infer T> } ? T : never

interface Fault {
  readonly plant: (hub: HostileHub) => Options
  /** Checks that do not hold then. */
  readonly breaks: readonly CheckName[]
  /** The cause that the report gives, where it is not plain. */
  readonly sees?: Sight
}

/** A product that answers an address of the kit by itself, with the kit's records. */
function answering(path: string, answer: (records: Records, request: Request) => Promise<Response>): Options {
  let records: Records | undefined
  return {
    configure: (config) => {
      records = config.store.records
      return config
    },
    async handle(connect, request) {
      if (records === undefined || new URL(request.url).pathname !== path) return connect.handle(request)
      return answer(records, request)
    },
  }
}

/** Mistakes that authors of products make, each planted from outside: the kit itself is as it is. */
export const faults: Readonly<Record<string, Fault>> = {
  'does not check the state (T1)': {
    plant: () => ({ handle: (connect, request) => connect.handle(withOwnState(request)) }),
    breaks: ['tenantState', 'userState', 'signInState'],
  },

  'does not check who answers (T3)': {
    plant: (hub) => ({
      handle: (connect, request) =>
        connect.handle(bent(request, ({ searchParams }) => searchParams.set('iss', hub.issuer))),
    }),
    breaks: ['tenantIssuer', 'userIssuer', 'signInIssuer'],
  },

  'does not ask about sessions again (T26)': {
    plant: () => ({ checkSession: async () => true }),
    breaks: [
      'logout',
      'securityEvent',
      'sessionEnded',
      'deactivated',
      'unlinked',
      'unlinkedAtHub',
      'switchedOff',
      'severed',
    ],
  },

  'keeps what was unlinked at the hub (T13)': {
    plant: () => ({
      configure: withRecords(({ userLinks }) => ({ userLinks: { ...userLinks, deleteBelowEpoch: async () => null } })),
    }),
    breaks: ['unlinkedAtHub'],
  },

  'finds people by e-mail (T7)': {
    plant: (hub) => ({
      configure: withRecords(({ userLinks, tenantLinks }) => ({
        userLinks: {
          ...userLinks,
          async findOfMember(member) {
            const own = await userLinks.findOfMember(member)
            if (own || hub.person.email.toLowerCase() !== 'ed@alder.example') return own
            const link = await tenantLinks.lockActive(member.issuer, member.organizationId)
            const found = await userLinks.findOfUser('usr_employee')
            return found && link && { ...found, linkId: link.id, state: 'active' }
          },
        },
      })),
    }),
    breaks: ['email'],
  },

  'takes an answer twice (T6)': {
    plant: () => ({
      configure: withRecords(({ attempts }) => ({
        attempts: {
          ...attempts,
          async find(id) {
            const attempt = await attempts.find(id)
            return attempt && { ...attempt, consumedAt: null, landing: null }
          },
          async consume(...input) {
            await attempts.consume(...input)
            return true
          },
        },
      })),
    }),
    breaks: ['reuse'],
  },

  'believes a proof from before an unlink (T13)': {
    plant: (hub) => ({
      configure: withRecords(({ tenantLinks, userLinks }) => {
        const named = (id: string) => text(hub.lastSaid?.['link_id']) ?? id
        return {
          tenantLinks: {
            ...tenantLinks,
            async lockActive(...organization) {
              const link = await tenantLinks.lockActive(...organization)
              return link && { ...link, id: named(link.id) }
            },
          },
          userLinks: {
            ...userLinks,
            async findOfMember(member) {
              const link = await userLinks.findOfMember(member)
              return link?.state === 'active' ? { ...link, linkId: named(link.linkId ?? '') } : link
            },
          },
        }
      }),
    }),
    breaks: ['organization', 'switchedOff'],
  },

  'takes contacts for employees (T30)': {
    plant: () => ({
      configure: (config) => ({
        ...config,
        users: {
          async find(tx, id) {
            const user = await config.users.find(tx, id)
            return user && { ...user, class: 'employee' }
          },
        },
      }),
    }),
    breaks: ['userNeedsEmployee'],
  },

  'leads wherever it is asked to (T18)': {
    plant() {
      let asked: string | null = null
      return {
        async handle(connect, request) {
          const { pathname, searchParams } = new URL(request.url)
          const isBack = pathname === '/connect/callback'
          if (!isBack) asked = searchParams.get('target') ?? searchParams.get('target_link_uri')
          const response = await connect.handle(request)
          const leadsIn = response?.status === 303 && !response.headers.get('location')?.includes('notice=')
          if (!response || !isBack || asked === null || !leadsIn) return response
          const headers = new Headers(response.headers)
          headers.set('location', asked)
          return new Response(null, { status: 303, headers })
        },
      }
    },
    breaks: ['target', 'initiatedTarget'],
  },

  'does not check logout tokens (T22)': {
    plant: (hub) =>
      answering('/connect/backchannel-logout', async (records, request) => {
        const claims = readClaims(new URLSearchParams(await request.text()).get('logout_token') ?? '')
        const subject = text(claims?.['sub']) ?? hub.person.sub
        const { organization } = hub.person
        await records.sessions.deleteBelowEpoch(hub.issuer, organization, subject, Number.MAX_SAFE_INTEGER)
        return new Response(null, { headers: { 'Cache-Control': 'no-store' } })
      }),
    breaks: ['logoutForged', 'logoutReplayed'],
  },

  'does not check Security Event Tokens (T22)': {
    plant: (hub) =>
      answering('/connect/security-events', async (records, request) => {
        const { sub_id } = readClaims(await request.text()) ?? {}
        const subject = text(Object(sub_id)['sub']) ?? hub.person.sub
        await records.sessions.deleteOfSubject(hub.issuer, { subject, organizationId: null }, null)
        return new Response(null, { status: 202 })
      }),
    breaks: ['securityEventForged', 'securityEventReplayed', 'securityEventOfOthers'],
  },

  'begins sessions by what is over (T26)': {
    plant: () => ({
      configure: withRecords(({ hubSessions, subjectEnds }) => ({
        hubSessions: { ...hubSessions, hold: async () => true },
        subjectEnds: { ...subjectEnds, hold: async () => true },
      })),
    }),
    breaks: ['logoutOvertakes', 'securityEventOvertakes', 'sessionEnded'],
  },

  'keeps its session in a Strict cookie (FQ3)': {
    plant: () => ({ cookie: 'HttpOnly; SameSite=Strict' }),
    breaks: ['tenantLinked'],
    sees: 'strict_cookie',
  },

  'keeps ceremonies in Strict cookies (FQ3)': {
    plant: () => ({
      handle: async (connect, request) => strict(await connect.handle(request), /^connect-small-us-/),
    }),
    breaks: ['tenantLinked'],
    sees: 'strict_cookie',
  },

  'begins sessions through the hub in a Strict cookie (FQ3)': {
    plant: () => ({
      handle: async (connect, request) => strict(await connect.handle(request), new RegExp(`^${cookieName}=`)),
    }),
    breaks: ['tenantLinked'],
    sees: 'strict_cookie',
  },

  'does not tell the kit of a log-out (FQ5)': {
    plant: () => ({ untold: 'log-out' }),
    breaks: ['loggedOut'],
  },

  'does not tell the kit of a deactivation (FQ5)': {
    plant: () => ({ untold: 'deactivation' }),
    breaks: ['deactivatedHere'],
  },

  'goes on with the session from before (T39)': {
    plant: () => ({
      configure: (config, sessions) => ({
        ...config,
        sessions: {
          ...config.sessions,
          async begin(tx, input: SessionToBegin) {
            const { replaces: id, ...session } = input
            if (id === null) return config.sessions.begin(tx, input)
            sessions.set(id, { id, ...session })
            return { id, cookies: [`${cookieName}=${id}; Path=/`] }
          },
        },
      }),
    }),
    breaks: ['renewedAtLink', 'renewedAtSignIn'],
  },
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** The answer with its cookies of these names kept to the product's own site. */
function strict(response: Response | null, names: RegExp): Response | null {
  if (!response) return null
  const headers = new Headers(response.headers)
  headers.delete('Set-Cookie')
  for (const line of response.headers.getSetCookie()) {
    headers.append('Set-Cookie', names.test(line) ? line.replace('SameSite=Lax', 'SameSite=Strict') : line)
  }
  return new Response(response.body, { status: response.status, headers })
}

/** The kit's own rows, some methods of which do something else. */
function withRecords(change: (records: Records) => Partial<Records>): NonNullable<Options['configure']> {
  return (config) => {
    const { store } = config
    const faulty = (records: Records): Records => ({ ...records, ...change(records) })
    const changed: ConnectStore<Tx> = {
      records: faulty(store.records),
      within: (tx) => faulty(store.within(tx)),
      transaction: (work) => store.transaction((records, tx) => work(faulty(records), tx)),
    }
    return { ...config, store: changed }
  }
}

/** Whatever the answer says, the ceremony is the one that this browser has open. */
function withOwnState(request: Request): Request {
  const id = /connect-small-us-([^=]+)=/.exec(request.headers.get('Cookie') ?? '')?.[1]
  return id === undefined ? request : bent(request, ({ searchParams }) => searchParams.set('state', id))
}

/** The hub's answer with another address. */
function bent(request: Request, bend: (url: URL) => void): Request {
  const url = new URL(request.url)
  if (url.pathname !== '/connect/callback') return request
  bend(url)
  return new Request(url, { headers: request.headers })
}
