import * as hub from './hub-actions.ts'
import * as product from './product-actions.ts'
import { hubStateOf, linkAt, type State } from './state.ts'
import * as users from './user-actions.ts'
import type { World } from './worlds.ts'

export type ActionName =
  | keyof typeof ofLinks
  | 'start'
  | 'approve'
  | 'linkUser'
  | 'unlinkUser'
  | 'signIn'
  | 'listActive'
  | 'applyList'
  | 'changeMember'
  | 'memberEventArrives'
  | 'toggleFeature'
  | 'toggleAdmin'
  | 'toggleMaster'

/** One way in which a world goes on. */
export interface Action {
  readonly name: ActionName
  /** As a trace prints it. */
  readonly text: string
  /** The link that it is about; -1 for none. */
  readonly link: number
  /** Of actions of one user: where the user stands in a state's list. */
  readonly employee: number
  readonly take: (state: State) => State | null
  /** Whether it is due by the protocol alone: with both sides up, it would come to pass without any person acting. */
  readonly isDue: (state: State) => boolean
}

type OfLink = (world: World, state: State, l: number) => State | null
type IsDue = (world: World, state: State, l: number) => boolean
const never: IsDue = () => false
const inHub =
  (wanted: string): IsDue =>
  (_, state, l) =>
    hubStateOf(linkAt(state, l)) === wanted

const ofLinks = {
  callback: ['product: the browser is back', product.callback, never],
  sendWithToken: ['product: sends the confirm with its access token', product.sendWithToken, () => true],
  crash: ['product: dies, the access token is lost', product.crash, never],
  confirmArrives: ['hub: the confirm arrives', hub.confirmArrives, isConfirmDue],
  receiveActive: ['product: receives "active"', product.receiveActive, inHub('active')],
  receiveEnded: ['product: receives "ended"', product.receiveEnded, inHub('ended')],
  receiveUnknown: ['product: receives "unknown"', product.receiveUnknown, (_, state, l) => linkAt(state, l).isLost],
  receiveApproved: ['product: receives "approved" and withdraws', product.receiveApproved, inHub('approved')],
  switchOff: ['product: is switched off', product.switchOff, never],
  switchOffWithoutOwing: [
    'product: is switched off, dies before it owes the end',
    product.switchOffWithoutOwing,
    never,
  ],
  endArrives: ['hub: the end arrives', hub.endArrives, (_, state, l) => linkAt(state, l).end === 'owed'],
  endAcknowledged: ['product: the end is acknowledged', product.endAcknowledged, () => true],
  outboxForgets: ['product: forgets the owed end', product.outboxForgets, never],
  lapse: ['hub: the approval lapses', hub.lapse, inHub('approved')],
  sever: ['hub: severs', hub.sever, never],
  loseRow: ['hub: loses the row', hub.loseRow, never],
  findRow: ['hub: finds the row again', hub.findRow, never],
  severWithoutEvent: ['hub: severs, dies before the event is there', hub.severWithoutEvent, never],
  eventArrives: ['product: reads the event', product.eventArrives, (_, s, l) => linkAt(s, l).event === 'travels'],
  eventWithoutEffect: ['product: its cursor passes the event, nothing else', product.eventWithoutEffect, never],
} as const satisfies Record<string, readonly [string, OfLink, IsDue]>

function isConfirmDue({ keeps }: World, state: State, l: number): boolean {
  const link = linkAt(state, l)
  return link.product === 'pending' && (keeps.CONFIRM_BY_CLIENT || link.hasToken)
}

const MEMBERS = [1, 2, 3]
/** Of member 1, in a world in which they come and go: even while active. */
const LAST_EPOCH = 3

const count = (length: number): readonly number[] => Array.from({ length }, (_, index) => index)
const notDue = () => false

/** Every action of a world, whether or not it can be taken in a given state. */
export function actionsOf(world: World): readonly Action[] {
  const admins = count(Math.max(world.employees, 1))
  const starts = count(world.tenants).flatMap((tenant) =>
    admins.map((admin) =>
      action('start', `product: e${admin} of t${tenant} begins`, (state) => product.start(world, state, tenant, admin)),
    ),
  )
  return [
    ...starts,
    ...count(world.links).flatMap((l) => aboutLink(world, l)),
    action('listActive', 'hub: lists its active links', (state) => hub.listActive(world, state)),
    action('applyList', 'product: applies that list', (state) => product.applyList(world, state)),
    ...count(world.tenants * world.employees).map((at) =>
      action(
        'unlinkUser',
        `product: e${at % world.employees} of t${Math.floor(at / world.employees)} is unlinked`,
        (s) => users.unlinkUser(world, s, at),
      ),
    ),
    ...(world.memberChanges ? aboutMember(world) : []),
    ...(world.rolesChange ? aboutRoles(world) : []),
  ]
}

function action(
  name: ActionName,
  text: string,
  take: Action['take'],
  { link = -1, employee = -1, isDue = notDue }: Partial<Pick<Action, 'link' | 'employee' | 'isDue'>> = {},
): Action {
  return { name, text, take, link, employee, isDue }
}

function aboutLink(world: World, l: number): Action[] {
  const isUsed = (state: State) => linkAt(state, l).product !== 'unused'
  const approvals = MEMBERS.map((member) =>
    action('approve', `hub: m${member} approves`, (state) => hub.approve(world, state, l, member), { link: l }),
  )
  const simple = (Object.keys(ofLinks) as (keyof typeof ofLinks)[]).map((name) => {
    const [text, take, isDue]: readonly [string, OfLink, IsDue] = ofLinks[name]
    return action(name, text, (state) => (isUsed(state) ? take(world, state, l) : null), {
      link: l,
      isDue: (state) => isDue(world, state, l),
    })
  })
  const personal = count(world.employees).flatMap((employee) =>
    MEMBERS.flatMap((member) => ofPerson(world, l, employee, member)),
  )
  return [...approvals, ...simple, ...personal]
}

function ofPerson(world: World, l: number, employee: number, member: number): Action[] {
  const about = { link: l, employee }
  const epochs = world.memberChanges && member === 1 ? [0, 2] : [0]
  return [
    action(
      'linkUser',
      `product: e${employee} is linked to m${member}`,
      (s) => users.linkUser(world, s, l, employee, member),
      about,
    ),
    ...epochs.map((epoch) =>
      action(
        'signIn',
        `product: e${employee} signs in as m${member}${epoch ? `, epoch ${epoch}` : ''}`,
        (state) => users.signIn(world, state, l, { employee, member, epoch }),
        about,
      ),
    ),
  ]
}

function aboutMember(world: World): Action[] {
  const raise = (state: State) => (state.epoch < LAST_EPOCH ? { ...state, epoch: state.epoch + 1 } : null)
  const events = count(world.tenants).flatMap((tenant) =>
    [1, 2, 3].map((epoch) =>
      action('memberEventArrives', `product: t${tenant} reads that m1 is at epoch ${epoch}`, (state) =>
        users.memberEventArrives(world, state, tenant, epoch),
      ),
    ),
  )
  return [action('changeMember', 'hub: m1 is deactivated, or activated again', raise), ...events]
}

function aboutRoles(world: World): Action[] {
  const admins = Math.max(world.employees, 1)
  return [
    ...count(world.tenants).flatMap((tenant) => [
      action('toggleFeature', `product: the feature of t${tenant} changes`, (s) =>
        product.changeRight(world, users.toggleFeature(world, s, tenant)),
      ),
      ...count(admins).map((admin) =>
        action('toggleAdmin', `product: e${admin} of t${tenant} becomes an admin, or is none any more`, (state) =>
          product.changeRight(world, { ...state, admins: state.admins ^ (1 << (tenant * admins + admin)) }),
        ),
      ),
    ]),
    ...MEMBERS.filter((member) => world.employees > 0 || member !== 2).map((member) =>
      action('toggleMaster', `hub: m${member} becomes a master, or is none any more`, (state) =>
        hub.changeMaster(world, state, member),
      ),
    ),
  ]
}
