/** A text as it is kept, or why it cannot be. */
export type Read<Fault extends string> = { readonly text: string } | { readonly fault: Fault }
