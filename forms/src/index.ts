export { readBrowserKey } from './browser-key.ts'
export { dropKept } from './drop-kept.ts'
export { findKept } from './find-kept.ts'
export { keepForm } from './keep-form.ts'
export {
  type FieldKind,
  type Fields,
  FORM_LIFETIME,
  type FormFields,
  type KeptForm,
  LARGEST_FORM,
  MOST_FORMS,
  type Why,
} from './kept-form.ts'
export { findOwner, forgetOwner, rememberPerson, type Owner, OWNER_LIFETIME } from './remember-person.ts'
export { pruneForms } from './prune-forms.ts'
export { dropAnswered, KEPT, sentAgain } from './sent-again.ts'
export { sentFields } from './sent-fields.ts'
export { type Forms, type FormTables, readFormMigrations } from './tables.ts'
