import { createContext, useContext } from 'react'

/** What an input block says of its element: the ids of its label, hint and error. */
export interface Field {
  inputId: string
  labelId: string
  describedBy: string | undefined
  isInvalid: boolean
  isRequired: boolean
  /** The element tells golive at once. */
  dispatches: boolean
}

const Context = createContext<Field | null>(null)
export const FieldProvider = Context.Provider

/** The field that an element stands in; null for one in a section or a row of actions. */
export function useField(): Field | null {
  return useContext(Context)
}

/** Attributes that name a native input, by its label or (outside of input blocks) by its placeholder. */
export function useNaming(placeholder: string) {
  const field = useField()
  if (!field) return { 'aria-label': placeholder }
  return {
    id: field.inputId,
    'aria-describedby': field.describedBy,
    'aria-invalid': field.isInvalid || undefined,
    'aria-required': field.isRequired || undefined,
  }
}

/** The same for elements made of several parts. */
export function useGroupNaming(placeholder: string) {
  const field = useField()
  if (!field) return { 'aria-label': placeholder }
  return { 'aria-labelledby': field.labelId, 'aria-describedby': field.describedBy }
}
