import { randomBytes } from 'node:crypto'

declare const kind: unique symbol

/** An id of one kind only. Ids are random, never used twice, and never made from a name. */
export type Id<Kind extends string> = string & { readonly [kind]: Kind }

export type TenantId = Id<'tenant'>
/** Employees and contacts are both users, so that making one the other keeps the id. */
export type UserId = Id<'user'>
/** A company that the tenant serves: its contacts see its tickets. */
export type ClientId = Id<'client'>
export type TicketId = Id<'ticket'>
export type ReplyId = Id<'reply'>
export type SessionId = Id<'session'>
export type MailId = Id<'mail'>
export type AuditId = Id<'audit'>

export const newTenantId = () => newId<TenantId>('ten')
export const newUserId = () => newId<UserId>('usr')
export const newClientId = () => newId<ClientId>('cli')
export const newTicketId = () => newId<TicketId>('tkt')
export const newReplyId = () => newId<ReplyId>('rep')
export const newSessionId = () => newId<SessionId>('ses')
export const newMailId = () => newId<MailId>('mai')
export const newAuditId = () => newId<AuditId>('aud')

/** 128 random bits, so that no id can be guessed. */
function newId<Kind extends string>(prefix: string): Kind {
  return `${prefix}_${randomBytes(16).toString('base64url')}` as Kind
}
