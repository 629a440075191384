export function DividerView() {
  return <hr className="block divider" />
}
