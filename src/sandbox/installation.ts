import { dictOf, dictsOf, stringOf, stringsOf } from './json.ts'

export interface CommandSpec {
  command: string
  description: string
  usageHint: string
  shouldEscape: boolean
}

export interface ShortcutSpec {
  name: string
  callbackId: string
  type: 'global' | 'message'
}

/** The scopes (one of them) that an event needs (docs.slack.dev/reference/events). */
const eventScopes: Record<string, readonly string[]> = {
  user_change: ['users:read'],
  member_joined_channel: ['channels:read', 'groups:read'],
  member_left_channel: ['channels:read', 'groups:read'],
  channel_archive: ['channels:read'],
  channel_unarchive: ['channels:read'],
  channel_rename: ['channels:read'],
  group_archive: ['groups:read'],
  group_unarchive: ['groups:read'],
  group_rename: ['groups:read'],
  channel_left: ['channels:read'],
  channel_deleted: ['channels:read'],
  group_left: ['groups:read'],
  group_deleted: ['groups:read'],
  message_metadata_posted: ['metadata.message:read'],
}

/**
 * What the workspace granted the app: scopes, commands, shortcuts and events of its manifest.
 * Without a manifest everything is granted except `chat:write.public`, and any command exists.
 */
export class Installation {
  readonly commands: CommandSpec[] | undefined
  readonly shortcuts: ShortcutSpec[] | undefined
  readonly events: Set<string> | undefined
  /** settings.event_subscriptions.metadata_subscriptions; undefined: metadata of every type. */
  readonly #metadata: { appId: string; eventType: string }[] | undefined
  /** features.app_home: without the tab, views.publish and DMs are refused; read-only, people cannot type. */
  readonly homeTab: boolean = true
  readonly messagesTab: boolean = true
  readonly messagesReadOnly: boolean = false
  /** settings.interactivity: without it no click, form or shortcut reaches the app. */
  readonly interactive: boolean = true
  /** Over HTTP external selects need a message_menu_options_url of their own (docs.slack.dev/reference/app-manifest). */
  readonly suggestive: boolean = true
  /** The manifest's bot_optional scopes: an admin may leave them out. */
  readonly optionalScopes: readonly string[] = []
  /** False after an uninstall or a revoked token: every call then answers `token_revoked`. */
  active = true
  readonly #scopes: Set<string> | undefined
  readonly #withdrawn = new Set<string>()

  constructor(manifest: unknown) {
    if (manifest === undefined) return
    const features = dictOf(dictOf(manifest).features)
    const scopes = dictOf(dictOf(dictOf(manifest).oauth_config).scopes)
    const settings = dictOf(dictOf(manifest).settings)
    const interactivity = dictOf(settings.interactivity)
    this.interactive = interactivity.is_enabled === true
    // A manifest without any address is for Socket Mode, where everything comes through the socket.
    const overHttp = stringOf(interactivity.request_url) !== '' && !settings.socket_mode_enabled
    this.suggestive = !overHttp || stringOf(interactivity.message_menu_options_url) !== ''
    const tabs = dictOf(features.app_home)
    this.homeTab = tabs.home_tab_enabled === true
    this.messagesReadOnly = tabs.messages_tab_read_only_enabled === true
    this.messagesTab = tabs.messages_tab_enabled !== false
    this.optionalScopes = stringsOf(scopes.bot_optional)
    this.#scopes = new Set([...stringsOf(scopes.bot), ...this.optionalScopes])
    const subscriptions = dictOf(settings.event_subscriptions)
    this.events = new Set(stringsOf(subscriptions.bot_events))
    this.#metadata = dictsOf(subscriptions.metadata_subscriptions).map((spec) => ({
      appId: stringOf(spec.app_id),
      eventType: stringOf(spec.event_type),
    }))
    this.commands = dictsOf(features.slash_commands).map((spec) => ({
      command: stringOf(spec.command),
      description: stringOf(spec.description),
      usageHint: stringOf(spec.usage_hint),
      shouldEscape: spec.should_escape === true,
    }))
    this.shortcuts = dictsOf(features.shortcuts).map((spec) => ({
      name: stringOf(spec.name),
      callbackId: stringOf(spec.callback_id),
      type: spec.type === 'global' ? 'global' : 'message',
    }))
  }

  has(scope: string): boolean {
    if (this.#withdrawn.has(scope)) return false
    return this.#scopes ? this.#scopes.has(scope) : scope !== 'chat:write.public'
  }

  /** What Slack reports as `provided` beside `missing_scope`, and with every answer as x-oauth-scopes. */
  provided(): string {
    return [...(this.#scopes ?? [])].filter((scope) => !this.#withdrawn.has(scope)).join(',')
  }

  /** As if an admin had not granted these (optional) scopes. */
  withdraw(...scopes: string[]): void {
    for (const scope of scopes) this.#withdrawn.add(scope)
  }

  /** As if the app had been installed again, and these scopes granted this time. */
  grant(...scopes: string[]): void {
    for (const scope of scopes) this.#withdrawn.delete(scope)
  }

  /** Whether an event goes out: subscribed to, and its scope granted. */
  receives(event: string): boolean {
    const scopes = eventScopes[event]
    const granted = !scopes || scopes.some((scope) => this.has(scope))
    return granted && (this.events ? this.events.has(event) : true)
  }

  /** Whether the app wants to hear of metadata of a type that this app has posted. */
  hearsOf(eventType: string, appId: string): boolean {
    const isOfIt = (each: { appId: string; eventType: string }) =>
      each.eventType === eventType && (each.appId === '*' || each.appId === appId)
    return this.#metadata?.some(isOfIt) ?? true
  }
}
