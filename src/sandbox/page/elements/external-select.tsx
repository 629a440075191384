import { useEffect, useState } from 'react'
import { type Dict, dictOf, stringOf, textOf } from '../../json.ts'
import type { OptionGroup } from '../../shapes.ts'
import { useQuietAct } from '../base/act.tsx'
import { useElement, useSurface, useValue } from '../blocks/surface.tsx'
import type { ElementOf } from './known.ts'
import { type Choice, Picker } from './picker.tsx'
import { useConfirmed } from './use-confirmed.tsx'

const pauseMs = 250

/** A select whose options golive gives, for what is typed. */
export function ExternalSelect(props: { element: ElementOf<'external_select'>; blockId: string }) {
  const { element, blockId } = props
  const actionId = element.action_id ?? ''
  const { where } = useSurface()
  const { selected_option } = useValue({ blockId, actionId })
  const { enter, isBusy } = useElement({ blockId, actionId })
  const { ask, dialog } = useConfirmed(element.confirm)
  const act = useQuietAct()
  const chosen = dictOf(selected_option)
  const chosenLabel = textOf(chosen.text)
  const [typed, setTyped] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [groups, setGroups] = useState<OptionGroup[]>([])
  const least = element.min_query_length ?? 3
  const isAsked = isOpen && typed.length >= least && typed !== chosenLabel
  useEffect(() => {
    if (!isAsked) return
    let isOver = false
    const timer = setTimeout(async () => {
      const outcome = await act({ type: 'suggest', where, blockId, actionId, text: typed })
      if (!isOver) setGroups(outcome.groups ?? [])
    }, pauseMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [act, where, blockId, actionId, typed, isAsked])
  const value = stringOf(chosen.value)
  const isOffered = groups.some(({ options }) => options.some((each) => each.value === value))
  const kept = value && !isOffered ? [{ label: '', choices: [choiceOf(chosen)] }] : []
  const offered = groups.map(({ label, options }) => ({ label, choices: options.map(choiceOf) }))
  return (
    <>
      <Picker
        placeholder={element.placeholder?.text ?? 'Type to search'}
        groups={[...kept, ...offered]}
        chosen={value || null}
        isBusy={isBusy}
        onChoose={(key) => ask(() => void enter(key))}
        onType={setTyped}
        onOpen={setOpen}
      />
      {dialog}
    </>
  )
}

/** Keys are the options' values: several may have the same text. */
function choiceOf(option: Dict): Choice {
  const description = textOf(option.description)
  return {
    key: stringOf(option.value),
    label: textOf(option.text),
    ...(description && { description }),
  }
}
