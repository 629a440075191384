/** What the sandbox does not know is shown as such, and not left out. */
export function Unknown({ what, source }: { what: string; source: unknown }) {
  return (
    <div className="unknown-box">
      <strong>unknown {what}</strong>
      <pre>{JSON.stringify(source, null, 2)}</pre>
    </div>
  )
}
