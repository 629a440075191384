import { useEffect, useState } from 'react'
import { type Dict, dictOf, textOf } from '../../json.ts'
import { useQuietAct } from '../base/act.tsx'
import { useElement, useSurface, useValue } from '../blocks/surface.tsx'
import type { ElementOf } from './known.ts'
import { Picker } from './picker.tsx'

const pauseMs = 250

/** A select whose options golive gives, for what is typed. */
export function ExternalSelect(props: { element: ElementOf<'external_select'>; blockId: string }) {
  const { element, blockId } = props
  const actionId = element.action_id ?? ''
  const { where } = useSurface()
  const { selected_option } = useValue({ blockId, actionId })
  const { enter, isBusy } = useElement({ blockId, actionId })
  const act = useQuietAct()
  const [typed, setTyped] = useState('')
  const [options, setOptions] = useState<Dict[]>([])
  const least = element.min_query_length ?? 3
  useEffect(() => {
    if (typed.length < least) return
    const timer = setTimeout(async () => {
      const outcome = await act({ type: 'suggest', where, blockId, actionId, text: typed })
      setOptions(outcome.options ?? [])
    }, pauseMs)
    return () => clearTimeout(timer)
  }, [act, where, blockId, actionId, typed, least])
  const chosen = textOf(dictOf(selected_option).text) || null
  const labels = [...new Set([...options.map((each) => textOf(each.text)), chosen ?? ''])]
  const choices = labels.filter(Boolean).map((label) => ({ key: label, label }))
  return (
    <Picker
      placeholder={element.placeholder?.text ?? 'Type to search'}
      groups={[{ label: '', choices }]}
      chosen={chosen}
      isBusy={isBusy}
      onChoose={(key) => void enter(key)}
      onType={setTyped}
    />
  )
}
