import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import { isoCBOR } from '@simplewebauthn/server/helpers'

/** Where an answer differs from an honest one. */
export interface Tampering {
  readonly origin?: string
  readonly challenge?: string
  readonly rpId?: string
  readonly userVerified?: boolean
  readonly counter?: number
  /** Whether it says that its key may be kept in several places. */
  readonly synced?: boolean
  /** Whether it says that its key is kept in a second place at this moment. */
  readonly backedUp?: boolean
  /** Whose account it says it is of. */
  readonly userHandle?: string
  readonly signature?: Buffer
}

/** An authenticator with one resident key, which verifies its owner (WebAuthn, in part): what it answers is JSON. */
export interface TestAuthenticator {
  create(options: PublicKeyCredentialCreationOptionsJSON, lie?: Tampering): string
  get(options: PublicKeyCredentialRequestOptionsJSON, lie?: Tampering): string
}

const FLAGS = { present: 0x01, verified: 0x04, backupEligible: 0x08, backedUp: 0x10, hasKey: 0x40 }

/**
 * @param options.origin of the page that it believes to be on
 * @param options.synced its key is kept in more than one place
 * @param options.counts its signatures are numbered
 */
export function testAuthenticator(options: {
  readonly origin: string
  readonly synced?: boolean
  readonly counts?: boolean
}): TestAuthenticator {
  const { origin, synced = false, counts = false } = options
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  let owner = ''
  let counter = 0

  const clientData = (type: string, challenge: string, lie: Tampering) =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge: lie.challenge ?? challenge,
        origin: lie.origin ?? origin,
        crossOrigin: false,
      }),
    )
  const authenticatorData = (rpId: string, flags: number, lie: Tampering) => {
    counter += counts ? 1 : 0
    const number = Buffer.alloc(4)
    number.writeUInt32BE(lie.counter ?? counter)
    const verified = lie.userVerified === false ? 0 : FLAGS.verified
    const eligible = (lie.synced ?? synced) ? FLAGS.backupEligible : 0
    const backedUp = (lie.backedUp ?? lie.synced ?? synced) ? FLAGS.backedUp : 0
    const said = FLAGS.present | verified | eligible | backedUp | flags
    return Buffer.concat([hash(lie.rpId ?? rpId), Buffer.of(said), number])
  }
  const answer = (response: Readonly<Record<string, Buffer>>) =>
    JSON.stringify({
      id: id.toString('base64url'),
      rawId: id.toString('base64url'),
      type: 'public-key',
      clientExtensionResults: {},
      authenticatorAttachment: 'platform',
      response: Object.fromEntries(
        Object.entries(response).map(([name, bytes]) => [name, bytes.toString('base64url')]),
      ),
    })

  return {
    create({ rp, user, challenge }, lie = {}) {
      owner = Buffer.from(user.id, 'base64url').toString()
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
      // COSE: kty EC2, alg ES256, crv P-256, x, y (RFC 9053 section 7.1.1).
      const key = new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
        [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
      ])
      const data = [authenticatorData(rp.id ?? '', FLAGS.hasKey, lie), Buffer.alloc(16), length, id, encode(key)]
      const attestation = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(Buffer.concat(data))],
      ])
      return answer({
        clientDataJSON: clientData('webauthn.create', challenge, lie),
        attestationObject: encode(attestation),
      })
    },

    get({ rpId = '', challenge }, lie = {}) {
      const client = clientData('webauthn.get', challenge, lie)
      const data = authenticatorData(rpId, 0, lie)
      return answer({
        clientDataJSON: client,
        authenticatorData: data,
        signature: lie.signature ?? sign('sha256', Buffer.concat([data, hash(client)]), privateKey),
        userHandle: Buffer.from(lie.userHandle ?? owner),
      })
    },
  }
}

function encode(value: Map<number | string, unknown>): Buffer {
  return Buffer.from(isoCBOR.encode(value as Parameters<typeof isoCBOR.encode>[0]))
}

function hash(content: string | Buffer): Buffer {
  return createHash('sha256').update(content).digest()
}
