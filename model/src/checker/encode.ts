import { END, EVENT, HUB, itemAt, type Link, PRODUCT, type State, type User } from './state.ts'
import type { World } from './worlds.ts'

/** 32-bit words that a state takes: one per link, then users, sets, and member 1. */
export function wordsOf({ links }: World): number {
  return links + 3
}

/**
 * Writes a state's canonical form. Link ids carry no meaning, so links are sorted and whatever refers to them is
 * renamed: states that differ in names alone are one.
 */
export function encode(state: State, into: Uint32Array): void {
  const size = state.links.length
  const order: number[] = []
  for (let l = 0; l < size; l++) {
    const code = encodeLink(itemAt(state.links, l))
    let place = l
    for (; place > 0 && (into[place - 1] ?? 0) < code; place--) {
      into[place] = into[place - 1] ?? 0
      order[place] = order[place - 1] ?? 0
    }
    into[place] = code
    order[place] = l
  }
  let people = 0
  for (const user of state.users) people = (people << 8) | encodeUser(user, order)
  into[size] = people
  into[size + 1] = encodeSets(state, order)
  into[size + 2] = encodeMember(state)
}

function encodeLink(link: Link): number {
  let code = link.tenant
  code = (code << 2) | link.master
  code = (code << 1) | link.admin
  code = (code << 2) | HUB.indexOf(link.hub)
  code = (code << 3) | PRODUCT.indexOf(link.product)
  code = (code << 2) | END.indexOf(link.end)
  code = (code << 2) | EVENT.indexOf(link.event)
  code = (code << 3) | link.rank
  code = (code << 1) | Number(link.wasApproved)
  code = (code << 1) | Number(link.saidActive)
  code = (code << 1) | Number(link.saidEnded)
  code = (code << 1) | Number(link.saidUnknown)
  code = (code << 1) | Number(link.isLost)
  code = (code << 1) | Number(link.isSuspended)
  code = (code << 1) | Number(link.confirmSent)
  code = (code << 1) | Number(link.wasActive)
  return (code << 1) | Number(link.hasToken)
}

const decoded = new Map<number, Link>()

/** Few links differ, so that each is made once. */
function decodeLink(code: number): Link {
  let link = decoded.get(code)
  if (!link) decoded.set(code, (link = readLink(code)))
  return link
}

function readLink(code: number): Link {
  let rest = code
  const take = (bits: number) => {
    const value = rest & ((1 << bits) - 1)
    rest >>>= bits
    return value
  }
  const hasToken = take(1) === 1
  const wasActive = take(1) === 1
  const confirmSent = take(1) === 1
  const isSuspended = take(1) === 1
  const isLost = take(1) === 1
  const saidUnknown = take(1) === 1
  const saidEnded = take(1) === 1
  const saidActive = take(1) === 1
  const wasApproved = take(1) === 1
  const rank = take(3)
  const event = itemAt(EVENT, take(2))
  const end = itemAt(END, take(2))
  const product = itemAt(PRODUCT, take(3))
  const hub = itemAt(HUB, take(2))
  const admin = take(1)
  const master = take(2)
  const tenant = take(2)
  const sent = { wasApproved, saidActive, saidEnded, saidUnknown, confirmSent, wasActive, rank, hasToken }
  return { tenant, admin, master, hub, product, isLost, isSuspended, end, event, ...sent }
}

function encodeUser({ member, isActive, link, session }: User, order: readonly number[]): number {
  const places = ((link < 0 ? 0 : order.indexOf(link)) << 3) | (session < 0 ? 0 : order.indexOf(session) + 1)
  return (member << 6) | (Number(isActive) << 5) | places
}

function decodeUser(code: number): User {
  const isActive = ((code >> 5) & 1) === 1
  return { member: code >> 6, isActive, link: isActive ? (code >> 3) & 3 : -1, session: (code & 7) - 1 }
}

function encodeSets({ features, admins, masters, list }: State, order: readonly number[]): number {
  const renamed = list < 0 ? 0 : order.reduce((bits, l, place) => bits | (((list >> l) & 1) << place), 16)
  return (((((renamed << 4) | masters) << 6) | admins) << 3) | features
}

function encodeMember({ epoch, knownEpochs, sessionEpochs }: State): number {
  let code = epoch
  for (const known of knownEpochs) code = (code << 2) | known
  for (const of of sessionEpochs) code = (code << 2) | of
  return code
}

export function decode({ links: size, tenants, employees }: World, words: Uint32Array, from: number): State {
  const word = (index: number) => words[from + index] ?? 0
  const people = tenants * employees
  const [users, sets, member] = [word(size), word(size + 1), word(size + 2)]
  const list = (sets >> 13) & 31
  return {
    links: Array.from({ length: size }, (_, l) => decodeLink(word(l))),
    users: Array.from({ length: people }, (_, at) => decodeUser((users >>> (8 * (people - 1 - at))) & 255)),
    features: sets & 7,
    admins: (sets >> 3) & 63,
    masters: (sets >> 9) & 15,
    list: list === 0 ? -1 : list & 15,
    epoch: member >> (2 * (tenants + people)),
    knownEpochs: Array.from({ length: tenants }, (_, t) => (member >> (2 * (tenants + people - 1 - t))) & 3),
    sessionEpochs: Array.from({ length: people }, (_, at) => (member >> (2 * (people - 1 - at))) & 3),
  }
}
