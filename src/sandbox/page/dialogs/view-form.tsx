import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react'
import { Button, Heading } from 'react-aria-components'
import type { ViewShown } from '../../control/protocol.ts'
import { dictsOf, textOf } from '../../json.ts'
import { useQuietAct } from '../base/act.tsx'
import { Icon } from '../base/icons.tsx'
import { Blocks } from '../blocks/blocks.tsx'
import { type Surface, SurfaceProvider } from '../blocks/surface.tsx'

/** One view of the stack: its blocks, submit, close, and the way back to the view below. */
export function ViewForm(props: { view: ViewShown; depth: number; onClose: () => void }) {
  const { view, depth, onClose } = props
  const act = useQuietAct()
  const [isBusy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string>()
  const form = useRef<HTMLFormElement>(null)
  const { spec, values, errors, id } = view
  const surface = useMemo<Surface>(
    () => ({ where: { kind: 'dialog', viewId: id }, values, errors, isLive: true }),
    [id, values, errors],
  )
  useEffect(() => {
    if (Object.keys(errors).length > 0) {
      form.current?.querySelector<HTMLElement>('[aria-invalid], [data-invalid] input')?.focus()
    }
  }, [errors])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setTrouble(undefined)
    const outcome = await act({ type: 'submit', viewId: id })
    setBusy(false)
    setTrouble(outcome.error)
  }
  const back = () => void act({ type: 'close', viewId: id, all: false })
  const submitLabel = textOf(spec.submit)
  return (
    <form ref={form} onSubmit={(event) => void submit(event)} noValidate>
      <header>
        {depth > 1 && (
          <Button className="tool" aria-label="Back" onPress={back}>
            <Icon name="back" />
          </Button>
        )}
        <Heading slot="title">{textOf(spec.title)}</Heading>
        <Button className="tool" aria-label="Close dialog" onPress={onClose}>
          <Icon name="close" />
        </Button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="dialog-body" tabIndex={0}>
        {trouble && (
          <p className="trouble" role="alert">
            {trouble}
          </p>
        )}
        <SurfaceProvider value={surface}>
          <Blocks blocks={dictsOf(spec.blocks)} />
        </SurfaceProvider>
      </div>
      <footer>
        <Button className="button" onPress={back}>
          {textOf(spec.close) || 'Cancel'}
        </Button>
        {submitLabel && (
          <Button type="submit" className="button primary" isPending={isBusy}>
            {submitLabel}
          </Button>
        )}
      </footer>
    </form>
  )
}
