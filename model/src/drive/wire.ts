/** A message of a product to the hub, and everything that the hub ever answered to it. */
export interface Message<Answer = unknown> {
  readonly name: string
  readonly kind: 'confirm' | 'end' | 'status' | 'events' | 'exchange'
  readonly product: number
  /** The links that the waiting caller is about. */
  readonly about: readonly string[]
  /** The hub takes it in; again each time that it arrives. */
  readonly deliver: () => Promise<Answer>
  readonly answers: Answer[]
  /** Hands an answer to the waiting callers; null is silence. Empty when none waits any more. */
  resolve: ((answer: Answer | null) => void) | null
}

/**
 * Keeps every message. One arrives late, twice, out of order or never, and so does its answer; its sender waits
 * meanwhile, in the middle of their own code, while everything else goes on.
 */
export interface Wire {
  readonly messages: Message[]
  /** Whether messages are delivered and answered at once, as when both sides are up and nothing is slow. */
  isFast: boolean
  /** Runs a product's operation until it is over, or waits for an answer. */
  run(operation: () => Promise<unknown>): Promise<void>
  /** Answers a message, and lets the operation behind it go on until it is over or waits again. */
  answer(message: Message, answer: unknown): Promise<void>
  /** @param isImpatient the sender does not wait, and hears silence */
  send<Answer>(message: Omit<Message<Answer>, 'answers' | 'resolve'>, isImpatient?: boolean): Promise<Answer | null>
}

export function createWire(): Wire {
  const messages: Message[] = []
  let rest: ((error?: unknown) => void) | null = null
  const settle = (error?: unknown) => {
    const settled = rest
    rest = null
    settled?.(error)
  }
  const untilRest = (move: () => void) =>
    new Promise<void>((resolve, reject) => {
      rest = (error) => (error === undefined ? resolve() : reject(error))
      move()
    })
  const wire: Wire = {
    messages,
    isFast: false,
    run: (operation) => untilRest(() => void operation().then(() => settle(), settle)),
    async answer(message, answer) {
      const { resolve } = message
      if (!resolve) return
      message.resolve = null
      await untilRest(() => resolve(answer))
    },
    send<Answer>(message: Omit<Message<Answer>, 'answers' | 'resolve'>, isImpatient = false) {
      if (wire.isFast) return message.deliver()
      if (isImpatient) {
        messages.push({ ...message, answers: [], resolve: null })
        return Promise.resolve(null)
      }
      return new Promise<Answer | null>((resolve) => {
        const kept: Message<Answer> = { ...message, answers: [], resolve }
        messages.push(kept as Message)
        settle()
      })
    },
  }
  return wire
}
