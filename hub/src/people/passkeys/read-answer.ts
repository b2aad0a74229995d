import { z } from 'zod'
import { Refusal } from '../../refusal.ts'

const bytes = z.base64url().max(8192)

const credential = { id: bytes, rawId: bytes, type: z.literal('public-key') }

const registration = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes,
    attestationObject: bytes,
    transports: z.array(z.string().max(32)).max(10).optional(),
  }),
})

const assertion = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
    userHandle: bytes.nullish(),
  }),
})

/**
 * `RegistrationResponseJSON` of WebAuthn section 5.1, as a browser's script sends it.
 *
 * @throws {Refusal} `passkey_invalid`
 */
export function readRegistration(text: string): z.infer<typeof registration> {
  return read(registration, text)
}

/**
 * `AuthenticationResponseJSON` of the same.
 *
 * @throws {Refusal} `passkey_invalid`
 */
export function readAssertion(text: string): z.infer<typeof assertion> {
  return read(assertion, text)
}

function read<Answer>(schema: z.ZodType<Answer>, text: string): Answer {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw new Refusal('passkey_invalid')
  }
}
