import { memo, useMemo } from 'react'
import type { MessageShown } from '../../control/protocol.ts'
import { Avatar } from '../base/avatar.tsx'
import { useDirectory } from '../base/directory.tsx'
import { Icon } from '../base/icons.tsx'
import { useGo } from '../base/location.ts'
import { Unknown } from '../base/unknown.tsx'
import { Blocks } from '../blocks/blocks.tsx'
import { type Surface, SurfaceProvider } from '../blocks/surface.tsx'
import { Mrkdwn } from '../text/mrkdwn.tsx'
import { momentOfTs, timeIn, wallTime } from '../text/zone.ts'
import { Files } from './files.tsx'
import { MessageTools } from './message-tools.tsx'

const noErrors = {}

export const Message = memo(function Message(props: {
  message: MessageShown
  isGrouped: boolean
  replies: number
  inThread?: boolean
}) {
  const { message, isGrouped, replies, inThread = false } = props
  const { channel, ts, author, values } = message
  const { people, app, me } = useDirectory()
  const go = useGo()
  const surface = useMemo<Surface>(
    () => ({ where: { kind: 'message', channel, ts }, values, errors: noErrors, isLive: true }),
    [channel, ts, values],
  )
  const name = people.get(author)?.name ?? 'Slackbot'
  const sentAt = momentOfTs(ts)
  const time = timeIn(me.zone, sentAt)
  return (
    <article
      className="message"
      id={inThread ? undefined : `message-${ts}`}
      tabIndex={-1}
      aria-label={`${name}, ${time}`}
      data-grouped={isGrouped || undefined}
      data-ephemeral={message.isEphemeral || undefined}
      data-pinned={message.isPinned || undefined}
    >
      <div className="message-side">
        {isGrouped ? <small>{time}</small> : <Avatar id={author} />}
      </div>
      <div className="message-body">
        {message.isPinned && (
          <p className="message-note">
            <Icon name="pin" /> Pinned
          </p>
        )}
        {message.isEphemeral && (
          <p className="message-note">
            <Icon name="eye" /> Only visible to you
          </p>
        )}
        {!isGrouped && (
          <p className="message-head">
            <strong>{name}</strong>
            {author === app.botId && <span className="tag">App</span>}
            <time
              dateTime={sentAt.toISOString()}
              title={wallTime(sentAt, me.zone).replace('T', ' ')}
            >
              {time}
            </time>
          </p>
        )}
        <SurfaceProvider value={surface}>
          {message.blocks.length > 0 ? (
            <Blocks blocks={message.blocks} />
          ) : (
            <p className="message-text" hidden={message.text === ''}>
              <Mrkdwn text={message.text} />
              {message.isEdited && <small className="edited"> (edited)</small>}
            </p>
          )}
          <Files files={message.files} />
          {message.attachments.map((attachment, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: attachments have no other identity
            <Unknown key={at} what="attachment" source={attachment} />
          ))}
        </SurfaceProvider>
        {replies > 0 && !inThread && (
          <button type="button" className="replies" onClick={() => go({ thread: ts })}>
            {replies} {replies === 1 ? 'reply' : 'replies'}
          </button>
        )}
      </div>
      <MessageTools message={message} inThread={inThread} />
    </article>
  )
})
