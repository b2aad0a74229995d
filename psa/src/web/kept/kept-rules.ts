import type { FormFields, KeptForm } from '@lanyard/forms'
import { type KeptChoice, type KeptField, LIST } from '@lanyard/ui'
import { ROLES } from '../../employees/employee.ts'
import { getEmployee } from '../../employees/find-employee.ts'
import type { Words } from '../../messages/en.ts'
import { getTicket } from '../../tickets/find-ticket.ts'
import { routes } from '../routes.ts'
import { clientOptions } from '../tickets/new-ticket-form.ts'
import type { Site } from '../site.ts'
import { type ContactVisit, type EmployeeVisit, viewerOf } from '../visit.ts'

interface About {
  readonly site: Site
  readonly visit: EmployeeVisit | ContactVisit
  readonly kept: KeptForm
}

/** How a form is kept and given back. What it does not declare as a field is not kept. */
export interface KeptRule extends FormFields {
  readonly fields: Readonly<Record<string, KeptField>>
  /** Names the act, and whom or what it concerns. */
  readonly label: (about: About) => string | Promise<string>
  /** What its hidden fields offer to choose from. */
  readonly choices?: (about: About) => Choices | Promise<Choices>
  /** The button. */
  readonly go: string
  /** It cannot be taken back. */
  readonly ends?: boolean
}

type Choices = Readonly<Record<string, KeptChoice>>

const hidden = { kind: 'hidden' } as const
const chosen = { kind: 'hidden', chosen: true } as const
const plain = (label: string) => () => label

/** Every form of a person, by the pattern of its address, but for the proof of who they are, which a login gives. */
export function keptRules(words: Words): Readonly<Record<string, KeptRule>> {
  const { tickets, ticket, employees, mySettings, portal, signOn, kept } = words
  const body = { kind: 'long', label: tickets.description } as const
  const subject = { kind: 'text', label: tickets.subject } as const
  const reply: KeptRule = {
    fields: { body: { kind: 'long', label: ticket.reply } },
    label: async (about) => kept.reply(await nameTicket(about)),
    go: ticket.send,
  }
  const ownPassword = { kind: 'secret', label: words.passwordLabel, autocomplete: 'current-password' } as const
  return {
    [routes.tickets]: {
      fields: { subject, client: hidden, body },
      label: plain(tickets.new),
      choices: ({ site, visit }) => clientChoice(site, visit),
      go: tickets.create,
    },
    [routes.replyToTicket]: reply,
    [routes.closeTicket]: {
      fields: {},
      label: async (about) => kept.close(await nameTicket(about)),
      go: ticket.close,
    },
    [routes.changePassword]: {
      fields: {
        current: { kind: 'secret', label: mySettings.current, autocomplete: 'current-password' },
        next: { kind: 'secret', label: mySettings.next, autocomplete: 'new-password' },
      },
      label: plain(mySettings.change),
      go: mySettings.change,
    },
    [routes.mailPasswordLink]: { fields: {}, label: plain(words.mailPasswordLink), go: words.mailPasswordLink },
    [routes.disable]: {
      fields: { password: ownPassword },
      label: plain(signOn.disable.title),
      go: signOn.disable.disable,
      ends: true,
    },

    [routes.employees]: {
      fields: {
        name: { kind: 'text', label: employees.name },
        username: { kind: 'text', label: employees.username },
        email: { kind: 'text', label: employees.email, type: 'email' },
        role: hidden,
        [LIST]: hidden,
      },
      label: plain(employees.add),
      choices: () => ({
        role: { label: employees.role, options: ROLES.map((value) => ({ value, label: employees.roles[value] })) },
      }),
      go: employees.addButton,
    },
    [routes.deactivateEmployee]: {
      fields: { [LIST]: hidden },
      label: async (about) => employees.endings.deactivate.title(await nameEmployee(about)),
      go: employees.deactivate,
      ends: true,
    },
    [routes.activateEmployee]: {
      fields: { [LIST]: hidden },
      label: async (about) => kept.activate(await nameEmployee(about)),
      go: employees.activate,
    },
    [routes.deleteEmployee]: {
      fields: { [LIST]: hidden },
      label: async (about) => employees.endings.delete.title(await nameEmployee(about)),
      go: employees.delete,
      ends: true,
    },
    [routes.switchOff]: {
      fields: { password: ownPassword },
      label: plain(signOn.switchOff.title),
      go: signOn.switchOff.switchOff,
      ends: true,
    },
    [routes.whoMayLink]: {
      fields: { kind: chosen, role: chosen, user: chosen },
      label: plain(signOn.whoMayLink.heading),
      go: signOn.whoMayLink.save,
    },
    [routes.localSessions]: {
      fields: { end: chosen },
      label: plain(signOn.localSessions.heading),
      go: signOn.localSessions.apply,
    },
    [routes.requestInvitation]: {
      fields: {},
      label: plain(signOn.settings.requestInvitation),
      go: signOn.settings.requestInvitation,
    },

    [routes.portalTickets]: { fields: { subject, body }, label: plain(portal.new), go: tickets.create },
    [routes.portalReply]: reply,
  }
}

async function clientChoice(site: Site, { tenant }: About['visit']): Promise<Choices> {
  return { client: { label: site.words.tickets.client, options: await clientOptions(site, tenant.id) } }
}

/** @throws {Refusal} `not_found` */
async function nameTicket({ site, visit, kept }: About): Promise<string> {
  const { number, subject } = await getTicket(site, viewerOf(visit), kept.params['ticket'] ?? '')
  return site.words.ticket.title(number, subject)
}

/** @throws {Refusal} where there is none, also for one of another company */
async function nameEmployee({ site, visit, kept }: About): Promise<string> {
  return (await getEmployee(site, visit.tenant.id, kept.params['employee'] ?? '')).name
}
