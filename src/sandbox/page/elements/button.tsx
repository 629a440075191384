import { Button } from 'react-aria-components'
import { useElement, useSurface } from '../blocks/surface.tsx'
import { Text } from '../text/text-object.tsx'
import type { ElementOf } from './known.ts'
import { useConfirmed } from './use-confirmed.tsx'

export function ButtonElement(props: { element: ElementOf<'button'>; blockId: string }) {
  const { element, blockId } = props
  const { isLive } = useSurface()
  const { click, isBusy } = useElement({ blockId, actionId: element.action_id ?? '' })
  const { ask, dialog } = useConfirmed(element.confirm)
  const press = () =>
    ask(() => {
      void click()
      if (element.url) open(element.url, '_blank', 'noreferrer,noopener')
    })
  return (
    <>
      <Button
        className={`button ${element.style ?? ''}`}
        aria-label={element.accessibility_label}
        isDisabled={!isLive}
        isPending={isBusy}
        onPress={press}
      >
        <Text of={element.text} />
      </Button>
      {dialog}
    </>
  )
}
