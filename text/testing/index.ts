export { encodeForm, encodeText } from './encode-form.ts'
export { ODD_TEXTS, oneOfEachKind, PLANTED } from './odd-texts.ts'
export { type Asked, tryEveryField } from './try-every-field.ts'
